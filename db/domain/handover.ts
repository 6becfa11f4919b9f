/** An edge of an event as the hand-over sees it. */
export interface Heir {
  readonly unitId: string;
  readonly isMainHeir: 0 | 1;
}

/**
 * The unit that carries on by itself what another leaves: the only heir, else the one main heir. Of a unit that was split
 * without a main heir nothing is guessed: a person chooses.
 */
export function suggestHeir(heirs: readonly Heir[]): string | null {
  const all = [...new Set(heirs.map(({ unitId }) => unitId))];
  const main = [...new Set(heirs.filter(({ isMainHeir }) => isMainHeir === 1).map(({ unitId }) => unitId))];
  const sure = all.length === 1 ? all : main;
  return sure.length === 1 ? (sure[0] ?? null) : null;
}

/** The edges that count: what a later event says of a unit puts the first event's edges of it right. */
export function validEdges<E extends { readonly isCorrection: 0 | 1 }>(edges: readonly E[]): E[] {
  const corrected = edges.filter(({ isCorrection }) => isCorrection === 1);
  return corrected.length > 0 ? corrected : [...edges];
}
