export const lineage = {
  tab: 'Unit history',
};
