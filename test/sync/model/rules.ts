import type { EntityRule, Rules } from '../../../db/sync/authority.ts';
import type { Audience } from '../../../db/sync/channel.ts';

/* Four kinds of records, with every rule that the real ones have between them. */

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const rule = (
  names: readonly string[],
  audience: (fields: Record<string, unknown>) => Audience,
  frozen: EntityRule['frozen'],
  mayDelete: boolean,
): EntityRule => ({
  audience,
  frozen,
  mayDelete,
  hasShape(kind, fields) {
    const given = Object.keys(fields);
    const isKnown = given.every((name) => names.includes(name) && typeof fields[name] === 'string');
    return isKnown && (kind === 'update' || names.every((name) => given.includes(name)));
  },
});

const kinds: Record<string, EntityRule> = {
  /** Issued downwards, edited by its office, may be deleted. */
  notice: rule(['body'], () => 'all', [], true),
  /** To one unit below; its unit never changes and it stays for ever. */
  order: rule(['unit', 'body'], ({ unit }) => ({ down: text(unit) }), ['unit'], false),
  /** To the office above, only ever added. */
  report: rule(['unit', 'body'], ({ unit }) => ({ up: text(unit) }), 'all', false),
  /** Among the PCs of one office. */
  memo: rule(['body'], () => 'office', [], true),
};

export const modelRules: Rules = {
  schema: 1,
  ruleOf: (entity) => (Object.hasOwn(kinds, entity) ? kinds[entity] : undefined),
};
