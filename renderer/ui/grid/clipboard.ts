import { daysBetween } from '../../../db/api/day.ts';

/** A cell on its way to a spreadsheet: how it reads, and what it is. */
export type ClipCell =
  | { readonly kind: 'text'; readonly text: string }
  /** `text` as shown, with marks of its language. */
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  /** `text` as dd/MM/yyyy. */
  | { readonly kind: 'day'; readonly text: string; readonly day: string };

export type ClipTable = readonly (readonly ClipCell[])[];

export const textCell = (text: string): ClipCell => ({ kind: 'text', text });

/** Spreadsheets compute what begins so; a mark in front makes it text, and is taken off when it comes back. */
const formula = /^'*[=+\-@]/;
const guarded = /^'+[=+\-@]/;
const guard = (text: string): string => (formula.test(text) ? `'${text}` : text);
const unguard = (text: string): string => (guarded.test(text) ? text.slice(1) : text);

const lines = (text: string): string => text.replace(/\r\n?/g, '\n');
const plainNumber = (value: number): string => String(value).replace('.', ',');

function field(cell: ClipCell): string {
  if (cell.kind === 'number') return plainNumber(cell.value);
  if (cell.kind === 'day') return cell.text;
  const text = guard(lines(cell.text));
  return /[\t\n]/.test(text) || text.startsWith('"') ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Lines and tabs as Excel writes them: quotes where a cell has several lines, a mark before what would be a formula. */
export function encodeText(table: ClipTable): string {
  const rows = table.map((row) => row.map(field).join('\t'));
  return rows.length === 1 && table[0]?.length === 1 ? (rows[0] ?? '') : rows.map((row) => `${row}\r\n`).join('');
}

/** Lines and semicolons, as a Vietnamese Excel reads a CSV file. */
export const encodeCsv = (table: ClipTable): string =>
  table.map((row) => `${row.map(csvField).join(';')}\r\n`).join('');

function csvField(cell: ClipCell): string {
  if (cell.kind === 'number') return plainNumber(cell.value);
  if (cell.kind === 'day') return cell.text;
  const text = guard(lines(cell.text));
  return /[;"\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** Excel counts days from the last day of 1899. */
const serialOf = (day: string): number => daysBetween('1899-12-30', day);

/** Text is told to be text three ways, for Excel, LibreOffice and the rest; a day and a number carry their value. */
function tableCell(cell: ClipCell, tag: 'td' | 'th'): string {
  if (cell.kind === 'number')
    return `<${tag} align="right" x:num="${cell.value}" sdval="${cell.value}" sdnum="1066;">${escapeHtml(cell.text)}</${tag}>`;
  if (cell.kind === 'day') {
    const serial = serialOf(cell.day);
    return `<${tag} x:num="${serial}" sdval="${serial}" sdnum="1066;0;DD/MM/YYYY" style='mso-number-format:"dd\\/mm\\/yyyy"'>${escapeHtml(cell.text)}</${tag}>`;
  }
  const text = escapeHtml(lines(cell.text)).replace(/\n/g, '<br style="mso-data-placement:same-cell">');
  return `<${tag} x:str sdnum="1066;0;@" style='mso-number-format:"\\@";white-space:pre-wrap'>${text}</${tag}>`;
}

/** A table with types: days stay days in Excel and numbers numbers; codes keep their zeros, and no text becomes a formula. */
export function encodeHtml(table: ClipTable, hasHeader = false): string {
  const rows = table.map((row, index) => {
    const tag = hasHeader && index === 0 ? 'th' : 'td';
    return `<tr>${row.map((cell) => tableCell(cell, tag)).join('')}</tr>`;
  });
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>${rows.join('')}</table></body></html>`;
}

/** Cells of a pasted text in NFC, with line breaks as \n; every row as long as the longest. */
export function decodeText(pasted: string): string[][] {
  const text = lines(pasted.replace(/^\ufeff/, '')).normalize('NFC');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const cell = readField(text, at);
    row.push(unguard(cell.text));
    at = cell.end + 1;
    if (text[cell.end] === '\t') continue;
    rows.push(row);
    row = [];
    // The last line ends with a break and begins no further one.
    if (at === text.length && text[cell.end] === '\n') break;
  }
  return squared(rows);
}

/** A field and where it ends: at a tab, a break or the end. A quote opens one only at its start, and only if it is closed before such an end. */
function readField(text: string, from: number): { text: string; end: number } {
  if (text[from] === '"') {
    const found = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
    found.lastIndex = from;
    const quoted = found.exec(text);
    if (quoted !== null) return { text: (quoted[1] ?? '').replace(/""/g, '"'), end: found.lastIndex };
  }
  const rest = /[^\t\n]*/y;
  rest.lastIndex = from;
  rest.exec(text);
  return { text: text.slice(from, rest.lastIndex), end: rest.lastIndex };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const readEntities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

/** Most cells that one cell may stretch over; a file may claim any number. */
const maxSpan = 200;

/** Cells of the first table in a pasted page; undefined when there is none. Marks are read as text, nothing of it is ever shown as markup. */
export function decodeHtml(pasted: string): string[][] | undefined {
  const start = pasted.search(/<table[\s>]/i);
  if (start < 0) return undefined;
  const reader = new TableReader();
  const tags =
    /<!--[\s\S]*?-->|<(style|script|head)\b[\s\S]*?<\/\1\s*>|<(\/?)([a-z][a-z0-9:]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+|<)/gi;
  tags.lastIndex = start;
  for (let part = tags.exec(pasted); part !== null; part = tags.exec(pasted)) {
    const [, , slash, name, attributes, text] = part;
    if (text !== undefined) reader.text(text);
    else if (name !== undefined && reader.tag(name.toLowerCase(), slash === '/', attributes ?? '')) break;
  }
  return squared(reader.rows);
}

/** Puts together rows and cells as the tags of a table come by. */
class TableReader {
  readonly rows: string[][] = [];
  #row: string[] | undefined;
  #cell: string | undefined;
  #span = { columns: 1, rows: 1 };
  #depth = 0;
  /** By column: how many rows more a cell from above reaches down. */
  readonly #hanging = new Map<number, number>();

  text(text: string): void {
    if (this.#cell === undefined) return;
    this.#cell += readEntities(text.replace(/[ \t\r\n\f]+/g, ' '));
  }

  /** True when the table has ended. */
  tag(name: string, isEnd: boolean, attributes: string): boolean {
    if (name === 'table') {
      this.#depth += isEnd ? -1 : 1;
      if (this.#depth <= 0) this.#endRow();
      return this.#depth <= 0;
    }
    if (this.#depth > 1) return false;
    if (name === 'tr') {
      this.#endRow();
      if (!isEnd) this.#row = [];
    } else if (name === 'td' || name === 'th') {
      this.#endCell();
      if (!isEnd) this.#begin(attributes);
    } else if (this.#cell !== undefined && (name === 'br' || (isEnd && /^(p|div|li)$/.test(name)))) {
      this.#cell += '\n';
    }
    return false;
  }

  #begin(attributes: string): void {
    this.#row ??= [];
    this.#hang();
    this.#cell = '';
    const span = (name: string): number => {
      const found = new RegExp(`${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(attributes);
      return Math.min(maxSpan, Math.max(1, Number(found?.[1] ?? 1)));
    };
    this.#span = { columns: span('colspan'), rows: span('rowspan') };
  }

  /** Cells from above that reach into this row, up to the next free place. */
  #hang(): void {
    const row = this.#row;
    if (row === undefined) return;
    for (let left = this.#hanging.get(row.length); left !== undefined; left = this.#hanging.get(row.length)) {
      if (left === 1) this.#hanging.delete(row.length);
      else this.#hanging.set(row.length, left - 1);
      row.push('');
    }
  }

  #endCell(): void {
    const row = this.#row;
    if (this.#cell === undefined || row === undefined) return;
    const text = this.#cell
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ').trim())
      .join('\n')
      .trim()
      .normalize('NFC');
    const { columns, rows } = this.#span;
    for (let index = 0; index < columns; index += 1) {
      if (rows > 1) this.#hanging.set(row.length, rows - 1);
      row.push(index === 0 ? text : '');
    }
    this.#cell = undefined;
  }

  #endRow(): void {
    this.#endCell();
    this.#hang();
    if (this.#row !== undefined && this.#row.length > 0) this.rows.push(this.#row);
    this.#row = undefined;
  }
}

/** Excel leaves empty cells at the ends of rows out. */
function squared(rows: string[][]): string[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
}

/** What was pasted, by its table if it has one, else by its lines and tabs; undefined when there is nothing. */
export function decodePaste(formats: { html: string; text: string }): string[][] | undefined {
  const table = formats.html === '' ? undefined : decodeHtml(formats.html);
  if (table !== undefined && table.length > 0) return table;
  return formats.text === '' ? undefined : decodeText(formats.text);
}
