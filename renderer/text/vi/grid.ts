import { showNumber } from '../show.ts';

export const grid = {
  counting: 'Đang đếm …',
  place: (row: string) => `Dòng ${row}`,
  columns: 'Cột',
  widthOf: (column: string) => `Độ rộng cột ${column}`,
  moveBefore: (column: string) => `Đưa cột ${column} lên trước`,
  moveAfter: (column: string) => `Đưa cột ${column} ra sau`,
  frozen: 'Số cột đầu giữ cố định khi cuộn ngang',
  asGiven: 'Về mặc định',
  columnsHint: 'Cũng có thể kéo mép phải của tiêu đề cột để đổi độ rộng.',
  copyWithHeader: 'Sao chép kèm tiêu đề',
  copied: (rows: number) => `Đã sao chép ${showNumber(rows)} dòng.`,
  copying: 'Đang đọc dòng để sao chép:',
  allMatching: (count: number) => `Đang chọn tất cả ${showNumber(count)} dòng khớp bộ lọc.`,
  firstChosen: (count: number) => `Đã chọn ${showNumber(count)} dòng đầu.`,
  chooseAll: (count: number) => `Chọn tất cả ${showNumber(count)} dòng khớp bộ lọc`,
};
