import type { exchangeContract } from '../api/contract/exchange.ts';
import { listConflicts, showConflict, showConflicts } from './conflict.ts';
import { settleConflict, settleConflicts } from './conflict-settle.ts';
import type { HandlersOf } from './define.ts';
import { exchangeBadge } from './exchange-badge.ts';
import { listHeldOps } from './exchange-held.ts';
import { exchangeStatus } from './exchange-status.ts';

export const exchangeHandlers: HandlersOf<typeof exchangeContract> = {
  'exchange.badge': exchangeBadge,
  'exchange.status': exchangeStatus,
  'conflict.list': listConflicts,
  'conflict.get': showConflict,
  'conflict.several': showConflicts,
  'conflict.settle': settleConflict,
  'conflict.settleMany': settleConflicts,
  'exchange.held': listHeldOps,
};
