// Windows opens these as devices, whatever their ending.
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

const withoutUnsafe = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');

/** Letters after the last dot in small letters, empty without one. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/**
 * A name under which a file can be shown and saved anywhere: its last part only, no characters or names that Windows
 * refuses, no invisible ones that turn writing round, at most `maxLength` characters, and an ending that tells the
 * truth: one of `endings`, of which the first is added to a name that has none of them (`exe` → `exe.pdf`).
 */
export function safeFileName(name: string, endings: readonly [string, ...string[]], maxLength: number): string {
  const last = withoutUnsafe(name.split(/[/\\]/).findLast((part) => part.trim() !== '') ?? '');
  const own = endingOf(last);
  const isTrue = endings.includes(own);
  const ending = isTrue ? last.slice(last.length - own.length) : endings[0];
  const stem = withoutUnsafe(isTrue ? last.slice(0, last.length - own.length - 1) : last) || 'tep';
  const root = stem.split('.')[0] ?? stem;
  const harmless = RESERVED.test(root.trim()) ? `_${stem}` : stem;
  const room = maxLength - ending.length - 1;
  return `${withoutUnsafe([...harmless].slice(0, room).join('')).slice(0, room)}.${ending}`;
}
