import { type Db, prepare } from '../sql.ts';

/** By PC: how much of it is held, and when it last was heard of. */
export function listDeviceWords(db: Db): Map<string, { opCount: number; heardAtMs: number | null }> {
  const rows = prepare(
    db,
    `SELECT device, sum(upTo) AS opCount, max(heardAtMs) AS heardAtMs FROM (
       SELECT checkpoint.text ->> 'device' AS device, log.logId, log.upTo, NULL AS heardAtMs
       FROM log JOIN checkpoint ON checkpoint.logId = log.logId GROUP BY device, log.logId
       UNION ALL SELECT device, NULL, 0, heardAtMs FROM peer) GROUP BY device`,
  ).all();
  return new Map(
    (rows as { device: string; opCount: number; heardAtMs: number | null }[]).map((row) => [row.device, row]),
  );
}
