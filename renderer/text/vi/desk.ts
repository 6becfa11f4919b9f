import type { Output } from '../../../db/api/contract/index.ts';
import { showDay, showNumber } from '../show.ts';

type ExchangeLine = Output<'desk.today'>['exchange']['rows'][number];
type ExchangeLines = { readonly [K in ExchangeLine['kind']]: (line: ExchangeLine) => string };

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
    waiting: () => 'Máy này đang chờ được duyệt vào đồng bộ',
    conflicts: ({ count }) => `${showNumber(count)} xung đột chưa xử lý`,
    refused: ({ count }) => `${showNumber(count)} thay đổi bị từ chối`,
    newer: ({ count }) => `${showNumber(count)} thay đổi chờ phiên bản phần mềm mới hơn`,
    missing: ({ count, amount, unitName }) =>
      count === 1
        ? `${unitName}: còn thiếu ${showNumber(amount)} thay đổi`
        : `${showNumber(count)} đơn vị còn thiếu ${showNumber(amount)} thay đổi, nhiều nhất ${unitName}`,
    silent: ({ count, amount, unitName }) =>
      count === 1
        ? `${unitName}: ${showNumber(amount)} ngày chưa có gói`
        : `${showNumber(count)} đơn vị im lặng, lâu nhất ${unitName}: ${showNumber(amount)} ngày chưa có gói`,
    backlog: ({ count, unitName }) =>
      count === 1
        ? `${unitName}: tồn nhiều thay đổi chưa xác nhận`
        : `${showNumber(count)} đơn vị tồn nhiều thay đổi chưa xác nhận`,
    invited: ({ count }) => `${showNumber(count)} lời mời chưa có yêu cầu gửi về để duyệt`,
    late: ({ count, unitName }) => `Thay đổi đến muộn của ${unitName} (đã kết thúc): ${showNumber(count)}`,
    heirs: (names: readonly string[]) =>
      names.length === 0 ? 'Chưa ghi đơn vị kế thừa' : `Kế thừa: ${names.join(', ')}`,
    notes: {
      ...{ waiting: 'Chờ gói', conflicts: 'Cần chọn', refused: 'Cần xem', missing: 'Còn thiếu', silent: 'Im lặng' },
      ...{ newer: 'Cần cập nhật', backlog: 'Chưa xác nhận', invited: 'Chờ duyệt' },
    },
  } satisfies ExchangeLines & Record<'heirs' | 'notes', unknown>,
  savedAt: (time: string) => `Lưu ${time}`,
  clear: 'Không còn:',
  empty: {
    title: 'Không còn việc tồn',
    hint: 'Văn bản đến đã xử lý, không có việc quá hạn hay sắp đến hạn, không có gì chờ duyệt.',
  },
};
