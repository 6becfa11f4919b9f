import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findMeta, listLogs } from '../../db/queries/op.ts';
import type { ThisPc } from '../../db/this-pc.ts';
import { marksFolder } from '../../db/this-pc.ts';
import { type ExchangePc, exchanging, newPc, newProvince, password, writeTo } from '../helpers/exchange.ts';
import { addTask } from '../helpers/lives.ts';

/* An office folder and the mark of its PC, copied, put back and taken away as people do it; each case on folders of its own. */

const folder = (): string => mkdtempSync(join(tmpdir(), 'vm-mark-'));

/** A joined commune whose program was closed, and the mark of its PC. */
interface Model {
  readonly root: string;
  readonly machine: string;
  readonly key: Buffer;
}
let [model, plainModel]: Model[] = [];
/** Its key opens it without the slow work of a password. */
const modelOf = (pc: ExchangePc): Model => {
  const key = Buffer.from(pc.vault.key);
  pc.vault.close();
  return { root: pc.root, machine: 'may-1', key };
};

beforeAll(async () => {
  const { communes } = await exchanging(1);
  const [pc] = communes as [ExchangePc];
  addTask(pc, 'việc đầu');
  model = modelOf(pc);
  const alone = await newProvince();
  alone.db.prepare("DELETE FROM meta WHERE key IN ('deviceKeys', 'pin', 'authorityKeys')").run();
  plainModel = modelOf(alone);
});

interface Place {
  readonly root: string;
  readonly pc: ThisPc;
  readonly key: Buffer;
}

/** Another office and PC like the model: the same identity, in folders of its own. */
async function placeOf({ root: from, machine, key }: Model = model as Model): Promise<Place> {
  const root = join(folder(), 'co-quan');
  cpSync(from, root, { recursive: true });
  const pc = { marks: join(folder(), 'dau'), machine };
  // What the model was marked with stays behind: this is where the office lives now, from the beginning.
  const first = open({ root, pc, key });
  if (first.vault.halted !== undefined) await first.gate('office.continue', { password });
  first.vault.close();
  return { root, pc, key };
}

/** Opens the office. */
function open({ root, pc, key }: Place): ExchangePc {
  const opened = newPc(root, pc);
  opened.vault.open(Buffer.from(key), opened.vault.readKeys()?.cipher ?? 'chacha20');
  return opened;
}

async function stateOf(place: Place): Promise<string> {
  const opened = open(place);
  const { state } = await opened.gate('office.lineage', {});
  opened.vault.close();
  return state;
}

const lifeOf = ({ db }: ExchangePc): string => findMeta(db, 'incarnation') ?? '';
const copyOf = (root: string): string => {
  const copy = join(folder(), 'co-quan');
  cpSync(root, copy, { recursive: true });
  return copy;
};
const putBack = (backup: string, root: string): void => {
  rmSync(root, { recursive: true });
  cpSync(backup, root, { recursive: true });
};

describe('no alarm', () => {
  test('opened again and again, with work between, and on a PC whose folder was moved', async () => {
    const place = await placeOf();
    for (let n = 0; n < 3; n += 1) {
      const pc = open(place);
      expect(pc.vault.halted).toBeUndefined();
      addTask(pc, `việc ${n}`);
      pc.vault.close();
    }
    const moved = { ...place, root: join(folder(), 'noi-khac') };
    renameSync(place.root, moved.root);
    expect(await stateOf(moved)).toBe('same');
  });

  test('killed after the database was written and before the mark was: the mark is behind', async () => {
    const place = await placeOf();
    const marks = copyOf(place.pc.marks);
    const pc = open(place);
    addTask(pc, 'chưa kịp ghi dấu');
    pc.vault.close();
    putBack(marks, place.pc.marks);
    expect(await stateOf(place)).toBe('same');
  });

  test('two programs on one folder, each writing its mark', async () => {
    const place = await placeOf();
    const [window, terminal] = [open(place), open(place)];
    addTask(terminal, 'từ dòng lệnh');
    addTask(window, 'từ cửa sổ');
    terminal.vault.mark();
    window.vault.mark();
    terminal.vault.close();
    addTask(window, 'từ cửa sổ, sau đó');
    window.vault.close();
    expect(await stateOf(place)).toBe('same');
  });

  test('the place of the mark cannot be written, from the beginning or from some day on', async () => {
    const place = await placeOf();
    const file = join(folder(), 'la-tep');
    writeFileSync(file, '');
    // A file stands where the folder should be: nothing can be written there by anybody.
    const never = { ...place, root: copyOf(place.root), pc: { marks: file, machine: 'may-1' } };
    const first = open(never);
    await first.gate('office.continue', { password });
    first.vault.close();
    expect([await stateOf(never), await stateOf(never)]).toEqual(['same', 'same']);
    const stale = copyOf(place.pc.marks);
    for (let n = 0; n < 3; n += 1) {
      const pc = open(place);
      addTask(pc, `việc ${n}`);
      pc.vault.close();
      putBack(stale, place.pc.marks);
    }
    expect(await stateOf(place)).toBe('same');
  });

  test('several offices on one PC keep a mark each', async () => {
    const [one, other] = [await placeOf(), await placeOf(plainModel)];
    const shared = { ...other, pc: one.pc };
    expect([await stateOf(shared), await stateOf(one), await stateOf(shared), await stateOf(one)]).toEqual(
      Array.from({ length: 4 }, () => 'same'),
    );
    expect(readdirSync(one.pc.marks)).toHaveLength(2);
  });

  test('an office from before there were marks is marked without a word', async () => {
    const place = await placeOf();
    const pc = open(place);
    pc.db.prepare("DELETE FROM meta WHERE key = 'opened'").run();
    pc.vault.discard = pc.vault.close;
    rmSync(place.pc.marks, { recursive: true });
    pc.db.close();
    expect(await stateOf(place)).toBe('same');
    expect(readdirSync(place.pc.marks)).toHaveLength(1);
  });

  test('an office that has no one to exchange with goes on without being asked, under a new name', async () => {
    const place = await placeOf(plainModel);
    const before = open(place);
    const life = lifeOf(before);
    before.vault.close();
    const copy = open({ ...place, root: copyOf(place.root), pc: { marks: folder(), machine: 'may-2' } });
    expect(copy.vault.halted).toBeUndefined();
    expect(lifeOf(copy)).not.toBe(life);
    addTask(copy, 'tiếp tục');
    copy.vault.close();
  });
});

describe('noticed at the next opening', () => {
  test('a folder copied to another PC; the first PC goes on undisturbed', async () => {
    const place = await placeOf();
    expect(await stateOf({ ...place, root: copyOf(place.root), pc: { marks: folder(), machine: 'may-2' } })).toBe(
      'copied',
    );
    expect(await stateOf(place)).toBe('same');
  });

  test('a folder copied in the very moment in which its office was made or had joined', async () => {
    const { communes } = await exchanging(1);
    const [joined] = communes as [ExchangePc];
    const other = { marks: folder(), machine: 'may-2' };
    const place = { root: joined.root, pc: joined.pc, key: Buffer.from(joined.vault.key) };
    joined.vault.close();
    expect(await stateOf({ ...place, root: copyOf(place.root), pc: other })).toBe('copied');
    const made = await newProvince();
    expect(readdirSync(made.pc.marks)).toHaveLength(1);
  });

  test('a folder copied beside itself on one PC', async () => {
    const place = await placeOf();
    expect(await stateOf({ ...place, root: copyOf(place.root) })).toBe('copied');
    expect(await stateOf(place)).toBe('same');
  });

  test('folder and mark copied together to another PC', async () => {
    const place = await placeOf();
    const copy = { ...place, root: copyOf(place.root), pc: { marks: copyOf(place.pc.marks), machine: 'may-2' } };
    expect(await stateOf(copy)).toBe('copied');
  });

  test('an older folder put back over a newer one: after more work, after a bundle, after nothing but an opening', async () => {
    for (const act of [
      (pc: ExchangePc) => void addTask(pc, 'sẽ mất'),
      (pc: ExchangePc) => void writeTo(pc, provinceOf(pc)),
      () => {},
    ]) {
      const place = await placeOf();
      const backup = copyOf(place.root);
      const pc = open(place);
      act(pc);
      pc.vault.close();
      putBack(backup, place.root);
      expect(await stateOf(place)).toBe('rewound');
    }
  });

  test('a copy taken while the program runs, put back after a save or a bundle of the same run', async () => {
    for (const act of [
      (pc: ExchangePc) => void addTask(pc, 'sẽ mất'),
      (pc: ExchangePc) => void writeTo(pc, provinceOf(pc)),
    ]) {
      const place = await placeOf();
      const pc = open(place);
      pc.db.pragma('wal_checkpoint(TRUNCATE)');
      const backup = copyOf(place.root);
      act(pc);
      pc.vault.close();
      putBack(backup, place.root);
      expect(await stateOf(place)).toBe('rewound');
    }
  });

  test('the mark of the PC is gone or is no mark', async () => {
    const place = await placeOf();
    const [name = ''] = readdirSync(place.pc.marks);
    writeFileSync(join(place.pc.marks, name), 'hỏng');
    expect(await stateOf(place)).toBe('restored');
    rmSync(place.pc.marks, { recursive: true });
    expect(await stateOf(place)).toBe('restored');
  });

  test('a copy that went on elsewhere and is brought back over the first', async () => {
    const place = await placeOf();
    const away = { ...place, root: copyOf(place.root), pc: { marks: folder(), machine: 'may-2' } };
    const pc = open(away);
    await pc.gate('office.continue', { password });
    addTask(pc, 'ở nơi khác');
    pc.vault.close();
    putBack(away.root, place.root);
    expect(await stateOf(place)).not.toBe('same');
  });
});

describe('until someone says so', () => {
  test('nothing is written, no bundle goes out, nobody is let in; then it goes on as a new life, and both copies may', async () => {
    const place = await placeOf();
    const copy = { ...place, root: copyOf(place.root), pc: { marks: folder(), machine: 'may-2' } };
    const pc = open(copy);
    const life = lifeOf(pc);
    const before = pc.digest();
    expect(pc.call('documentKind.save', kind)).toMatchObject({ ok: false, error: { code: 'OFFICE_HALTED' } });
    expect(pc.call('draft.save', { key: 'directive:new', body: 'x' })).toMatchObject({ ok: false });
    expect(pc.call('bundle.prepare', { unitId: provinceOf(pc) })).toMatchObject({ ok: false });
    expect(pc.call('bundle.write', { id: 'x', target: 'y' })).toMatchObject({ error: { code: 'OFFICE_HALTED' } });
    await expect(pc.gate('user.setPassword', { id: pc.ctx.caller.userId, newPassword: 'khac-han-1' })).rejects.toThrow(
      'OFFICE_HALTED',
    );
    expect(pc.get('unit.counts', { on: '2026-05-04' })).toBeDefined();
    await expect(pc.gate('office.continue', { password: 'sai-mat-khau' })).rejects.toThrow('LOGIN_WRONG');
    expect([pc.digest(), lifeOf(pc)]).toEqual([before, life]);
    await pc.gate('office.continue', { password });
    expect(lifeOf(pc)).not.toBe(life);
    const logsBefore = listLogs(pc.db).filter(({ incarnation }) => incarnation === life);
    addTask(pc, 'đời mới');
    expect(listLogs(pc.db).filter(({ incarnation }) => incarnation === life)).toEqual(logsBefore);
    pc.vault.close();
    expect([await stateOf(copy), await stateOf(place), await stateOf(copy)]).toEqual(['same', 'same', 'same']);
  });

  test('killed between the new life and its mark: no second question', async () => {
    const place = await placeOf();
    const copy = { ...place, root: copyOf(place.root), pc: { marks: folder(), machine: 'may-2' } };
    const pc = open(copy);
    await pc.gate('office.continue', { password });
    pc.db.prepare("UPDATE meta SET value = json_set(value, '$.isMarked', json('false')) WHERE key = 'opened'").run();
    pc.db.close();
    for (const name of readdirSync(copy.pc.marks)) rmSync(join(copy.pc.marks, name));
    expect(await stateOf(copy)).toBe('same');
  });
});

test('marks lie beside the offices’ usual folder and in none of them, where everybody who uses the PC finds them', () => {
  expect(marksFolder('win32', { ProgramData: 'C:\\ProgramData' })).toContain('VungManhMay');
  expect(marksFolder('linux', { XDG_STATE_HOME: '/state' })).toBe('/state/vung-manh');
  expect(marksFolder('linux', { VUNG_MANH_MARKS: '/given' })).toBe('/given');
  expect(existsSync(marksFolder('linux', { VUNG_MANH_MARKS: folder() }))).toBe(true);
});

const kind = { id: null, name: 'Thử', abbreviation: '', grouping: 'party', isActive: 1 } as const;
const provinceOf = (pc: ExchangePc): string =>
  pc.get('bundle.receivers', {}).find(({ relation }) => relation === 'above')?.unitId ?? '';
