import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** A ZIP archive of stored entries, in their order. */
export function zip(entries: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const content = Buffer.from(text);
    const rest = Buffer.alloc(26);
    rest.writeUInt16LE(20, 0);
    rest.writeUInt32LE(crc32(content), 10);
    rest.writeUInt32LE(content.length, 14);
    rest.writeUInt32LE(content.length, 18);
    rest.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04'), rest, Buffer.from(name), content);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), rest, tail, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + content.length;
  }
  const names = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt32LE(names.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, names, Buffer.from('PK\x05\x06'), end]);
}

const sector = 512;

/** An Office file of 1997–2003 with streams of these names, its directory in two sectors; in a broken one they point at each other. */
export function ole(names: readonly string[], isCircle = false): Buffer {
  const directorySectors = [1, 3];
  const end = isCircle ? 1 : 0xfffffffe;
  const count = Math.max(2, ...directorySectors) + 1;
  const file = Buffer.alloc((count + 1) * sector);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(directorySectors[0] ?? 1, 48);
  file.writeUInt32LE(0xfffffffe, 68);
  file.fill(0xff, 76, sector);
  file.writeUInt32LE(0, 76); // the table is sector 0
  const table = file.subarray(sector, 2 * sector).fill(0xff);
  for (const [index, at] of directorySectors.entries()) table.writeUInt32LE(directorySectors[index + 1] ?? end, at * 4);
  for (const [index, name] of ['Root Entry', ...names].entries()) {
    const at = ((directorySectors[Math.floor(index / 4)] ?? 1) + 1) * sector + (index % 4) * 128;
    file.write(name, at, 'utf16le');
    file.writeUInt16LE((name.length + 1) * 2, at + 64);
  }
  return file;
}

const types = { '[Content_Types].xml': '<Types/>' };

/** One file of every kind that is kept. */
export const samples = {
  'application/pdf': ['pdf', Buffer.from('%PDF-1.7\n%âãÏÓ\n')],
  'application/msword': ['doc', ole(['1Table', 'Data', 'CompObj', 'WordDocument'])],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': [
    'docx',
    zip({ ...types, 'word/document.xml': '<w/>' }),
  ],
  'application/vnd.ms-excel': ['xls', ole(['Workbook'])],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': [
    'xlsx',
    zip({ ...types, 'xl/workbook.xml': '<w/>' }),
  ],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': [
    'pptx',
    zip({ ...types, 'ppt/presentation.xml': '<p/>' }),
  ],
  'application/vnd.oasis.opendocument.text': [
    'odt',
    zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<o/>' }),
  ],
  'application/vnd.oasis.opendocument.spreadsheet': [
    'ods',
    zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<o/>' }),
  ],
  'image/png': ['png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  'image/jpeg': ['jpg', Buffer.from('ffd8ffe000104a464946', 'hex')],
  'text/plain': ['txt', Buffer.from('Số liệu tháng 5\r\n')],
} as const satisfies Record<string, readonly [ending: string, content: Buffer]>;

/** Writes a file into a folder and returns its path. */
export function put(folder: string, name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
