import { expect, test } from 'vitest';
import { savedViewLimits } from '../../db/api/contract/saved-view.ts';
import { codeOf } from '../helpers/host.ts';
import { office } from '../helpers/office.ts';

const body = { chip: 'overdue', columns: [{ id: 'content', width: 300 }] };

test('a view comes back as it was kept, by name as a dictionary orders it, in its own place only', () => {
  const o = office('viewer');
  for (const name of ['Đang chờ', 'Dễ làm', 'Ấp Đông']) o.get('savedView.save', { place: 'tasks', name, body });
  o.get('savedView.save', { place: 'reports', name: 'Khác', body: {} });
  const views = o.get('savedView.list', { place: 'tasks' });
  expect(views.map(({ name }) => name)).toEqual(['Ấp Đông', 'Dễ làm', 'Đang chờ']);
  expect(views[0]?.body).toEqual(body);
});

test('the same name, whatever its capitals or where its tone is written, is replaced and not kept twice', () => {
  const o = office();
  const first = o.get('savedView.save', { place: 'tasks', name: 'Xã Hoà Bình', body });
  const second = o.get('savedView.save', { place: 'tasks', name: 'XÃ HÒA BÌNH', body: { chip: 'done' } });
  expect(second.id).toBe(first.id);
  expect(o.get('savedView.list', { place: 'tasks' })).toMatchObject([{ name: 'XÃ HÒA BÌNH', body: { chip: 'done' } }]);
});

test('nobody sees, renames or removes the view of another', () => {
  const o = office();
  const { id } = o.get('savedView.save', { place: 'tasks', name: 'Của tôi', body });
  const other = o.as('clerk');
  expect(other.get('savedView.list', { place: 'tasks' })).toEqual([]);
  expect(codeOf(other.call('savedView.rename', { id, name: 'Lấy' }))).toBe('NOT_FOUND');
  expect(codeOf(other.call('savedView.remove', { id }))).toBe('NOT_FOUND');
  expect(o.get('savedView.list', { place: 'tasks' })).toMatchObject([{ id, name: 'Của tôi' }]);
});

test('a view is renamed, not to a name that is taken, and removed', () => {
  const o = office();
  const { id } = o.get('savedView.save', { place: 'tasks', name: 'Một', body });
  o.get('savedView.save', { place: 'tasks', name: 'Hai', body });
  expect(codeOf(o.call('savedView.rename', { id, name: 'hai' }))).toBe('SAVED_VIEW_NAME_TAKEN');
  o.get('savedView.rename', { id, name: 'MỘT' });
  expect(o.get('savedView.list', { place: 'tasks' }).map(({ name }) => name)).toEqual(['Hai', 'MỘT']);
  o.get('savedView.remove', { id });
  expect(o.get('savedView.list', { place: 'tasks' })).toMatchObject([{ name: 'Hai' }]);
});

test('size and number have limits, tested on both sides', () => {
  const o = office();
  const sized = (length: number) => ({ text: 'x'.repeat(length - '{"text":""}'.length) });
  const save = (name: string, view: Record<string, unknown>) =>
    o.call('savedView.save', { place: 'tasks', name, body: view });
  expect(save('Vừa', sized(savedViewLimits.characters)).ok).toBe(true);
  expect(codeOf(save('Quá', sized(savedViewLimits.characters + 1)))).toBe('INVALID_INPUT');
  for (let n = 1; n < savedViewLimits.perPlace; n++) expect(save(`Mục ${n}`, {}).ok).toBe(true);
  expect(codeOf(save('Thừa', {}))).toBe('SAVED_VIEW_LIMIT');
  expect(save('Mục 1', body).ok).toBe(true);
});
