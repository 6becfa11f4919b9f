import { showNumber } from '../show.ts';

export const grid = {
  counting: 'Đang đếm …',
  place: (row: string) => `Dòng ${row}`,
  columns: 'Cột',
  widthOf: (column: string) => `Độ rộng cột ${column}`,
  moveBefore: (column: string) => `Đưa cột ${column} lên trước`,
  moveAfter: (column: string) => `Đưa cột ${column} ra sau`,
  frozen: 'Số cột đầu giữ cố định',
  asGiven: 'Về mặc định',
  columnsHint: 'Cũng có thể kéo mép phải của tiêu đề cột để đổi độ rộng.',
  copyWithHeader: 'Sao chép kèm tiêu đề',
  copied: (rows: number) => `Đã sao chép ${showNumber(rows)} dòng.`,
  copying: 'Đang đọc dòng để sao chép:',
  allMatching: (count: number) => `Đang chọn tất cả ${showNumber(count)} dòng khớp bộ lọc.`,
  firstChosen: (count: number) => `Đã chọn ${showNumber(count)} dòng đầu.`,
  chooseAll: (count: number) => `Chọn tất cả ${showNumber(count)} dòng khớp bộ lọc`,
  tooMany: (most: number) => `Một lần chỉ sửa được nhiều nhất ${showNumber(most)} dòng. Hãy chọn ít dòng hơn.`,
  readOnly: 'Ô này không sửa được ở đây.',
  pasteRefused: (count: number) =>
    `Chưa dán: ${showNumber(count)} ô không hợp với cột. Hãy kiểm tra lại dữ liệu rồi dán lại.`,
  dayBetween: (first: string, last: string) => `Ngày phải từ ${first} đến ${last}.`,
  notANumber: (typed: string) => `“${typed}” không phải là số. Nhập số theo dạng 1.234,5.`,
  numberRange: (least: string | undefined, most: string | undefined) =>
    least === undefined
      ? `Số lớn nhất là ${most}.`
      : most === undefined
        ? `Số nhỏ nhất là ${least}.`
        : `Số phải từ ${least} đến ${most}.`,
  decimals: (count: number) => (count === 0 ? 'Chỉ nhập số nguyên.' : `Nhiều nhất ${count} chữ số sau dấu phẩy.`),
  notAChoice: (typed: string, labels: string) => `“${typed}” không có trong danh sách. Chọn một trong: ${labels} …`,
  notFound: (typed: string) => `Không tìm thấy duy nhất một mục “${typed}”. Gõ thêm rồi chọn trong danh sách.`,
  tooLong: (length: number, most: number) =>
    `Dài ${showNumber(length)} ký tự, nhiều nhất ${showNumber(most)}. Hãy rút ngắn.`,
  choices: 'Các lựa chọn',
  cellOf: (column: string, row: string) => `${column}, dòng ${row}`,
};
