import type { Text } from '../index.ts';

export const bundle: Text['bundle'] = {
  notJoined: {
    title: {
      alone: 'This PC does not exchange bundles yet',
      waiting: 'This PC waits for the province to let it in',
      revoked: 'This PC was withdrawn from the exchange',
    },
    hint: {
      alone:
        'Offices exchange data by bundles on USB sticks, without a network. A province creates its authority; an office below joins with the invitation of its province.',
      waiting:
        'Take the request file to the province. Once it lets this PC in and sends a bundle, take that in under “Import”.',
      revoked: 'The data here can still be read. To exchange again, ask the province for a new invitation.',
    },
    toDevices: 'Open “Devices”',
  },
  export: { nav: 'Export bundle', title: 'Export a bundle' },
  import: { nav: 'Import bundle', title: 'Import bundles' },
  list: { nav: 'Bundles sent and taken in', title: 'Bundles sent and taken in' },
};
