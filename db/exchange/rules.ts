import type { Entity } from '../entities/define.ts';
import { findEntity } from '../entities/index.ts';
import { schemaVersion } from '../migrations/index.ts';
import type { EntityRule, Rules } from '../sync/authority.ts';

/** The rules of record kinds as the registry of entities has them. */
export const entityRules: Rules = { schema: schemaVersion, ruleOf };

const known = new WeakMap<Entity, EntityRule>();

function ruleOf(name: string): EntityRule | undefined {
  const entity = findEntity(name);
  if (entity === undefined) return undefined;
  const found = known.get(entity);
  if (found !== undefined) return found;
  const partial = entity.fields.partial();
  const rule: EntityRule = {
    audience: (fields) => entity.audience({ ...entity.defaults, ...fields } as never),
    frozen: entity.frozen,
    mayDelete: entity.mayDelete,
    hasShape: (kind, fields) =>
      kind === 'create'
        ? entity.fields.safeParse({ ...entity.defaults, ...fields }).success
        : partial.safeParse(fields).success,
  };
  known.set(entity, rule);
  return rule;
}
