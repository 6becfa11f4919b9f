export const lineage = {
  tab: 'Lịch sử đơn vị',
};
