export const savedView = {
  menu: 'Đã lưu',
  /** Heading of the list of what is kept. */
  kept: 'Mục đã lưu',
  none: 'Chưa lưu mục nào.',
  saveCurrent: 'Lưu bộ lọc hiện tại …',
  name: 'Tên',
  nameHint: 'Ví dụ: Quá hạn của các xã trọng điểm',
  saveTitle: 'Lưu bộ lọc hiện tại',
  renameTitle: 'Đổi tên',
  renameNamed: (name: string) => `Đổi tên “${name}”`,
  removeNamed: (name: string) => `Xóa “${name}”`,
  replaces: (name: string) => `Đã có “${name}”. Lưu sẽ thay nội dung cũ.`,
  saved: (name: string) => `Đã lưu “${name}”.`,
  removed: (name: string) => `Đã xóa “${name}”.`,
};
