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

/** By PC: the lives of its database that are held here, the longest first. */
export function listDeviceLives(db: Db): Map<string, { incarnation: string; opCount: number }[]> {
  const rows = prepare(
    db,
    `SELECT device, incarnation, sum(upTo) AS opCount FROM (
       SELECT checkpoint.text ->> 'device' AS device, log.incarnation, log.logId, log.upTo
       FROM log JOIN checkpoint ON checkpoint.logId = log.logId GROUP BY device, log.logId)
     GROUP BY device, incarnation ORDER BY opCount DESC, incarnation`,
  ).all() as { device: string; incarnation: string; opCount: number }[];
  const lives = new Map<string, { incarnation: string; opCount: number }[]>();
  for (const { device, ...life } of rows) lives.set(device, [...(lives.get(device) ?? []), life]);
  return lives;
}
