import { fileTypes } from './api/contract/attachment.ts';

/** The content of a file, wherever it lies; read at any place, less at its end. */
export interface FileContent {
  readonly byteCount: number;
  readonly read: (position: number, byteCount: number) => Buffer;
}

/** One of the kinds of files that are kept. */
export type MediaType = keyof typeof fileTypes;

export interface FoundType {
  /** What the content is; a kind that is not kept has its own name or `application/octet-stream`. */
  readonly mediaType: string;
  readonly hasMacros: boolean;
}

const plain = (mediaType: string): FoundType => ({ mediaType, hasMacros: false });
const unknown = plain('application/octet-stream');

const openXml = 'application/vnd.openxmlformats-officedocument';

/** First bytes of what is told by them alone; the last ones are named so that the refusal can say what the file is. */
const beginnings: readonly (readonly [bytes: string, mediaType: string])[] = [
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['MZ', 'application/x-msdownload'],
  ['\x7fELF', 'application/x-executable'],
  ['Rar!\x1a\x07', 'application/vnd.rar'],
  ['7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed'],
  ['\x1f\x8b', 'application/gzip'],
];

/**
 * What a file is, by its content and never by its name; `ending` only decides whether text may be text, since a
 * script is text too.
 */
export function findFileType(file: FileContent, ending: string): FoundType {
  const size = file.byteCount;
  const head = read(file, 0, Math.min(size, 64 * 1024));
  const start = head.toString('latin1', 0, 16);
  if (/^(?:\xef\xbb\xbf)?\s*%PDF-/.test(start)) return plain('application/pdf');
  const known = beginnings.find(([bytes]) => start.startsWith(bytes));
  if (known !== undefined) return plain(known[1]);
  if (start.startsWith('PK\x03\x04')) return zipType(file, size, head);
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return oleType(file, head);
  return (ending === 'txt' || ending === 'csv') && isText(head) ? plain('text/plain') : unknown;
}

const read = (file: FileContent, position: number, byteCount: number): Buffer =>
  file.read(position, Math.max(0, Math.min(byteCount, file.byteCount - position)));

/** Is it one of the kinds of files that are kept? */
export const isKeptType = (mediaType: string): mediaType is MediaType => Object.hasOwn(fileTypes, mediaType);

/** Text in any encoding an office uses (UTF-8, UTF-16 with its mark, old Vietnamese ones): no control characters. */
function isText(head: Buffer): boolean {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a program from a text
  return isUtf16 || !/[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(head.toString('latin1'));
}

// A directory larger than this belongs to no office document.
const maxDirectoryBytes = 8 * 1024 * 1024;

/** Office documents are ZIP archives; which one, and whether with macros, is told by the names in the archive. */
function zipType(file: FileContent, size: number, head: Buffer): FoundType {
  const odf = /^mimetype(application\/vnd\.oasis\.opendocument\.(?:text|spreadsheet))(?:PK|$)/.exec(
    head.toString('latin1', 30, 120),
  )?.[1];
  const names = zipNames(file, size);
  if (names === undefined) return plain('application/zip');
  const has = (prefix: string): boolean => names.some((name) => name.startsWith(prefix));
  if (odf !== undefined) return { mediaType: odf, hasMacros: has('Basic/') || has('Scripts/') };
  const hasMacros = names.some((name) => name.toLowerCase().endsWith('vbaproject.bin'));
  if (!names.includes('[Content_Types].xml')) return plain('application/zip');
  if (names.includes('word/document.xml')) return { mediaType: `${openXml}.wordprocessingml.document`, hasMacros };
  if (names.includes('xl/workbook.xml')) return { mediaType: `${openXml}.spreadsheetml.sheet`, hasMacros };
  if (names.includes('ppt/presentation.xml')) return { mediaType: `${openXml}.presentationml.presentation`, hasMacros };
  return plain('application/zip');
}

/** Names in the central directory at the end of an archive; undefined when it is broken or too large to be a document. */
function zipNames(file: FileContent, size: number): string[] | undefined {
  const tail = read(file, Math.max(0, size - 66_000), Math.min(size, 66_000));
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > tail.length) return undefined;
  const byteCount = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (byteCount > maxDirectoryBytes || offset + byteCount > size) return undefined;
  const directory = read(file, offset, byteCount);
  const names: string[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    names.push(directory.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

// The directory of an Office file of 1997–2003 is short; a longer chain is a loop or no document.
const maxDirectorySectors = 256;

/** Word and Excel 97–2003 are told by their streams; installers, mails and locked files have the same first bytes. */
function oleType(file: FileContent, head: Buffer): FoundType {
  if (head.length < 512) return unknown;
  const sectorBytes = 1 << head.readUInt16LE(30);
  if (sectorBytes !== 512 && sectorBytes !== 4096) return unknown;
  const names = new Set(oleNames(file, head, sectorBytes));
  const hasMacros = names.has('Macros') || names.has('_VBA_PROJECT_CUR') || names.has('VBA');
  if (names.has('WordDocument')) return { mediaType: 'application/msword', hasMacros };
  if (names.has('Workbook') || names.has('Book')) return { mediaType: 'application/vnd.ms-excel', hasMacros };
  return names.has('EncryptedPackage') ? plain('application/encrypted') : plain('application/x-ole-storage');
}

/** Names of the streams and storages, by the chain of directory sectors [MS-CFB 2.6]. */
function* oleNames(file: FileContent, head: Buffer, sectorBytes: number): Generator<string> {
  let sector = head.readUInt32LE(48);
  for (let count = 0; sector < noSector && count < maxDirectorySectors; count += 1) {
    const entries = read(file, (sector + 1) * sectorBytes, sectorBytes);
    for (let at = 0; at + 128 <= entries.length; at += 128) {
      const length = entries.readUInt16LE(at + 64);
      if (length >= 2 && length <= 64) yield entries.toString('utf16le', at, at + length - 2);
    }
    sector = nextSector(file, head, sectorBytes, sector);
  }
}

/** The sector after one in its chain, by the table whose blocks the header names and, beyond 109 of them, sectors of their own. */
function nextSector(file: FileContent, head: Buffer, sectorBytes: number, sector: number): number {
  const perBlock = sectorBytes / 4;
  const block = tableBlock(file, head, sectorBytes, Math.floor(sector / perBlock));
  return block >= noSector ? noSector : word(file, (block + 1) * sectorBytes + (sector % perBlock) * 4);
}

const noSector = 0xfffffff0;

function tableBlock(file: FileContent, head: Buffer, sectorBytes: number, index: number): number {
  if (index < 109) return head.readUInt32LE(76 + index * 4);
  const perList = sectorBytes / 4 - 1;
  let list = head.readUInt32LE(68);
  for (let skip = Math.floor((index - 109) / perList); skip > 0 && list < noSector; skip -= 1) {
    list = word(file, (list + 1) * sectorBytes + perList * 4);
  }
  return list >= noSector ? noSector : word(file, (list + 1) * sectorBytes + ((index - 109) % perList) * 4);
}

function word(file: FileContent, position: number): number {
  const bytes = read(file, position, 4);
  return bytes.length === 4 ? bytes.readUInt32LE(0) : noSector;
}
