import type { Text } from '../index.ts';

export const help: Text['help'] = {
  title: 'Help',
  search: 'Search the help',
  results: 'Found',
  nothing: 'Nothing is said about this word. Try another.',
  back: 'Back',
  close: 'Close help',
  print: 'Print this topic',
  enlarge: 'Press to see it larger',
  about: {
    text: 'Follows directives, tasks and reports of provincial and commune police, without a network.',
    version: 'Version',
    office: 'Office',
    offline: 'The data is on this PC only, and encrypted.',
  },
  tour: {
    title: 'A look around in two minutes',
    invitation: 'See the places used most. Esc leaves at any time.',
    start: 'Show me around',
    skip: 'Later',
    labels: {
      skip: 'Skip',
      back: 'Back',
      next: 'Next',
      close: 'Done',
      beacon: 'Start the tour',
      stepCounter: (current, total) => `${current} of ${total}`,
    },
    menus: {
      title: 'Every command is here',
      text: 'Press and release Alt, then the underlined letter. To the right of each command stand its keys.',
    },
    rail: {
      title: 'The screens',
      text: 'Press to open, or use Ctrl+1, Ctrl+2 … from top to bottom. The button at the foot folds this bar.',
    },
    work: {
      desk: { title: 'Begin the day here', text: 'What waits for you today, the urgent on top.' },
      overview: { title: 'Overview', text: 'On time, overdue, who is late. Press a figure to open exactly that list.' },
      directives: {
        title: 'Directives',
        text: 'Ctrl+N enters one, Ctrl+Enter saves and goes on. A block from Excel can be pasted.',
      },
      tasks: {
        title: 'Tasks',
        text: 'Give one task to many units at once, then follow, remind, extend and approve.',
      },
      reports: {
        title: 'Progress reports',
        text: 'This period beside the last. Approve, or send back with a reason; mark several to approve together.',
      },
      units: { title: 'Units over time', text: 'The tree of any day, with former names and units that have ended.' },
      users: { title: 'Users', text: 'One account and one role for each person; the role decides who may do what.' },
    },
    search: { title: 'Find anything', text: 'Ctrl+K, then a few letters, with or without marks.' },
    date: {
      title: 'Date of view',
      text: 'See everything as of another day. This bar then changes colour, so that nobody is misled.',
    },
    user: {
      title: 'Your own',
      text: 'Colours, size, password and locking (Ctrl+L). For help press F1 in any field.',
    },
  },
};
