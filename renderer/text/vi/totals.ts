export const totals = {
  nav: 'Tổng hợp số liệu',
  /** The two ways to total, wherever figures are shown. */
  treeModes: { ofTheTime: 'Theo đơn vị tại thời điểm', ofToday: 'Quy đổi về đơn vị hiện nay' },
  notConvertible: 'Không quy đổi được',
  notConvertibleReasons: {
    split: 'đơn vị đã chia, không có văn bản nêu tỷ lệ',
    unknown: 'chưa rõ đơn vị kế thừa',
    none: 'không có đơn vị kế thừa',
  },
};
