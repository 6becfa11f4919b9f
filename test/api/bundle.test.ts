import { expect, test } from 'vitest';
import { exchanging } from '../helpers/exchange.ts';

test('a commune joins with its first bundle and knows the tree; its own office still stands after the authority was made', async () => {
  const { province, communes } = await exchanging(1);
  const [a] = communes;
  expect(a?.get('device.status', {}).state).toBe('joined');
  expect(a?.get('bundle.receivers', {})).toMatchObject([{ unitId: province.unitId, relation: 'above', opCount: 0 }]);
  expect(province.db.prepare('SELECT count(*) FROM unit').pluck().get()).toBe(2);
});
