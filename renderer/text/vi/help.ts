export const help = {
  title: 'Trợ giúp',
  search: 'Tìm trong trợ giúp',
  results: 'Mục tìm thấy',
  nothing: 'Không có mục nào nói về từ này. Thử một từ khác, không cần gõ dấu.',
  back: 'Về mục trước',
  close: 'Đóng trợ giúp',
};
