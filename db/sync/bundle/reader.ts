import { concat } from '../bytes.ts';

/** Takes exact numbers of bytes out of a stream of pieces of any size; holds no more than one piece and what is asked for. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);
  #read = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Bytes handed out so far. */
  get position(): number {
    return this.#read;
  }

  /** That many bytes, fewer at the end. */
  async take(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0 && (await this.#fill())) {
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    this.#read += count - missing;
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : concat(...parts);
  }

  /** What is left, piece by piece. */
  async *remaining(): AsyncGenerator<Uint8Array> {
    while (await this.#fill()) {
      const part = this.#rest;
      this.#rest = part.subarray(part.length);
      this.#read += part.length;
      yield part;
    }
  }

  /** Lets go of the stream, so that a file behind it is closed. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return false;
      this.#rest = next.value;
    }
    return true;
  }
}
