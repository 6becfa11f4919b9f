import type { ImportFault } from '../../../db/api/contract/reorganization-import.ts';
import type { Text } from '../../text/index.ts';

/** A cell that a spreadsheet takes as text, never as a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Faults as a table for a spreadsheet: line, code, unit, and what to do; with a mark, so that Excel reads UTF-8. */
export function faultsCsv(faults: readonly ImportFault[], text: Text): string {
  const t = text.reorganizationImport;
  const rows = faults.map((fault) => [
    fault.line === 0 ? '' : String(fault.line),
    fault.unitCode,
    fault.name,
    t.faults[fault.code](fault.detail, fault),
  ]);
  const heading = [t.lineNumber, t.code, t.unit, t.what];
  return `\ufeff${[heading, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
