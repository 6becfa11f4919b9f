import { findMeta } from '../queries/op.ts';
import { findName } from '../queries/unit.ts';
import { type Exchange, trustOf } from './exchange.ts';

/**
 * The newest name of an office of the exchange. Before the units have come with the first bundle a PC knows its own office by
 * the invitation and who invited it by the statement of the authority; of others only the id.
 */
export function exchangeName(exchange: Exchange, unitId: string): string {
  const { db, office } = exchange;
  const found = findName(db, unitId, '9999-12-31');
  if (found !== '') return found;
  const own = unitId === office.unitId ? findMeta(db, 'officeName') : undefined;
  const authority = [...trustOf(exchange).authorities.values()].find(({ unit }) => unit === unitId);
  return (own ?? authority?.name) || unitId;
}
