import { showNumber } from '../show.ts';

/** Tables under their names for people; a table not named here is shown by its own name. */
const tables: Record<string, string> = {
  unit: 'Đơn vị',
  unitVersion: 'Giai đoạn của đơn vị',
  unitEvent: 'Sự kiện sắp xếp tổ chức',
  unitLineage: 'Quan hệ kế thừa',
  unitClosure: 'Cây đơn vị (tính sẵn)',
  documentKind: 'Loại văn bản',
  directive: 'Văn bản chỉ đạo',
  directiveRelation: 'Quan hệ văn bản',
  directiveReceipt: 'Xác nhận đã đọc',
  attachment: 'Tệp đính kèm',
  periodRule: 'Kỳ báo cáo',
  task: 'Nhiệm vụ',
  assignment: 'Việc giao cho đơn vị',
  assignmentStep: 'Bước xử lý',
  report: 'Báo cáo',
  reportReview: 'Ý kiến duyệt báo cáo',
  handover: 'Mục bàn giao',
  handoverMinutes: 'Biên bản bàn giao',
  post: 'Phân công',
  headcount: 'Quân số',
  norm: 'Định mức biên chế',
  criterionSet: 'Bộ tiêu chí',
  criterion: 'Tiêu chí',
  registration: 'Đăng ký kiểu mẫu',
  assessment: 'Đánh giá kiểu mẫu',
  stocktake: 'Sơ kết, tổng kết',
  stocktakeTask: 'Nhiệm vụ sau kết luận',
  conflict: 'Xung đột dữ liệu',
  assignmentState: 'Tình trạng việc giao (tính sẵn)',
  reportState: 'Tình trạng báo cáo (tính sẵn)',
  unitSuccession: 'Quy đổi về đơn vị hiện nay (tính sẵn)',
};

export const check = {
  nav: 'Kiểm tra dữ liệu',
  title: 'Kiểm tra dữ liệu',
  intro:
    'Kiểm tra chuỗi thay đổi, dựng lại toàn bộ dữ liệu từ chuỗi đó và so với dữ liệu đang dùng. Không thay đổi gì.',
  run: 'Bắt đầu kiểm tra',
  again: 'Kiểm tra lại',
  label: 'Kiểm tra dữ liệu',
  good: 'Dữ liệu nguyên vẹn',
  goodText: (ops: number, logs: number) =>
    `${showNumber(ops)} thay đổi trong ${showNumber(logs)} chuỗi đều đúng; dựng lại cho kết quả giống hệt.`,
  bad: 'Dữ liệu có chỗ sai lệch',
  badText: 'Hãy dừng nhập liệu trên máy này, giữ nguyên thư mục dữ liệu và khôi phục từ bản sao lưu gần nhất.',
  table: 'Bảng dữ liệu',
  rows: 'Số dòng',
  result: 'Kết quả',
  same: 'Khớp',
  differs: 'Sai lệch',
  brokenLogs: 'Chuỗi thay đổi bị đứt',
  brokenLog: (incarnation: string, channel: string, seq: number) =>
    `Máy ${incarnation.slice(0, 8)}, kênh ${channel}, từ thay đổi số ${showNumber(seq)}`,
  storage: 'Tệp dữ liệu',
  search: {
    title: 'Chỉ mục tra cứu',
    waiting: (count: number) =>
      `Còn ${showNumber(count)} thay đổi đang được đưa vào chỉ mục; không ảnh hưởng đến dữ liệu.`,
    outOfStep: (indexed: number, records: number) =>
      `Chỉ mục có ${showNumber(indexed)} trên ${showNumber(records)} mục nên tra cứu có thể thiếu. Dữ liệu không bị ảnh hưởng. Hãy lập lại chỉ mục.`,
    rebuild: 'Lập lại chỉ mục',
    started: 'Đang lập lại chỉ mục. Có thể làm việc tiếp; tra cứu sẽ đủ dần.',
  },
  lastRun: (when: string) => `Kiểm tra lúc ${when}`,
  never: 'Chưa kiểm tra lần nào từ khi mở phần mềm.',
  neverHint: 'Nên kiểm tra mỗi tháng một lần và sau khi máy tắt đột ngột.',
  tables,
};
