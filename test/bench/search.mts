/*
 * What a search costs: each figure beside the bare MATCH for the newest 50 on the same index, in the same run, alternating.
 * Also how long one slice of indexing holds the writer. Reports are written as bare rows, since only the index is measured.
 * Run: node build/run.mjs node test/bench/search.mts [number of reports, 100000]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whileOpen } from '../../db/apply.ts';
import { commit, create } from '../../db/commit.ts';
import type { Ctx } from '../../db/context.ts';
import { phrasesOf } from '../../db/domain/search-text.ts';
import { searchHandlers } from '../../db/handlers/search.ts';
import { newId } from '../../db/ids.ts';
import { openReader, openWriter, probeCipher } from '../../db/open.ts';
import { saveMeta } from '../../db/queries/op.ts';
import { expressionOf } from '../../db/queries/search-find.ts';
import { hasSearchBacklog, indexSlice, mergeFor } from '../../db/queries/search-index.ts';
import type { Db } from '../../db/sql.ts';

const rows = Number(process.argv[2] ?? 100_000);
const rounds = 40;
const folder = mkdtempSync(join(tmpdir(), 'vm-bench-'));
const options = { path: join(folder, 'office.db'), key: Buffer.alloc(32, 3), cipher: probeCipher() };
const id = (): string => newId(Date.now());
const db = openWriter(options);
const unitId = id();
const ctx: Ctx = {
  db,
  caller: { userId: id(), role: 'admin', unitId, sessionId: id() },
  office: { unitId, deviceId: id(), incarnation: 'b'.repeat(32) },
  now: Date.now,
  newId: id,
  step: () => {},
  path: (handle) => handle,
  blobs: { folder, key: Buffer.alloc(32) },
  scratch: folder,
};
saveMeta(db, 'officeUnitId', unitId);

let seed = 7;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
// Few words are in every report and many in a few, as in any language.
const pick = <T,>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)] as T;
const starts = [
  'kiện',
  'tổ',
  'tuần',
  'phòng',
  'bảo',
  'tuyên',
  'rà',
  'đấu',
  'an',
  'trật',
  'cư',
  'giao',
  'nghiên',
  'thiếu',
  'hòa',
  'đăng',
  'quản',
  'xử',
  'phối',
  'tiếp',
];
const ends = [
  'toàn',
  'chức',
  'tra',
  'cháy',
  'đảm',
  'truyền',
  'soát',
  'tranh',
  'ninh',
  'tự',
  'trú',
  'thông',
  'cứu',
  'phương',
  'giải',
  'ký',
  'lý',
  'lý',
  'hợp',
  'nhận',
];
const rare = Array.from(
  { length: 3000 },
  (_, n) => `${starts[n % 20]?.slice(0, 2)}${ends[(n * 7) % 20]?.slice(0, 2)}${n % 97}`,
);
const sentence = (count: number): string =>
  Array.from({ length: count }, () => (random() < 0.9 ? `${pick(starts)} ${pick(ends)}` : pick(rare))).join(' ');

function fill(): void {
  const unit = {
    kind: 'commune',
    symbol: 'CAX',
    officialCode: null,
    parentId: null,
    isKey: 0,
    hasPolice: 0,
  } as const;
  const version = {
    ...unit,
    orderNumber: null,
    basisDirectiveId: null,
    basisText: '',
    validFrom: '2021-11-01',
    validTo: null,
  };
  const task = {
    directiveId: null,
    clause: '',
    detail: '',
    product: '',
    kind: 'standing',
    periodRuleId: null,
  } as const;
  const dates = {
    periodFromOn: null,
    periodToOn: null,
    parentId: null,
    assignedBy: '',
    assignedOn: '2025-01-05',
    audience: 'all',
  };
  const units = Array.from({ length: 168 }, id);
  const tasks = Array.from({ length: 60 }, id);
  const shares: [string, string][] = [];
  const changes = [
    ...units.flatMap((one, n) => [
      create('unit', one, { nature: 'police', level: 'commune', areaId: null }),
      create('unitVersion', id(), {
        ...version,
        unitId: one,
        name: `Xã ${n}`,
        fullName: `Công an xã ${sentence(1)} ${n}`,
        shortName: `CAX ${n}`,
      }),
    ]),
    ...tasks.map((one) => create('task', one, { ...task, ...dates, content: `Thực hiện ${sentence(4)}` })),
    ...tasks.flatMap((taskId) =>
      units.map((one) => {
        const share = id();
        shares.push([share, one]);
        return create('assignment', share, {
          taskId,
          unitId: one,
          role: 'lead',
          leadId: null,
          assignedOn: '2025-01-05',
          originalDueOn: null,
          note: '',
        });
      }),
    ),
  ];
  db.transaction(() => commit(ctx, changes)).immediate();
  const insert = db.prepare(
    `INSERT INTO report VALUES (?, ?, ?, NULL, 1, NULL, ?, NULL, 50, ?, ?, '', '[]', 0, ?, 1, 0, '', 0, '')`,
  );
  const state = db.prepare("INSERT INTO reportState VALUES (?, 'submitted', NULL, NULL, '', 1)");
  for (let at = 0; at < rows; at += 20_000)
    db.transaction(() =>
      whileOpen(db, () => {
        for (let n = at; n < Math.min(rows, at + 20_000); n++) {
          const [share, own] = shares[n % shares.length] as [string, string];
          const reportId = id();
          const on = new Date(Date.UTC(2025, 0, 6) + ((n * 86_400_000) % (700 * 86_400_000)))
            .toISOString()
            .slice(0, 10);
          insert.run(reportId, share, own, on, sentence(14), sentence(5), own);
          state.run(reportId);
        }
      }),
    ).immediate();
  db.exec("INSERT INTO searchQueue SELECT 'report', id FROM report");
}

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const at = (values: readonly number[], part: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
const show = (values: readonly number[]): string =>
  `p50 ${at(values, 0.5).toFixed(2)}  p95 ${at(values, 0.95).toFixed(2)} ms`;
function time(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function indexAll(): void {
  const slices: number[] = [];
  const merges: number[] = [];
  const started = performance.now();
  for (let more = true; more; ) {
    slices.push(time(() => (more = indexSlice(db))));
    merges.push(time(() => mergeFor(db, 10)));
  }
  for (let more = true; more; ) merges.push(time(() => (more = mergeFor(db, 10))));
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `indexed ${rows} reports in ${seconds.toFixed(1)} s, ${slices.length} slices: ${show(slices)}, longest ${at(slices, 1).toFixed(0)} ms`,
  );
  console.log(`merging in ${merges.length} steps: ${show(merges)}, longest ${at(merges, 1).toFixed(0)} ms`);
  if (hasSearchBacklog(db)) throw new Error('not all is indexed');
}

function measure(reader: Db, name: string, texts: readonly string[]): void {
  const bare = reader
    .prepare('SELECT rowid FROM searchReport WHERE searchReport MATCH ? ORDER BY rowid DESC LIMIT 50')
    .pluck();
  const plain: number[] = [];
  const whole: number[] = [];
  const input = { kinds: [], statuses: [], on: '2026-11-22', limit: 50 };
  for (let round = 0; round < rounds; round++) {
    for (const text of texts) {
      const { match } = expressionOf(reader, phrasesOf(text), undefined);
      plain.push(time(() => bare.all(match)));
      whole.push(
        time(() =>
          reader
            .transaction(() => searchHandlers['search.find']({ ...ctx, db: reader }, { ...input, text }))
            .deferred(),
        ),
      );
    }
  }
  const ratio = at(whole, 0.5) / at(plain, 0.5);
  console.log(`${name.padEnd(34)} bare ${show(plain)} | whole ${show(whole)} | ratio ${ratio.toFixed(2)}`);
}

try {
  fill();
  indexAll();
  const pages = db.pragma('page_count', { simple: true }) as number;
  const size = db.prepare('SELECT sum(length(block)) FROM searchReport_data').pluck().get() as number;
  console.log(`database ${((pages * 8192) / 1e6).toFixed(0)} MB, of it full text ${(size / 1e6).toFixed(0)} MB`);
  const reader = openReader(options);
  measure(reader, 'one word', ['kien ', 'tra ', 'phong ', 'nghien ']);
  measure(reader, 'two words', ['kien toan ', 'tuan tra ', 'hoa giai ']);
  measure(reader, 'two words, with marks', ['kiện toàn ', 'hòa giải ']);
  measure(reader, 'phrase', ['"kien toan"', '"tuan tra kiem"', '"an ninh trat tu"']);
  measure(reader, 'a rare word', [`${rare[2900]} `, `${rare[2500]} `]);
  measure(reader, 'one letter being typed', ['k', 't']);
  measure(reader, 'two letters being typed', ['ki', 'ph', 'tr']);
  measure(reader, 'four letters being typed', ['kien', 'nghi', 'phon']);
  measure(reader, 'a document number', ['118/KH-CAT-PX01']);
  reader.close();
} finally {
  db.close();
  rmSync(folder, { recursive: true, force: true });
}
