/** The English pages, by their files. */
export const pages = import.meta.glob<string>('./en/*.md', { eager: true, query: '?raw', import: 'default' });
