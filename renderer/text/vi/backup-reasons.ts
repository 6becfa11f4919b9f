import type { BackupReason } from '../../../db/api/errors.ts';

export const backupReasons: { readonly [R in BackupReason]: string } = {
  full: 'USB hoặc ổ đĩa đã chọn không đủ chỗ nên chưa có bản sao lưu; phần ghi dở đã được xóa, dữ liệu trong máy không đổi. Hãy dọn bớt hoặc chọn nơi khác rồi sao lưu lại.',
  ownDisk:
    'Ổ đĩa của máy này không đủ chỗ để lập bản sao lưu (cần thêm chừng bằng dung lượng dữ liệu). Dữ liệu không đổi. Hãy dọn bớt ổ đĩa rồi sao lưu lại.',
  gone: 'Không ghi được bản sao lưu; có thể USB đã bị rút ra hoặc thư mục không còn. Dữ liệu trong máy không đổi. Hãy cắm lại USB rồi sao lưu lại.',
  readOnly:
    'USB hoặc thư mục này không cho ghi (khóa chống ghi hoặc thiếu quyền) nên chưa có bản sao lưu. Hãy mở khóa USB hoặc chọn nơi khác rồi sao lưu lại.',
  tooLarge:
    'USB này không nhận tệp lớn như vậy (thường là USB định dạng FAT32, tối đa 4 GB) nên chưa có bản sao lưu. Hãy dùng ổ đĩa khác hoặc USB định dạng exFAT, NTFS.',
  changed:
    'Đọc lại thấy nơi ghi không giữ đúng những gì đã ghi; USB hoặc ổ đĩa có thể sắp hỏng. Chưa có bản sao lưu, phần ghi dở đã được xóa. Hãy dùng nơi khác rồi sao lưu lại.',
  restore:
    'Ổ đĩa của máy này không đủ chỗ để khôi phục nên máy chưa có gì thay đổi. Hãy dọn bớt ổ đĩa rồi khôi phục lại.',
};
