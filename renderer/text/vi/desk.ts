import { showDay, showNumber } from '../show.ts';

export const desk = {
  /** Name in the left rail. */
  nav: 'Bàn làm việc',
  title: 'Bàn làm việc hôm nay',
  titleOn: (day: string) => `Bàn làm việc ngày ${showDay(day)}`,
  ofUnit: (unit: string) => `Việc của ${unit}`,
  weekdays: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'],
  dayOfWeek: (weekday: string, day: string) => `${weekday}, ${showDay(day)}`,
  blocks: {
    documents: 'Văn bản đến chưa xử lý',
    overdue: 'Việc quá hạn',
    dueSoon: 'Việc đến hạn trong 7 ngày',
    reports: 'Báo cáo chờ duyệt',
    returned: 'Báo cáo bị trả lại',
    requests: 'Kết quả, đề nghị chờ quyết định',
    drafts: 'Bản nháp của tôi',
    missing: 'Báo cáo định kỳ chưa nộp',
    exchange: 'Đồng bộ cần xử lý',
    changes: 'Thay đổi từ hôm qua',
  },
  openAll: (block: string, count: number) => `${block}: ${showNumber(count)}. Mở danh sách`,
  count: (count: number) => showNumber(count),
  units: (count: number) => `${showNumber(count)} đơn vị`,
  replyBy: (day: string) => `Trả lời trước ${showDay(day)}`,
  arrived: (day: string) => `Đến ${showDay(day)}`,
  dueOn: (day: string) => `Hạn ${showDay(day)}`,
  asks: {
    result: 'Chờ duyệt kết quả',
    return: 'Đề nghị trả lại',
    extension: (day: string) => `Xin đến ${showDay(day)}`,
  },
  reportedOn: (day: string) => `Gửi ${showDay(day)}`,
  missingUnits: (count: number) => `Thiếu ${showNumber(count)} đơn vị`,
  missingOwn: 'Chưa nộp',
  exchange: {
    waiting: (_unit: string, _count: number) => 'Máy này đang chờ được duyệt vào đồng bộ',
    conflicts: (_unit: string, count: number) => `${showNumber(count)} xung đột chưa xử lý`,
    refused: (_unit: string, count: number) => `${showNumber(count)} thay đổi bị từ chối`,
    silent: (unit: string, count: number) => `${unit}: ${showNumber(count)} ngày chưa có gói`,
    late: (unit: string, count: number) => `Thay đổi đến muộn của ${unit} (đã kết thúc): ${showNumber(count)}`,
    heirs: (names: readonly string[]) =>
      names.length === 0 ? 'Chưa ghi đơn vị kế thừa' : `Kế thừa: ${names.join(', ')}`,
    notes: { waiting: 'Chờ gói', conflicts: 'Cần chọn', refused: 'Cần xem', silent: 'Im lặng' },
  },
  savedAt: (time: string) => `Lưu ${time}`,
  clear: 'Không còn:',
  empty: {
    title: 'Không còn việc tồn',
    hint: 'Văn bản đến đã xử lý, không có việc quá hạn hay sắp đến hạn, không có gì chờ duyệt.',
  },
};
