const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values that may stand where `nothing` stands: of its kind, or for a filter that is off, anything plain that names what it is set to. */
function fits(nothing: unknown, kept: unknown): boolean {
  if (nothing === null || kept === null)
    return kept === null || !isRecord(kept) || (typeof kept['id'] === 'string' && typeof kept['name'] === 'string');
  if (Array.isArray(nothing)) return Array.isArray(kept) && kept.every((one) => typeof one === 'string');
  return typeof nothing === typeof kept;
}

/** A filter as it was kept, by whatever release: what no longer fits is left as if it were not set. */
export function readKept<F extends object>(nothing: F, kept: unknown): F {
  if (!isRecord(kept)) return nothing;
  const read = Object.entries(nothing).map(([key, value]) => [
    key,
    Object.hasOwn(kept, key) && fits(value, kept[key]) ? kept[key] : value,
  ]);
  return Object.fromEntries(read) as F;
}
