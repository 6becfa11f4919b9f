/** Words of the wizard that records an event. */
export const reorganizationWizard = {
  units: {
    lineOf: (from: string, to: string) => `${from} → ${to}`,
    removeLine: (line: string) => `Bỏ dòng ${line}`,
    ratioPlaceholder: 'vd. 0,6',
    ratioWrong: 'Ghi số từ 0 đến 1, hoặc phần trăm',
  },
};
