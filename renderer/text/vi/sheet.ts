import type { DirectiveColumn } from '../../../db/api/contract/directive-many.ts';
import type { CellProblemCode } from '../../../db/api/contract/many.ts';
import type { HeadcountColumn } from '../../../db/api/contract/staffing.ts';
import type { TaskColumn } from '../../../db/api/contract/task-many.ts';
import { parseDay, showDay } from '../../../db/api/day.ts';
import { showNumber } from '../show.ts';

type Values = readonly string[];

const directive: Record<DirectiveColumn, string> = {
  direction: 'Chiều',
  kind: 'Loại văn bản',
  number: 'Số, ký hiệu',
  issuer: 'Cơ quan ban hành',
  issuedOn: 'Ngày ban hành',
  effectiveOn: 'Ngày hiệu lực',
  expiresOn: 'Hết hiệu lực',
  subject: 'Trích yếu nội dung',
  field: 'Lĩnh vực',
  urgency: 'Độ khẩn',
  secrecy: 'Độ mật',
  signer: 'Người ký',
  signerPosition: 'Chức vụ người ký',
  drafter: 'Người soạn thảo',
  arrivedOn: 'Ngày đến',
  arrivalNumber: 'Số đến',
  replyDueOn: 'Hạn trả lời',
  pageCount: 'Số trang',
  language: 'Ngôn ngữ',
  description: 'Ghi chú',
};

const task: Record<TaskColumn, string> = {
  content: 'Nội dung',
  directive: 'Văn bản',
  clause: 'Điểm, khoản',
  product: 'Sản phẩm',
  leads: 'Chủ trì',
  supports: 'Phối hợp',
  assignedOn: 'Ngày giao',
  dueOn: 'Hạn',
  kind: 'Loại việc',
  assignedBy: 'Người giao',
  note: 'Ghi chú',
  detail: 'Diễn giải',
};

/** Other words that head such columns in the tables people paste from. */
export const aliases: {
  directive: Partial<Record<DirectiveColumn, string[]>>;
  task: Partial<Record<TaskColumn, string[]>>;
  headcount: Record<HeadcountColumn, string[]>;
} = {
  headcount: {
    unit: ['Mã đơn vị', 'Mã', 'Tên đơn vị', 'Công an xã', 'Xã, phường'],
    onDay: ['Ngày', 'Thời điểm'],
    establishment: ['Biên chế giao', 'Chỉ tiêu biên chế'],
    present: ['Quân số', 'Quân số hiện có', 'Tổng'],
    chiefs: ['Trưởng Công an xã', 'Số Trưởng'],
    deputies: ['Phó', 'Số Phó', 'Phó Trưởng Công an xã'],
    investigators: ['ĐTV', 'Số điều tra viên'],
    note: [],
  },
  directive: {
    kind: ['Loại', 'Tên loại văn bản', 'Tên loại'],
    number: ['Số ký hiệu', 'Số hiệu', 'Số văn bản', 'Số và ký hiệu', 'Ký hiệu'],
    issuer: ['Nơi ban hành', 'Đơn vị ban hành', 'Tác giả', 'Cơ quan'],
    issuedOn: ['Ngày văn bản', 'Ngày tháng văn bản', 'Ngày ký', 'Ngày tháng', 'Ngày'],
    effectiveOn: ['Hiệu lực từ', 'Ngày có hiệu lực'],
    expiresOn: ['Ngày hết hiệu lực'],
    subject: ['Trích yếu', 'Nội dung', 'Tên văn bản', 'Về việc', 'Tên loại và trích yếu nội dung'],
    urgency: ['Mức độ khẩn', 'Khẩn'],
    secrecy: ['Mức độ mật', 'Mật'],
    signerPosition: ['Chức vụ'],
    drafter: ['Người soạn', 'Chuyên viên soạn thảo'],
    arrivedOn: ['Ngày nhận'],
    replyDueOn: ['Thời hạn trả lời', 'Hạn xử lý', 'Thời hạn'],
    pageCount: ['Trang', 'Số tờ'],
    description: ['Mô tả', 'Diễn giải'],
  },
  task: {
    content: ['Nhiệm vụ', 'Nội dung nhiệm vụ', 'Nội dung công việc', 'Công việc', 'Tên nhiệm vụ', 'Việc'],
    directive: ['Văn bản giao', 'Căn cứ', 'Số văn bản', 'Số ký hiệu', 'Văn bản chỉ đạo'],
    clause: ['Điểm khoản', 'Điều khoản', 'Mục'],
    product: ['Kết quả', 'Sản phẩm đầu ra', 'Yêu cầu kết quả'],
    leads: ['Đơn vị chủ trì', 'Đơn vị', 'Đơn vị thực hiện', 'Cơ quan chủ trì', 'Công an xã'],
    supports: ['Đơn vị phối hợp', 'Cơ quan phối hợp'],
    assignedOn: ['Ngày', 'Giao ngày', 'Ngày tháng giao'],
    dueOn: ['Thời hạn', 'Hạn hoàn thành', 'Thời hạn hoàn thành', 'Thời gian hoàn thành', 'Hạn báo cáo', 'Hạn xử lý'],
    kind: ['Loại', 'Loại nhiệm vụ'],
    assignedBy: ['Lãnh đạo giao', 'Người chỉ đạo', 'Lãnh đạo chỉ đạo'],
    detail: ['Yêu cầu', 'Nội dung chi tiết', 'Mô tả'],
  },
};

const problems: Record<CellProblemCode, (values: Values) => string> = {
  required: () => 'Còn trống. Nhập ô này.',
  tooLong: ([limit = '']) =>
    `Giá trị vượt giới hạn ${/^\d+$/.test(limit) ? showNumber(Number(limit)) : limit}. Hãy rút gọn.`,
  unsafe: () => 'Có ký tự điều khiển không nhìn thấy. Hãy gõ lại ô này.',
  noSuchDay: ([text = '']) => `Ngày “${text}” không có. Nhập ngày/tháng/năm, ví dụ 28/02/2026.`,
  notANumber: ([text = '']) => `“${text}” không phải là số. Nhập bằng chữ số.`,
  notAChoice: ([text = '']) => `“${text}” không có trong danh sách. Xóa ô này hoặc ghi đúng một lựa chọn.`,
  notAllowed: () => 'Không dùng ô này cho loại việc đã ghi. Xóa ô này.',
  kindUnknown: ([text = '']) => `Không có loại văn bản “${text}”. Ghi tên hoặc chữ viết tắt có trong danh mục.`,
  directiveUnknown: ([text = '']) => `Chưa có văn bản số “${text}”. Nhập văn bản trước, hoặc sửa số.`,
  directiveAmbiguous: ([text = '']) => `Có nhiều văn bản số “${text}”. Chọn một.`,
  unitUnknown: ([text = '']) => `Không có đơn vị “${text}”. Sửa tên, hoặc chọn một đơn vị gần giống.`,
  unitAmbiguous: ([text = '']) => `Có nhiều đơn vị tên “${text}”. Chọn một.`,
  unitEnded: ([text = '']) => `Vào ngày giao không có đơn vị “${text}”. Chọn đơn vị kế thừa.`,
  unitGuessed: ([text = '', name = '']) => `“${text}” được hiểu là ${name}.`,
  oddNumber: ([text = '']) => `Số “${text}” không theo mẫu số/ký hiệu. Vẫn giữ đúng như đã ghi.`,
  duplicate: ([label = '']) => `Đã có trong máy: ${label}.`,
  duplicateInSheet: ([row = '']) => `Trùng với dòng ${row} của bảng này.`,
  refused: () => 'Chưa lưu được.',
};

const rows = (count: number): string => `${showNumber(count)} dòng`;

/** Fast entry, edits of many cells at once, and what a paste would do. */
export const sheet = {
  columns: { directive, task },
  aliases,
  problems,
  state: { good: 'Tốt', duplicate: 'Trùng', error: (count: number) => `${count} lỗi`, checking: 'Đang xem' },
  stateHeader: 'Kiểm tra',
  open: 'Nhập nhanh',
  openHint: 'Nhập nhiều dòng một lần như trong Excel',
  directiveTitle: 'Nhập nhanh văn bản',
  taskTitle: 'Nhập nhanh nhiệm vụ',
  label: 'Bảng nhập nhanh',
  row: (index: number) => `Dòng ${showNumber(index)}`,
  hint: 'Gõ vào ô, hoặc chép một khối ô từ Excel rồi bấm Ctrl+V. Dòng đầu là tên cột thì cột được ghép theo tên.',
  counts: (good: number, duplicates: number, errors: number) =>
    [
      `${rows(good)} lưu được`,
      ...(duplicates > 0 ? [`${showNumber(duplicates)} trùng`] : []),
      ...(errors > 0 ? [`${showNumber(errors)} có lỗi`] : []),
    ].join(' · '),
  nothing: 'Bảng còn trống',
  makes: (tasks: number, shares: number) =>
    `thành ${showNumber(tasks)} nhiệm vụ, ${showNumber(shares)} phần việc được giao`,
  save: (count: number) => (count === 0 ? 'Lưu' : `Lưu ${rows(count)}`),
  saveDuplicates: (count: number) => `Lưu cả ${rows(count)} trùng`,
  clear: 'Xóa bảng',
  clearTitle: 'Xóa hết các dòng của bảng này',
  clearHint: (count: number) => `${rows(count)} chưa lưu sẽ bị bỏ. Ctrl+Z lấy lại được khi còn ở màn hình này.`,
  saved: (count: number) => `Đã lưu ${rows(count)}.`,
  savedTasks: (count: number, tasks: number, shares: number) =>
    `Đã lưu ${rows(count)}: ${showNumber(tasks)} nhiệm vụ, ${showNumber(shares)} phần việc được giao.`,
  left: (count: number) => `Còn ${rows(count)} chưa lưu được, xem lý do bên cạnh.`,
  restored: (count: number, when: string) => `Đã mở lại ${rows(count)} nhập dở, lưu lúc ${when}.`,
  notLast: 'Lần lưu này không còn là việc vừa làm nên không hoàn tác ở đây. Xem Nhật ký thao tác.',
  undone: 'Đã lấy lại các dòng vừa lưu về bảng.',
  undo: 'Hoàn tác lần lưu',
  back: 'Về danh sách',
  job: (count: number) => `Lưu ${rows(count)}`,
  review: {
    title: (count: number) => `Cần xem lại (${showNumber(count)})`,
    none: 'Không có gì phải xem lại.',
    at: (row: number, column: string) => `Dòng ${showNumber(row)}, ${column}`,
    pick: (name: string) => `Chọn ${name}`,
    all: (count: number) => `Chọn cho cả ${rows(count)}`,
    more: (count: number) => `và ${showNumber(count)} chỗ nữa`,
    errorsOnly: 'Chỉ lỗi',
  },
  paste: {
    title: (count: number) => `Đã dán ${rows(count)}`,
    headed: 'ghép cột theo dòng đầu',
    placed: 'ghép cột theo thứ tự',
    hasHeader: 'Dòng đầu là tên cột',
    column: (index: number) => `Cột ${showNumber(index)} của khối dán`,
    skip: 'Bỏ qua',
    keep: 'Xong',
    back: 'Bỏ khối dán',
    cut: (count: number) => `${showNumber(count)} cột bên phải không có chỗ nên bị bỏ.`,
  },
  plan: {
    title: (cells: number) => `Dán vào ${showNumber(cells)} ô`,
    counts: (changes: number, errors: number) =>
      errors === 0
        ? `${showNumber(changes)} ô sẽ đổi`
        : `${showNumber(changes)} ô sẽ đổi · ${showNumber(errors)} ô không đổi được`,
    apply: (count: number) => `Áp dụng ${showNumber(count)} ô`,
    beyond: (count: number) => `${rows(count)} nằm ngoài danh sách nên không dán. Thêm dòng mới ở màn hình Nhập nhanh.`,
    from: 'Đang là',
    to: 'Sẽ là',
    rowHeader: 'Dòng',
    columnHeader: 'Cột',
    empty: '(trống)',
    more: (count: number) => `và ${showNumber(count)} ô nữa`,
  },
  cells: { edit: 'Sửa trong bảng' },
  bulk: {
    open: 'Sửa hàng loạt',
    title: (count: number) => `Sửa hàng loạt ${rows(count)}`,
    ofSelection: 'các dòng đã chọn',
    ofFilter: 'mọi dòng khớp bộ lọc',
    field: 'Sửa cột',
    value: 'Thành',
    emptyMeans: 'Để trống là xóa nội dung của cột này ở mọi dòng.',
    add: 'Thêm một cột',
    remove: 'Bỏ cột này',
    preview: (changed: number, unchanged: number, refused: number) =>
      [
        `${rows(changed)} sẽ đổi`,
        ...(unchanged > 0 ? [`${showNumber(unchanged)} đã như vậy`] : []),
        ...(refused > 0 ? [`${showNumber(refused)} không đổi được`] : []),
      ].join(' · '),
    apply: (count: number) => `Sửa ${rows(count)}`,
    skipRefused: (count: number) => `Bỏ qua ${rows(count)} không đổi được`,
    doneSome: (count: number, refused: number) => `Đã sửa ${rows(count)}, bỏ qua ${rows(refused)}.`,
    choose: 'Chọn cột và giá trị mới để xem trước.',
    reason: 'Lý do gia hạn',
    onDay: 'Ngày quyết định',
    more: (count: number) => `và ${rows(count)} nữa`,
  },
  keep: {
    pin: (label: string) => `Giữ ${label} cho lần thêm sau`,
    unpin: (label: string) => `Thôi giữ ${label} cho lần thêm sau`,
    added: (count: number) => `Đã thêm ${showNumber(count)}`,
  },
  drafts: {
    title: 'Bản nháp của tôi',
    untitled: 'Chưa có nội dung',
    kinds: {
      newDirective: 'Văn bản mới',
      directive: 'Sửa văn bản',
      newTask: 'Giao việc',
      task: 'Sửa nhiệm vụ',
      newUnit: 'Đơn vị mới',
      unit: 'Sửa đơn vị',
      report: 'Báo cáo tiến độ',
      event: 'Sự kiện sắp xếp tổ chức',
      directiveSheet: 'Nhập nhanh văn bản',
      taskSheet: 'Nhập nhanh nhiệm vụ',
      other: 'Bản nháp khác',
    },
    rows: (count: number) => rows(count),
  },
  day: (text: string) => {
    const day = parseDay(text);
    return day === undefined ? text : showDay(day);
  },
};
