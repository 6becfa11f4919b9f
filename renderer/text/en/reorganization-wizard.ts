/** Words of the wizard that records an event. */
export const reorganizationWizard = {
  units: {
    lineOf: (from: string, to: string) => `${from} → ${to}`,
    removeLine: (line: string) => `Take out ${line}`,
    ratioPlaceholder: 'e.g. 0.6',
    ratioWrong: 'A number from 0 to 1, or per cent',
  },
};
