import type { SearchField, SearchStatus } from '../../../db/api/contract/search.ts';
import type { SearchKind } from '../../../db/api/search-kinds.ts';
import { showNumber } from '../show.ts';

const kinds: Record<SearchKind, string> = {
  unit: 'Đơn vị',
  directive: 'Văn bản',
  task: 'Nhiệm vụ',
  report: 'Báo cáo',
  attachment: 'Tệp đính kèm',
};

const statuses: Record<SearchStatus, string> = {
  alive: 'Đang hoạt động',
  future: 'Chưa hoạt động',
  ended: 'Đã kết thúc',
  notYet: 'Chưa có hiệu lực',
  inForce: 'Còn hiệu lực',
  partly: 'Hết hiệu lực một phần',
  expired: 'Hết hiệu lực',
  objectGone: 'Hết đối tượng điều chỉnh',
  unassigned: 'Chưa giao',
  open: 'Đang thực hiện',
  overdue: 'Có việc quá hạn',
  finished: 'Đã kết thúc việc',
  submitted: 'Chờ duyệt',
  approved: 'Đã duyệt',
  returned: 'Trả lại',
  closed: 'Đã chốt số liệu',
};

const fields: Record<SearchField, string> = {
  shortName: 'Tên viết tắt',
  symbol: 'Ký hiệu',
  code: 'Mã đơn vị hành chính',
  kindName: 'Loại văn bản',
  signer: 'Người ký',
  field: 'Lĩnh vực',
  description: 'Ghi chú',
  product: 'Sản phẩm',
  detail: 'Nội dung chi tiết',
  content: 'Kết quả thực hiện',
  difficulties: 'Khó khăn, vướng mắc',
  proposals: 'Đề xuất, kiến nghị',
};

export const search = {
  nav: 'Tra cứu',
  title: 'Tra cứu',
  box: 'Từ cần tìm',
  placeholder: 'Số ký hiệu, tên đơn vị, nội dung …',
  clear: 'Xóa từ đang tìm',
  kinds,
  statuses,
  fields,
  kindsLabel: 'Loại kết quả',
  all: 'Tất cả',
  count: (count: number, isMore: boolean) => (isMore ? `${showNumber(count)}+` : showNumber(count)),
  filters: {
    unit: 'Đơn vị và cấp dưới',
    unitSearch: 'Tìm đơn vị',
    time: 'Thời gian',
    from: 'Từ ngày',
    to: 'Đến ngày',
    status: 'Tình trạng',
    statusOf: (kind: string, status: string) => `${kind}: ${status}`,
    clear: 'Bỏ bộ lọc',
  },
  results: 'Kết quả',
  more: 'Xem thêm kết quả',
  open: 'Mở',
  oldName: (name: string) => `tên cũ: ${name}`,
  oldNameUntil: (name: string, until: string) => `tên cũ: ${name}, đến ${until}`,
  empty: {
    title: 'Tìm trong mọi dữ liệu của cơ quan',
    hint: 'Đơn vị (cả tên cũ), văn bản, nhiệm vụ, báo cáo, tên tệp. Gõ có dấu hay không dấu đều được; đặt trong “ngoặc kép” để tìm đúng cụm từ.',
  },
  nothing: {
    title: (text: string) => `Không tìm thấy “${text}”`,
    hint: 'Thử bớt từ, bỏ dấu ngoặc kép, hoặc tìm một phần của số ký hiệu.',
    filteredHint: 'Có thể bộ lọc đang thu hẹp kết quả.',
  },
  day: {
    unit: 'Từ ngày',
    directive: 'Ngày ban hành',
    task: 'Ngày giao',
    report: 'Ngày báo cáo',
    attachment: 'Ngày thêm',
  } satisfies Record<SearchKind, string>,
  indexing: (waiting: number) =>
    `Đang lập chỉ mục: còn ${showNumber(waiting)} thay đổi chưa tìm được. Kết quả sẽ đủ dần.`,
  announce: (count: number, isMore: boolean) =>
    count === 0 ? 'Không có kết quả' : `${isMore ? 'Hơn ' : ''}${showNumber(count)} kết quả`,
  palette: {
    button: 'Tìm …',
    label: 'Tìm dữ liệu và lệnh',
    placeholder: 'Tìm dữ liệu, màn hình, lệnh, trợ giúp …',
    list: 'Gợi ý',
    commands: 'Lệnh',
    data: 'Dữ liệu',
    help: 'Trợ giúp',
    recent: 'Mở gần đây',
    screens: 'Màn hình',
    all: (text: string) => `Xem mọi kết quả cho “${text}”`,
    nothing: 'Không có gì khớp. Thử bớt từ hoặc gõ không dấu.',
    disabled: 'không dùng được lúc này',
    keys: '↑ ↓ chọn · Enter mở · Esc đóng',
  },
};
