/** The Vietnamese pages, by their files. */
export const pages = import.meta.glob<string>('./vi/*.md', { eager: true, query: '?raw', import: 'default' });
