import { constants, gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Codec, CodecName } from './sync/primitives.ts';

/** Window of 1 MiB, the size of a frame: a file from outside cannot ask for more memory to be read. */
const windowLog = 20;

const zstd: Codec = {
  name: 'zstd',
  compress: (raw) =>
    zstdCompressSync(raw, {
      params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_windowLog]: windowLog },
    }),
  expand: (stored, limitBytes) =>
    zstdDecompressSync(stored, {
      maxOutputLength: limitBytes,
      params: { [constants.ZSTD_d_windowLogMax]: windowLog },
    }),
};

const gzip: Codec = {
  name: 'gzip',
  compress: (raw) => gzipSync(raw, { level: 6 }),
  expand: (stored, limitBytes) => gunzipSync(stored, { maxOutputLength: limitBytes }),
};

/** The codec of that name, or undefined where this runtime lacks it. */
export const codecOf = (name: CodecName): Codec | undefined =>
  name === 'gzip' ? gzip : typeof zstdCompressSync === 'function' ? zstd : undefined;

/** What frames are written with: zstd where the runtime has it. */
export const usualCodec: Codec = codecOf('zstd') ?? gzip;
