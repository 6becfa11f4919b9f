const flushers = new Set<() => Promise<void>>();

/** Registers what must be saved before the window is locked or closed; returns "no longer". */
export function addFlusher(flush: () => Promise<void>): () => void {
  flushers.add(flush);
  return () => flushers.delete(flush);
}

/** Saves all drafts that still wait for a pause in typing. */
export const flushAll = async (): Promise<void> => void (await Promise.all([...flushers].map((flush) => flush())));
