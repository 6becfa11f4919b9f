/** Signs of a one-time code of an invitation. */
export const codeLength = 16;
/** Signs of the authority's secret. */
export const secretLength = 64;

const paperPrefix = 'AGE-SECRET-KEY-1';

const inChunks = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, (index + 1) * size));

/** A secret as it stands on paper: groups short enough to be typed one at a time. */
export function groupsOf(secret: string): string[] {
  const upper = secret.toUpperCase();
  if (upper.startsWith(paperPrefix)) return [paperPrefix, ...inChunks(upper.slice(paperPrefix.length), 4)];
  return upper.includes('-') ? upper.split('-') : inChunks(upper, 4);
}

/** Four groups a line, as the sheet prints them. */
export function linesOf(secret: string): string[][] {
  const groups = groupsOf(secret);
  // The beginning that all paper keys share stands alone: nobody has to count it.
  const isPaper = groups[0] === paperPrefix;
  const rest = isPaper ? groups.slice(1) : groups;
  const lines = Array.from({ length: Math.ceil(rest.length / 4) }, (_, index) => rest.slice(index * 4, index * 4 + 4));
  return isPaper ? [[paperPrefix], ...lines] : lines;
}

/** What was typed from paper, without case, spaces, dashes and signs that look alike; nothing is ever taken out of the field itself. */
export const signsOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/[^0-9A-Z]/g, '');

/** Is this the last group, typed from the sheet? */
export const isLastGroup = (typed: string, secret: string): boolean =>
  signsOf(typed) !== '' && signsOf(typed) === signsOf(groupsOf(secret).at(-1) ?? '');

/** The authority's secret as it was typed; the program keeps it in small letters. */
export const typedSecret = (typed: string): string => signsOf(typed).toLowerCase();

export interface ComparedGroup {
  /** What was typed of the group. */
  readonly typed: string;
  readonly state: 'same' | 'different' | 'open';
}

/**
 * What was heard over the telephone, group by group. A group that is not whole yet says nothing, so that nobody can find the
 * number by trying digit after digit.
 */
export function compareGroups(heard: string, fingerprint: string): ComparedGroup[] {
  const groups = fingerprint.split(' ');
  const size = groups[0]?.length ?? 5;
  const typed = inChunks(heard.normalize('NFKC').replace(/\D/g, ''), size);
  return groups.map((group, index) => {
    const part = typed[index] ?? '';
    return { typed: part, state: part.length < size ? 'open' : part === group ? 'same' : 'different' };
  });
}

/** Is every group the same, and nothing more than the groups typed? */
export const isSamePrint = (heard: string, fingerprint: string): boolean =>
  heard.normalize('NFKC').replace(/\D/g, '') === fingerprint.replace(/\D/g, '') && fingerprint !== '';

/** The beginning of a life's name, enough to tell two of them apart. */
export const shortLife = (incarnation: string): string => incarnation.slice(0, 8).toUpperCase();
