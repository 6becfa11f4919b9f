import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attachmentByteLimit, fileTypes } from '../../db/api/contract/attachment.ts';
import { roles } from '../../db/api/define.ts';
import { AppError } from '../../db/api/errors.ts';
import { blobPath } from '../../db/blobs.ts';
import { commit, create } from '../../db/commit.ts';
import { dispatch } from '../../db/dispatch.ts';
import { addDirective, opCount } from '../helpers/directive.ts';
import { ole, put, samples, zip } from '../helpers/files.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const on = '2026-05-04';
const pdf = samples['application/pdf'][1];

function withDirective(role: 'clerk' | 'admin' = 'clerk') {
  const o = office(role);
  const parentId = addDirective(o);
  const add = (content: Uint8Array, name = 'Chỉ thị 03.pdf', user = o) =>
    user.call('attachment.add', {
      parentEntity: 'directive',
      parentId,
      file: o.hand(put(o.ctx.scratch, 'chosen', content)),
      name,
    });
  return { o, parentId, add };
}

const blobFiles = (o: TestOffice): string[] => {
  try {
    return readdirSync(o.ctx.blobs.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
};

function refused(o: TestOffice, act: () => unknown, error: unknown): void {
  const before = [opCount(o), blobFiles(o), o.db.prepare('SELECT count(*) FROM blob').pluck().get()];
  expect(act()).toMatchObject({ ok: false, error });
  expect([opCount(o), blobFiles(o), o.db.prepare('SELECT count(*) FROM blob').pluck().get()]).toEqual(before);
}

describe('adding and saving out', () => {
  test('a file is shown with its record and comes out as it went in', () => {
    const { o, parentId, add } = withDirective();
    const content = Buffer.concat([pdf, Buffer.alloc(3_000_000, 'số liệu ')]);
    expect(add(content)).toMatchObject({
      ok: true,
      value: {
        name: 'Chỉ thị 03.pdf',
        byteCount: content.length,
        mediaType: 'application/pdf',
        hasMacros: 0,
        isHere: 1,
        isOwn: 1,
        addedBy: 'Người dùng clerk',
      },
    });
    const list = o.get('attachment.list', { parentEntity: 'directive', parentId });
    expect(o.get('directive.get', { id: parentId, on }).attachments).toEqual(list);
    const out = join(o.ctx.scratch, 'saved.pdf');
    expect(o.as('viewer').get('attachment.export', { id: list[0]?.id ?? '', file: o.hand(out) })).toEqual({
      byteCount: content.length,
    });
    expect(readFileSync(out).equals(content)).toBe(true);
  });

  test.each(Object.entries(samples))('%s is known by its content', (mediaType, [ending, content]) => {
    const { add } = withDirective();
    expect(add(content, `Tệp.${ending}`)).toMatchObject({ value: { mediaType, name: `Tệp.${ending}`, hasMacros: 0 } });
  });

  test('every kind that is allowed has a sample', () => {
    expect(Object.keys(samples)).toEqual(Object.keys(fileTypes));
  });

  test('CSV is text; old encodings are text too', () => {
    const { add } = withDirective();
    expect(add(Buffer.from('\ufeffmã,tên\n1,Ba Đồn\n'), 'Đơn vị.csv')).toMatchObject({
      value: { mediaType: 'text/plain', name: 'Đơn vị.csv' },
    });
    expect(add(Buffer.from([0x43, 0xab, 0x6e, 0x67]), 'tcvn3.txt')).toMatchObject({ ok: true });
    expect(add(Buffer.from('\ufeffSố liệu', 'utf16le'), 'utf16.txt')).toMatchObject({ ok: true });
  });

  test('a name with a false ending gets the true one, and none leads out of its folder', () => {
    const { add } = withDirective();
    expect(add(pdf, 'C:\\Users\\..\\báo cáo.docx')).toMatchObject({ value: { name: 'báo cáo.docx.pdf' } });
  });

  test('macros are told', () => {
    const { add } = withDirective();
    const types = { '[Content_Types].xml': '<Types/>' };
    const docm = zip({ ...types, 'word/document.xml': '<w/>', 'word/vbaProject.bin': 'x' });
    expect(add(docm, 'a.docm')).toMatchObject({ value: { hasMacros: 1, name: 'a.docm' } });
    expect(add(zip({ ...types, 'xl/workbook.xml': '<w/>', 'xl/VBAPROJECT.BIN': 'x' }), 'a.xlsx')).toMatchObject({
      value: { hasMacros: 1 },
    });
    expect(add(ole(['WordDocument', 'Macros']), 'a.doc')).toMatchObject({ value: { hasMacros: 1 } });
    expect(add(ole(['Workbook', '_VBA_PROJECT_CUR']), 'a.xls')).toMatchObject({ value: { hasMacros: 1 } });
  });

  test('the same content is kept once; taking it off one record leaves the other', () => {
    const { o, parentId, add } = withDirective();
    add(pdf, 'một.pdf');
    add(pdf, 'hai.pdf');
    expect(blobFiles(o)).toHaveLength(1);
    const [first, second] = o.get('attachment.list', { parentEntity: 'directive', parentId });
    o.get('attachment.remove', { id: first?.id ?? '' });
    expect(o.get('attachment.list', { parentEntity: 'directive', parentId })).toMatchObject([{ name: 'hai.pdf' }]);
    expect(o.call('attachment.export', { id: second?.id ?? '', file: o.hand(join(o.ctx.scratch, 'out')) }).ok).toBe(
      true,
    );
    o.get('directive.remove', { id: parentId });
    expect(o.db.prepare('SELECT count(*) FROM attachment').pluck().get()).toBe(0);
    expect(blobFiles(o)).toHaveLength(1);
  });

  test('its audience is that of its record', () => {
    const o = office('clerk');
    const parentId = addDirective(o, { audience: 'office' });
    o.get('attachment.add', {
      parentEntity: 'directive',
      parentId,
      file: o.hand(put(o.ctx.scratch, 'f', pdf)),
      name: 'f',
    });
    expect(o.db.prepare('SELECT audience FROM attachment').pluck().get()).toBe('office');
  });
});

describe('refused, and nothing is kept', () => {
  const types = { '[Content_Types].xml': '<Types/>' };
  test.each<[string, Uint8Array, string, string]>([
    ['a program called .pdf', Buffer.from('MZ\x90\x00\x03'), 'Chỉ thị.pdf', 'application/x-msdownload'],
    ['a program called .txt', Buffer.from('MZ text'), 'a.txt', 'application/x-msdownload'],
    ['a Linux program', Buffer.from('\x7fELF\x02\x01'), 'a.docx', 'application/x-executable'],
    ['an archive', zip({ 'a.txt': 'x' }), 'a.docx', 'application/zip'],
    [
      'an archive that only looks like a document',
      zip({ ...types, 'evil/document.xml': 'x' }),
      'a.docx',
      'application/zip',
    ],
    ['an archive without a list of types', zip({ 'word/document.xml': 'x' }), 'a.docx', 'application/zip'],
    ['a broken archive', Buffer.from('PK\x03\x04 and no end'), 'a.docx', 'application/zip'],
    ['a RAR archive', Buffer.from('Rar!\x1a\x07\x00'), 'a.pdf', 'application/vnd.rar'],
    ['an installer', ole(['Property']), 'a.doc', 'application/x-ole-storage'],
    ['a locked document', ole(['EncryptionInfo', 'EncryptedPackage']), 'a.docx', 'application/encrypted'],
    ['a directory that runs in a circle', ole(['A', 'B', 'C', 'D', 'E'], true), 'a.doc', 'application/x-ole-storage'],
    [
      'the first bytes of an Office file and no more',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'a.doc',
      'application/octet-stream',
    ],
    ['bytes called .txt', Buffer.from([1, 2, 3, 0]), 'a.txt', 'application/octet-stream'],
    ['a script', Buffer.from('@echo off\r\ndel *'), 'a.bat', 'application/octet-stream'],
    ['a web page', Buffer.from('<script>alert(1)</script>'), 'a.html', 'application/octet-stream'],
    ['an SVG picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.png', 'application/octet-stream'],
  ])('%s', (_name, content, name, mediaType) => {
    const { o, add } = withDirective();
    refused(o, () => add(content, name), { code: 'FILE_TYPE_REFUSED', details: { mediaType } });
  });

  test('an empty file, a missing one, a folder, a handle nobody handed out', () => {
    const { o, parentId, add } = withDirective();
    refused(o, () => add(Buffer.alloc(0)), { code: 'FILE_EMPTY' });
    const from = (file: string) =>
      o.call('attachment.add', { parentEntity: 'directive', parentId, file, name: 'a.pdf' });
    refused(o, () => from(o.hand(join(o.ctx.scratch, 'none.pdf'))), { code: 'FILE_NOT_FOUND' });
    refused(o, () => from(o.hand(o.ctx.scratch)), { code: 'FILE_NOT_FOUND' });
    refused(o, () => from('/etc/passwd'), { code: 'FILE_NOT_FOUND' });
  });

  test('a file one byte over the limit', () => {
    const { o, parentId } = withDirective();
    const path = put(o.ctx.scratch, 'large.pdf', pdf);
    const add = () =>
      o.call('attachment.add', { parentEntity: 'directive', parentId, file: o.hand(path), name: 'large.pdf' });
    truncateSync(path, attachmentByteLimit + 1);
    refused(o, add, {
      code: 'FILE_TOO_LARGE',
      details: { byteCount: attachmentByteLimit + 1, limitBytes: attachmentByteLimit },
    });
    truncateSync(path, attachmentByteLimit);
    expect(add()).toMatchObject({ ok: true, value: { byteCount: attachmentByteLimit } });
  });

  test.each([
    ['the disk is full', Object.assign(new Error('write'), { code: 'ENOSPC' }), 'DISK_FULL'],
    ['the user stops it', new AppError('CANCELLED', {}), 'CANCELLED'],
  ])('%s half-way', (_name, failure, code) => {
    const { o, parentId } = withDirective();
    const file = o.hand(put(o.ctx.scratch, 'f', Buffer.concat([pdf, Buffer.alloc(3_000_000, 'x')])));
    const step = (done: number): void => {
      if (done > 4_000_000) throw failure;
    };
    const act = () =>
      dispatch(
        { ...o.ctx, step },
        'attachment.add',
        { parentEntity: 'directive', parentId, file, name: 'a.pdf' },
        () => 'x',
      );
    refused(o, act, { code });
  });

  test('a record that is not there', () => {
    const { o } = withDirective();
    const file = o.hand(put(o.ctx.scratch, 'f', pdf));
    for (const parentEntity of ['directive', 'task', 'report'] as const) {
      refused(o, () => o.call('attachment.add', { parentEntity, parentId: o.ctx.newId(), file, name: 'a.pdf' }), {
        code: 'NOT_FOUND',
        details: { entity: parentEntity },
      });
    }
    const id = o.ctx.newId();
    refused(o, () => o.call('attachment.remove', { id }), { code: 'NOT_FOUND', details: { entity: 'attachment', id } });
    refused(o, () => o.call('attachment.export', { id, file }), { code: 'NOT_FOUND' });
  });
});

describe('bytes that are missing or damaged on this PC', () => {
  test('are told, and nothing half is left where the user wanted the file', () => {
    const { o, parentId, add } = withDirective();
    add(Buffer.concat([pdf, Buffer.alloc(2_000_000)]));
    const id = o.get('attachment.list', { parentEntity: 'directive', parentId })[0]?.id ?? '';
    const hash = o.db.prepare('SELECT sha256 FROM attachment').pluck().get() as string;
    const path = blobPath(o.ctx.blobs, hash);
    const out = join(o.ctx.scratch, 'out.pdf');
    const save = () => o.call('attachment.export', { id, file: o.hand(out) });
    const raw = readFileSync(path);
    raw[1_500_000] = (raw[1_500_000] ?? 0) ^ 1;
    writeFileSync(path, raw);
    expect(save()).toEqual({ ok: false, error: { code: 'ATTACHMENT_DAMAGED', details: { name: 'Chỉ thị 03.pdf' } } });
    rmSync(path);
    expect(save()).toEqual({ ok: false, error: { code: 'ATTACHMENT_NOT_HERE', details: { name: 'Chỉ thị 03.pdf' } } });
    expect(readdirSync(o.ctx.scratch).filter((name) => name.startsWith('out'))).toEqual([]);
  });
});

describe('who may', () => {
  test('files of a directive are its writers’; everyone lists and saves them out', () => {
    const { o, parentId, add } = withDirective('admin');
    add(pdf);
    const id = o.get('attachment.list', { parentEntity: 'directive', parentId })[0]?.id ?? '';
    const may = roles.filter((role) => add(pdf, 'a.pdf', o.as(role)).ok);
    expect(may).toEqual(['admin', 'clerk', 'coordinator']);
    refused(o, () => o.as('commander').call('attachment.remove', { id }), { code: 'FORBIDDEN' });
    refused(o, () => o.as('viewer').call('attachment.remove', { id }), { code: 'FORBIDDEN' });
    expect(o.as('viewer').get('attachment.list', { parentEntity: 'directive', parentId })).toHaveLength(4);
  });

  test('files of a task hang on it; those of a report are the office’s that sent it, and go up', () => {
    const o = office('commander');
    const [taskId, assignmentId, ownReport, foreignReport] = [
      o.ctx.newId(),
      o.ctx.newId(),
      o.ctx.newId(),
      o.ctx.newId(),
    ] as const;
    const task = {
      directiveId: null,
      clause: '',
      content: 'Kiện toàn',
      detail: '',
      product: '',
      kind: 'standing',
      periodRuleId: null,
      periodFromOn: null,
      periodToOn: null,
      parentId: null,
      assignedBy: '',
      assignedOn: on,
      audience: `down:${o.unitId}`,
    } as const;
    const share = {
      taskId,
      unitId: o.unitId,
      role: 'lead',
      leadId: null,
      originalDueOn: null,
      assignedOn: on,
      note: '',
    } as const;
    const report = {
      assignmentId,
      unitId: o.unitId,
      periodKey: null,
      version: 1,
      correctsId: null,
      reportedOn: on,
      doneOn: null,
      percent: 10,
      content: 'x',
      difficulties: '',
      proposals: '',
      figures: [],
      isNothing: 0 as const,
    };
    const other = { ...o.ctx, office: { ...o.ctx.office, unitId: o.ctx.newId() } };
    o.db
      .transaction(() => {
        commit(o.ctx, [
          create('task', taskId, task),
          create('assignment', assignmentId, share),
          create('report', ownReport, report),
        ]);
        commit(other, [create('report', foreignReport, report)]);
      })
      .immediate();
    const add = (parentEntity: 'task' | 'report', parentId: string) =>
      o.call('attachment.add', { parentEntity, parentId, file: o.hand(put(o.ctx.scratch, 'f', pdf)), name: 'a.pdf' });
    expect(add('task', taskId).ok).toBe(true);
    expect(add('report', ownReport).ok).toBe(true);
    refused(o, () => add('report', foreignReport), { code: 'NOT_OWNER', details: { entity: 'report' } });
    expect(o.db.prepare('SELECT audience FROM attachment ORDER BY createdLam').pluck().all()).toEqual([
      `down:${o.unitId}`,
      `up:${o.unitId}`,
    ]);
  });
});
