import type { Checked, Output } from '../api/contract/index.ts';
import { beginIncarnation } from '../exchange/incarnation.ts';
import { exchangeOf } from '../exchange/keeping.ts';
import { noteSettled } from '../lineage.ts';
import { officeOf } from '../vault.ts';
import type { GateCtx } from './define.ts';
import { assertOwnPassword } from './user-keys.ts';

/** How the open database stands to the mark of this PC; a locked one says nothing. */
export async function showLineage(ctx: GateCtx): Promise<Output<'office.lineage'>> {
  return ctx.vault.halted ?? { state: 'same', lastAtMs: null };
}

/** Errors: LOGIN_WRONG. */
export async function continueOffice(
  ctx: GateCtx,
  input: Checked<'office.continue'>,
): Promise<Output<'office.continue'>> {
  const { vault } = ctx;
  await assertOwnPassword(ctx, input.password);
  const { db, halted, folders } = vault;
  if (halted === undefined) return {}; // another window has said so already
  const exchange = exchangeOf({ db, office: officeOf(db), now: ctx.now });
  db.transaction(() => {
    beginIncarnation(exchange, halted.state);
    noteSettled(db, folders.root);
  }).immediate();
  vault.noteOpened();
  return {};
}
