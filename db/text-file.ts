import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { AppError } from './api/errors.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258';

/** Bytes of a file the user handed in. Errors: FILE_NOT_FOUND, FILE_EMPTY, FILE_TOO_LARGE. */
export function readWhole(path: string, limitBytes: number): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    throw new AppError('FILE_NOT_FOUND', {});
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new AppError('FILE_NOT_FOUND', {});
    if (stat.size === 0) throw new AppError('FILE_EMPTY', {});
    if (stat.size > limitBytes) throw new AppError('FILE_TOO_LARGE', { byteCount: stat.size, limitBytes });
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The text of a file as Vietnamese offices have them: UTF-8, UTF-16 (with a mark, or told by its zero bytes) or Windows-1258,
 * always NFC. Bytes that make sense in none of them (TCVN3 and VNI fonts, binary files) are refused. Errors: CSV_ENCODING.
 */
export function decodeText(bytes: Buffer): { text: string; encoding: TextEncoding } {
  const encoding = markOf(bytes) ?? guessUtf16(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1258');
  const text = (encoding === 'windows-1258' ? decode1258(bytes) : decode(bytes, encoding)).normalize('NFC');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a text file has none of these
  const strange = encoding === 'windows-1258' ? notVietnamese.exec(text) : /[\u0000-\u0008\u000e-\u001f]/.exec(text);
  if (strange !== null) throw new AppError('CSV_ENCODING', { detail: `${encoding} U+${hexOf(strange[0])}` });
  return { text, encoding };
}

const hexOf = (char: string): string => (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

function markOf(bytes: Buffer): TextEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** Latin text in UTF-16 has a zero in every other byte; in which one tells the order. */
function guessUtf16(bytes: Buffer): TextEncoding | undefined {
  const sample = bytes.subarray(0, 1000);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 5 && even === 0) return 'utf-16le';
  return even > sample.length / 5 && odd === 0 ? 'utf-16be' : undefined;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decode(bytes: Buffer, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string {
  try {
    if (encoding !== 'utf-16be') return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const even = bytes.length % 2 === 0 ? bytes : bytes.subarray(0, -1);
    return new TextDecoder('utf-16le', { fatal: true }).decode(Buffer.from(even).swap16());
  } catch {
    throw new AppError('CSV_ENCODING', { detail: encoding });
  }
}

/** Upper half of Windows-1258; written out because not every build of the runtime carries the table. U+FFFD: no character. */
const upper1258 = [
  '€\ufffd‚ƒ„…†‡ˆ‰\ufffd‹Œ\ufffd\ufffd\ufffd\ufffd‘’“”•–—˜™\ufffd›œ\ufffd\ufffdŸ',
  '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿',
  'ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß',
  'àáâăäåæçèéêë\u0301íîïđñ\u0323óôơö÷øùúûüư₫ÿ',
].join('');

function decode1258(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : upper1258.charAt(byte - 0x80);
  return text;
}

/** Any character that no Vietnamese text of this kind has: a sign that the bytes were written in another table. */
const notVietnamese = /[^\t\r\n\u0020-\u007e\u00a0–—‘’“”…ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]/u;
