/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'key'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly to: string };

/** A piece of a page. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly anchor: string | undefined }
  | { readonly kind: 'paragraph' | 'note'; readonly content: readonly Inline[] }
  /** `start` is the number that the first step bears: a picture may stand between two steps. */
  | {
      readonly kind: 'list';
      readonly isOrdered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Inline[])[];
    }
  /** `text` says in words what the picture `name` shows. */
  | { readonly kind: 'picture'; readonly name: string; readonly text: string };

const inlinePattern = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Reads `**strong**`, `` `Ctrl+S` `` and `[words](topic#anchor)`; anything else is text, markup too. */
export function readInline(line: string): Inline[] {
  const out: Inline[] = [];
  let from = 0;
  for (const found of line.matchAll(inlinePattern)) {
    if (found.index > from) out.push({ kind: 'text', text: line.slice(from, found.index) });
    const [whole, strong, key, text, to] = found;
    if (strong !== undefined) out.push({ kind: 'strong', text: strong });
    else if (key !== undefined) out.push({ kind: 'key', text: key });
    else out.push({ kind: 'link', text: text ?? '', to: to ?? '' });
    from = found.index + whole.length;
  }
  if (from < line.length) out.push({ kind: 'text', text: line.slice(from) });
  return out;
}

function readBlock(lines: readonly string[]): Block {
  const [first = ''] = lines;
  const heading = /^(#{1,3}) (.+?)(?: \{#([\w.-]+)\})?$/.exec(first);
  if (heading !== null)
    return {
      kind: 'heading',
      level: (heading[1] ?? '#').length as 1 | 2 | 3,
      text: heading[2] ?? '',
      anchor: heading[3],
    };
  const picture = lines.length === 1 ? /^!\[([^\]]+)\]\(([\w-]+)\)$/.exec(first) : null;
  if (picture !== null) return { kind: 'picture', text: picture[1] ?? '', name: picture[2] ?? '' };
  const isOrdered = /^\d+\. /.test(first);
  if (isOrdered || first.startsWith('- ')) {
    const items: string[] = [];
    for (const line of lines) {
      const item = /^(?:\d+\.|-) (.*)$/.exec(line);
      if (item !== null) items.push(item[1] ?? '');
      else items.push(`${items.pop() ?? ''} ${line.trim()}`.trim());
    }
    return { kind: 'list', isOrdered, start: isOrdered ? Number.parseInt(first, 10) : 1, items: items.map(readInline) };
  }
  if (first.startsWith('> '))
    return { kind: 'note', content: readInline(lines.map((line) => line.replace(/^> ?/, '')).join(' ')) };
  return { kind: 'paragraph', content: readInline(lines.join(' ')) };
}

/** The small part of Markdown that the help is written in; headings and pictures stand alone, blocks are parted by empty lines. */
export function readMarkdown(source: string): Block[] {
  return source
    .normalize('NFC')
    .replace(/\r\n/g, '\n')
    .replace(/^(#{1,3} .+|!\[.+\))$/gm, '\n$1\n')
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map(readBlock);
}

const wordsOf = (content: readonly Inline[]): string => content.map(({ text }) => text).join('');

/** The words of a piece, without its form. */
export function plainText(block: Block): string {
  if (block.kind === 'heading' || block.kind === 'picture') return block.text;
  return block.kind === 'list' ? block.items.map(wordsOf).join(' ') : wordsOf(block.content);
}
