import { mayRead, type Tree, unitsAbove } from '../sync/channel.ts';

/**
 * Which offices may read a log, asked for many logs at once: only those that can come into question are tried, which of six
 * hundred are mostly two. What `mayRead` says decides.
 */
export class Readers {
  readonly #tree: Tree;
  readonly #offices: ReadonlySet<string>;
  readonly #below = new Map<string, string[]>();

  constructor(tree: Tree, offices: Iterable<string>) {
    this.#tree = tree;
    this.#offices = new Set(offices);
    for (const office of this.#offices)
      for (const unit of unitsAbove(tree, office)) {
        const below = this.#below.get(unit);
        if (below === undefined) this.#below.set(unit, [office]);
        else below.push(office);
      }
  }

  /** Offices that may hold a log that `author` writes in `channel`; the author too. */
  of(author: string, channel: string): string[] {
    return this.#candidates(author, channel).filter((office) => mayRead(this.#tree, office, author, channel));
  }

  #candidates(author: string, channel: string): readonly string[] {
    if (channel === 'nat') return [...this.#offices];
    const [way, unit = ''] = channel.split(':');
    const isForAllBelow = way === 'down' && unit === '';
    const near = isForAllBelow ? (this.#below.get(author) ?? []) : [unit, ...unitsAbove(this.#tree, unit)];
    return [...new Set([author, ...near])].filter((office) => this.#offices.has(office));
  }
}
