import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { primitives } from '../crypto.ts';
import { takeBundle } from '../exchange/bundle-file.ts';
import { trustOf } from '../exchange/exchange.ts';
import { exchangeOf, openingKeysOf } from '../exchange/keeping.ts';
import { listStatements } from '../queries/exchange.ts';
import { findUser } from '../queries/user.ts';
import { type Header, keyId } from '../sync/bundle/format.ts';
import type { StoredOp } from '../sync/op.ts';
import { bundlePath } from './bundle-found.ts';
import { showHead, toldOf } from './bundle-in.ts';

/** Changes shown of a bundle; the rest is counted. */
const shownOps = 200;
const titleLength = 200;

/** Fields that say what a record is about, the most telling first. */
const titleFields = ['content', 'subject', 'fullName', 'name', 'title', 'number', 'reason', 'note'];

function titleOf({ fields }: StoredOp): string {
  const name = titleFields.find((field) => typeof fields[field] === 'string' && fields[field] !== '');
  return name === undefined ? '' : String(fields[name]).slice(0, titleLength);
}

/** Errors: BUNDLE_REFUSED for what is no bundle, EXCHANGE_NOT_JOINED, CANCELLED. */
export function inspectBundle(ctx: Ctx, input: Checked<'bundle.inspect'>): Output<'bundle.inspect'> {
  const exchange = exchangeOf(ctx);
  let header: Header | undefined;
  let head: Output<'bundle.inspect'>['head'] = null;
  let refusal: Output<'bundle.inspect'>['refusal'] = null;
  const counts = new Map<string, number>();
  const ops: Output<'bundle.inspect'>['ops'] = [];
  let done = 0;
  const note = ({ op }: { readonly op: StoredOp }): void => {
    done += 1;
    counts.set(op.entity, (counts.get(op.entity) ?? 0) + 1);
    if (ops.length >= shownOps) return;
    const actor = findUser(ctx.db, op.actor)?.name ?? '';
    ops.push({ entity: op.entity, kind: op.kind, actor, atMs: op.wall, text: titleOf(op) });
  };
  try {
    takeBundle(
      {
        ...{ path: bundlePath(ctx, input), unitId: ctx.office.unitId, device: exchange.keys.device },
        ...{ keys: openingKeysOf(exchange), pin: exchange.pin },
        documents: listStatements(ctx.db).map(({ document }) => document),
        // What a withdrawn PC sent may be looked at: nothing of it is taken in.
        ...{ takesRevoked: true, isHeadOnly: false },
      },
      ctx.blobs,
      {
        header: (told) => {
          header = told;
        },
        head: (told) => {
          head = showHead(ctx, told);
          const sender = trustOf(exchange).devices.get(told.certificate.device);
          if (sender?.revoked !== undefined) refusal = 'REVOKED_SENDER';
        },
        documents: () => {},
        ops: (some) => some.forEach(note),
      },
      () => ctx.step(done, Math.max(done, head?.opCount ?? 1)),
    );
  } catch (error) {
    const told = toldOf(exchange, header, error);
    if (header === undefined || !(told instanceof AppError) || told.code !== 'BUNDLE_REFUSED') throw told;
    refusal = (told as AppError<'BUNDLE_REFUSED'>).details.reason;
  }
  if (header === undefined) throw new AppError('BUNDLE_REFUSED', { reason: 'NOT_A_BUNDLE' });
  const { format, number, recipients } = header as Header;
  return {
    ...{ format, number, recipientCount: recipients.length, refusal, head, ops },
    isForUs: recipients.includes(keyId(primitives, exchange.keys.sealing.recipient)),
    entities: [...counts].map(([entity, count]) => ({ entity, count })).sort((a, b) => b.count - a.count),
  };
}
