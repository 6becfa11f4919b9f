import type { LineagePart } from '../../../db/api/contract/unit-words.ts';
import { showDay, showNumber } from '../show.ts';

/** A share as a document gives it: 0.35 is 35 %. */
const percent = (ratio: string): string => `${showNumber(Number(ratio) * 100)} %`;

const shortParts: Record<LineagePart, string> = {
  whole: 'toàn bộ',
  part: 'một phần',
  partArea: 'một phần',
  partPopulation: 'một phần',
  partAreaWholePopulation: 'một phần',
};

export const lineage = {
  tab: 'Lịch sử đơn vị',
  infoTab: 'Thông tin',
  tabsLabel: 'Trang đơn vị',
  drawing: 'Sơ đồ đơn vị tiền thân và kế thừa',
  before: 'Đơn vị tiền thân',
  after: 'Đơn vị kế thừa',
  shortParts,
  mainPart: 'phần chính',
  mainHeir: 'Kế thừa chính',
  percent,
  legend: { main: 'kế thừa chính', whole: 'toàn bộ', part: 'một phần' },
  legendLabel: 'Chú giải',
  ended: (day: string) => `đã giải thể ${showDay(day)}`,
  since: (day: string) => `từ ${showDay(day)}`,
  moreBefore: (count: number) => `còn ${showNumber(count)} nữa trước đó`,
  moreAfter: (count: number) => `còn ${showNumber(count)} nữa sau đó`,
  more: (count: number) => `Còn ${showNumber(count)} đơn vị chưa vẽ`,
  showAll: 'Vẽ tất cả',
  showFewer: 'Vẽ gọn lại',
  print: 'In lịch sử',
  paperTitle: (name: string) => `Lịch sử đơn vị: ${name}`,
  seenAt: (day: string) => `Xem tại ngày ${showDay(day)}`,
  events: 'Sự kiện, đơn vị tiền thân và kế thừa',
  columns: {
    day: 'Có hiệu lực',
    kind: 'Sự kiện',
    from: 'Đơn vị tiền thân',
    part: 'Phần chuyển sang',
    to: 'Đơn vị kế thừa',
    basis: 'Căn cứ',
  },
  goesOn: 'tiếp tục hoạt động',
  newUnit: 'lập mới, không có tiền thân',
  endsWithout: 'kết thúc, không có đơn vị kế thừa',
  heirsUnknown: 'chưa rõ đơn vị kế thừa',
  none: 'Chưa ghi sự kiện sắp xếp nào của đơn vị này',
  noneHint:
    'Khi đơn vị được nhập, chia, tách, đổi tên bằng một sự kiện sắp xếp tổ chức, đơn vị tiền thân và kế thừa hiện ở đây.',
  nowIsNamed: (names: readonly string[]) => `nay là ${names.join(', ')}`,
  nowIs: 'Nay là',
  nowIsMany: 'Nay thuộc các đơn vị',
  heirReasons: {
    unknown: 'Chưa rõ đơn vị nào kế thừa.',
    none: 'Không có đơn vị kế thừa.',
  },
  openLastDay: (day: string) => `Mở vào ngày cuối cùng (${showDay(day)})`,
  onLastDay: (day: string) => `Xem vào ngày cuối cùng (${showDay(day)})`,
  records: 'Hồ sơ của đơn vị tiền thân',
  recordsNote: (count: number) => `Việc và báo cáo của ${showNumber(count)} đơn vị tiền thân, kể cả đã giải thể.`,
  recordTasks: (count: number) => `${showNumber(count)} việc được giao`,
  recordReports: (count: number) => `${showNumber(count)} báo cáo`,
  recordsNone: 'Đơn vị tiền thân không có việc hay báo cáo nào trong phần mềm.',
  withPredecessors: 'Cả đơn vị tiền thân',
  withPredecessorsNeeds: 'Chọn một đơn vị trước.',
  withPredecessorsHint: 'Tính cả việc và báo cáo của các đơn vị đã nhập, chia, tách thành đơn vị này.',
};
