import type { Entity } from '../entities/define.ts';
import { findEntity } from '../entities/index.ts';
import { schemaVersion } from '../migrations/index.ts';
import type { EntityRule, Rules } from '../sync/authority.ts';
import { canonicalJson } from '../sync/json.ts';

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
    hasShape(kind, fields) {
      if (kind === 'update') return isAsWritten(partial, fields);
      const whole = { ...entity.defaults, ...fields };
      return isAsWritten(entity.fields, whole) && (entity.isSound?.(whole as never) ?? true);
    },
  };
  known.set(entity, rule);
  return rule;
}

/** Is it what a command would have written: within all limits, and already in the one form that texts have here? */
function isAsWritten(schema: Entity['fields'] | ReturnType<Entity['fields']['partial']>, fields: object): boolean {
  const parsed = schema.safeParse(fields);
  return (
    parsed.success &&
    Object.entries(fields).every(([name, value]) => {
      const own = (parsed.data as Record<string, unknown>)[name];
      return own === value || (typeof value === 'object' && canonicalJson(own) === canonicalJson(value));
    })
  );
}
