import type { Text } from '../index.ts';

export const help: Text['help'] = {
  title: 'Help',
  search: 'Search the help',
  results: 'Found',
  nothing: 'Nothing is said about this word. Try another.',
  back: 'Back',
  close: 'Close help',
};
