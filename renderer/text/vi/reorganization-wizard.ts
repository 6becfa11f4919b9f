import type { EventPlan } from '../../../db/api/contract/reorganization.ts';
import { showDay, showNumber } from '../show.ts';

/** What each kind of event means, in one sentence, and an example. */
const kindHints: Record<EventPlan['kind'], { what: string; example: string }> = {
  establish: {
    what: 'Lập đơn vị mới, không từ đơn vị nào.',
    example: 'Thành lập Đồn Công an khu công nghiệp.',
  },
  dissolve: {
    what: 'Đơn vị kết thúc; không đơn vị nào kế thừa toàn bộ.',
    example: 'Công an cấp huyện kết thúc hoạt động từ 01/3/2025.',
  },
  absorb: {
    what: 'Đơn vị nhập vào một đơn vị vẫn còn.',
    example: 'Xã A nhập vào phường B; phường B vẫn giữ tên.',
  },
  merge: {
    what: 'Nhiều đơn vị hợp thành một đơn vị mới; đơn vị cũ kết thúc.',
    example: 'Xã A và xã B hợp nhất thành xã C.',
  },
  divide: {
    what: 'Một đơn vị chia thành nhiều đơn vị; đơn vị cũ kết thúc.',
    example: 'Xã A chia thành xã B và xã C.',
  },
  separate: {
    what: 'Một phần tách ra thành đơn vị mới; đơn vị cũ vẫn còn.',
    example: 'Tách một phần xã A để lập thị trấn B.',
  },
  boundary: {
    what: 'Một phần diện tích, dân số chuyển giữa các đơn vị vẫn còn.',
    example: 'Một thôn của xã A chuyển về phường B.',
  },
  rename: { what: 'Chỉ đổi tên; vẫn là đơn vị ấy.', example: 'Xã A đổi tên thành xã B.' },
  changeKind: {
    what: 'Xã lên phường, tỉnh lên thành phố …; vẫn là đơn vị ấy.',
    example: 'Xã Long Thành thành phường Long Thành từ 30/4/2026.',
  },
  moveParent: {
    what: 'Chuyển sang trực thuộc đơn vị khác.',
    example: 'Công an xã chuyển từ Công an huyện về Công an tỉnh.',
  },
};

/** What the units that an event is about are called, by its kind. */
const beforeTitles: Record<EventPlan['kind'], string> = {
  establish: 'Đơn vị mới',
  dissolve: 'Đơn vị kết thúc',
  absorb: 'Đơn vị nhập vào đơn vị khác',
  merge: 'Đơn vị hợp nhất',
  divide: 'Đơn vị bị chia',
  separate: 'Đơn vị có một phần tách ra',
  boundary: 'Đơn vị được điều chỉnh địa giới',
  rename: 'Đơn vị đổi tên',
  changeKind: 'Đơn vị đổi loại hình',
  moveParent: 'Đơn vị chuyển cấp quản lý',
};

/** What happens, in plain words, by kind. */
const happens: Record<EventPlan['kind'], (before: string, after: string) => string> = {
  establish: (_before, after) => `Thành lập ${after}.`,
  dissolve: (before, after) =>
    after === ''
      ? `${before} kết thúc hoạt động.`
      : `${before} kết thúc hoạt động; chức năng, nhiệm vụ do ${after} nhận.`,
  absorb: (before, after) => `${before} nhập vào ${after}.`,
  merge: (before, after) => `${before} hợp nhất thành ${after}.`,
  divide: (before, after) => `${before} chia thành ${after}.`,
  separate: (before, after) => `Một phần ${before} tách ra, lập ${after}.`,
  boundary: (before) => `Điều chỉnh địa giới giữa ${before}.`,
  rename: (before, after) => `${before} đổi tên thành ${after}.`,
  changeKind: (before, after) => `${before} đổi loại hình thành ${after}.`,
  moveParent: (before, after) => `${before} chuyển về trực thuộc ${after}.`,
};

const units = {
  nature: 'Thuộc cây',
  natureFixed: 'Bỏ các đơn vị đã chọn nếu muốn đổi cây.',
  beforeTitles,
  beforeNote: (day: string) => `Theo cây đơn vị ngày ${showDay(day)}, một ngày trước khi có hiệu lực.`,
  chosen: (count: number) => `${showNumber(count)} đơn vị`,
  add: 'Thêm đơn vị',
  addMany: 'Chọn nhiều …',
  addManyClose: 'Đóng phần chọn nhiều',
  none: 'Chưa chọn đơn vị nào.',
  removeUnit: (name: string) => `Bỏ ${name}`,
  removeAll: 'Bỏ tất cả',
  unit: 'Đơn vị',
  parent: 'Cấp trên',
  fate: 'Sau sự kiện',
  fates: { ends: 'Kết thúc', continues: 'Còn, chỉ chuyển một phần' },
  receivers: 'Đơn vị nhận',
  receiversOptional: 'Đơn vị nhận chức năng, nhiệm vụ (nếu có)',
  receiversAlso: 'Đơn vị đang có cũng nhận một phần (nếu có)',
  made: 'Đơn vị mới',
  addMade: 'Thêm đơn vị mới',
  madeTitle: (index: number) => `Đơn vị mới ${index}`,
  removeMade: (name: string) => `Bỏ đơn vị mới ${name}`,
  parentMissing: 'Chọn cấp trên',
  area: 'Địa bàn',
  areaHint: 'Đơn vị hành chính mà đơn vị Công an này phụ trách.',
  codeHint: 'Có thể dùng lại mã của đơn vị kết thúc cùng ngày.',
  newName: 'Tên riêng mới',
  newFullName: 'Tên đầy đủ mới',
  newKind: 'Loại mới',
  newParent: 'Cấp trên mới',
  moveAll: 'Chuyển tất cả về trực thuộc',
  edges: 'Phần chuyển sang',
  edgesNote: 'Mỗi dòng: phần nào của đơn vị cũ sang đơn vị nào. Tỷ lệ chỉ ghi khi văn bản có nêu.',
  addLine: 'Thêm dòng',
  lineOf: (from: string, to: string) => `${from} → ${to}`,
  fromOf: (line: number) => `Đơn vị tiền thân ở dòng ${line}`,
  removeLine: (line: string) => `Bỏ dòng ${line}`,
  ratioPlaceholder: 'vd. 0,6',
  ratioWrong: 'Ghi số từ 0 đến 1, hoặc phần trăm',
  heirsUnknown: 'Chưa rõ đơn vị kế thừa',
  heirsUnknownHint: 'Ghi bổ sung sau, ở trang của sự kiện.',
  withPolice: 'Kèm đơn vị Công an của địa bàn',
  withPoliceHint: 'Công an của các địa bàn này nhập, lập, đổi tên theo trong cùng ngày, thành một sự kiện riêng.',
};

const bulk = {
  label: 'Cách chọn nhiều đơn vị',
  ways: { under: 'Theo cấp trên', tree: 'Trên cây', paste: 'Dán danh sách' },
  under: 'Đơn vị cấp trên',
  take: 'Lấy',
  direct: 'Trực thuộc trực tiếp',
  allOf: (level: string) => `Tất cả ${level.toLowerCase()}`,
  addCount: (count: number) => `Thêm ${showNumber(count)} đơn vị`,
  nothing: 'Không có đơn vị nào như vậy vào ngày này.',
  allIn: 'Các đơn vị này đã được chọn cả.',
  treeHint: 'Bấm hoặc Enter để thêm; mũi tên để đi và mở nhánh.',
  isChosen: 'đã chọn',
  paste: 'Tên hoặc mã, mỗi dòng một đơn vị',
  pastePlaceholder: 'Xã Kim Sơn\nXã Tân Hòa\n26368',
  look: 'Tìm các đơn vị này',
  found: (count: number) => `Tìm thấy ${showNumber(count)} đơn vị.`,
  unknown: (count: number) => `${showNumber(count)} dòng không thấy đơn vị nào:`,
  several: 'Có nhiều đơn vị cùng tên, hãy chọn:',
  severalOf: (line: string) => `“${line}” là`,
  tooMany: (limit: number) => `Mỗi lần dán tối đa ${showNumber(limit)} dòng.`,
  reading: (done: number, total: number) => `Đang đọc ${showNumber(done)} / ${showNumber(total)} …`,
};

/** Words of the wizard that records an event. */
export const reorganizationWizard = {
  title: 'Ghi sự kiện sắp xếp tổ chức',
  correctTitle: 'Lập sự kiện đính chính',
  correctNote: (event: string) =>
    `Đính chính cho: ${event}. Sự kiện cũ vẫn còn trong lịch sử; kết quả theo sự kiện này.`,
  stepsLabel: 'Các bước ghi sự kiện',
  steps: ['Sự kiện', 'Đơn vị', 'Việc còn mở', 'Xem trước', 'Xác nhận'],
  next: 'Tiếp tục',
  back: 'Quay lại',
  record: 'Ghi sự kiện',
  cancel: 'Hủy',
  done: 'Đã ghi sự kiện. Có thể hoàn tác bằng Ctrl+Z.',
  leave: {
    title: 'Thôi ghi sự kiện?',
    text: 'Chưa có gì được ghi. Bản nháp vẫn còn: lần sau mở lại sẽ được hỏi dùng tiếp.',
    verb: 'Rời khỏi đây',
  },
  missingTitle: 'Còn thiếu trước khi sang bước sau:',
  problemsTitle: (count: number) => `${showNumber(count)} chỗ phải sửa trước khi ghi:`,
  mend: 'Sửa',
  missing: {
    kind: 'Chọn loại sự kiện.',
    effectiveOn: 'Ghi ngày có hiệu lực.',
    signedOn: 'Ngày ký chưa đúng.',
    announcedOn: 'Ngày công bố chưa đúng.',
    before: 'Chọn ít nhất một đơn vị.',
    receiver: 'Chọn đơn vị nhận.',
    made: 'Thêm đơn vị mới.',
    name: (unit: string) => `Ghi tên của ${unit.toLowerCase()}.`,
    parent: (unit: string) => `Chọn cấp trên mới của ${unit}.`,
    ratio: 'Tỷ lệ ghi chưa đúng.',
    line: 'Có dòng kế thừa chưa chọn đủ đơn vị.',
  },
  event: {
    kindHints,
    exampleOf: (example: string) => `Ví dụ: ${example}`,
    effectiveHint: 'Ngày đầu tiên của tình trạng mới; cây đơn vị đổi từ ngày này.',
    signedLate: 'Ngày ký thường không sau ngày có hiệu lực.',
    announcedEarly: 'Ngày công bố thường không trước ngày ký.',
  },
  units,
  bulk,
  open: {
    intro:
      'Đơn vị kết thúc để lại việc chưa xong, phân công, đăng ký và báo cáo nháp. Việc bàn giao làm ở trang của sự kiện sau khi ghi, và có thể bắt đầu ngay.',
    none: 'Không có đơn vị nào kết thúc, nên không có gì phải bàn giao.',
    nothingOpen: 'Các đơn vị kết thúc không để lại việc nào chưa xong.',
    unit: 'Đơn vị kết thúc',
    count: 'Còn mở',
    total: (count: number, unitCount: number) =>
      `${showNumber(count)} mục còn mở ở ${showNumber(unitCount)} đơn vị kết thúc`,
    children: 'Đơn vị trực thuộc của đơn vị kết thúc',
    childrenChoices: {
      toMainHeir: 'Chuyển về đơn vị kế thừa chính',
      moveUp: 'Chuyển lên cấp trên của đơn vị kết thúc',
      refuse: 'Không chuyển; báo lỗi nếu còn đơn vị trực thuộc',
    },
    moved: (count: number) => `${showNumber(count)} đơn vị trực thuộc sẽ chuyển theo lựa chọn này.`,
  },
  preview: {
    before: (day: string) => `Trước: ngày ${showDay(day)}`,
    after: (day: string) => `Sau: từ ngày ${showDay(day)}`,
    marks: {
      same: 'giữ nguyên',
      new: 'mới',
      ends: 'kết thúc',
      renamed: 'đổi tên',
      moved: 'chuyển cấp trên',
      changed: 'thay đổi',
    },
    others: (count: number) => `và ${showNumber(count)} đơn vị khác không đổi`,
    empty: 'Không có đơn vị nào.',
    police: (count: number) => `Kèm ${showNumber(count)} đơn vị Công an, thành một sự kiện riêng cùng ngày.`,
    sound: 'Không có chỗ nào phải sửa.',
    more: (count: number) => `Còn ${showNumber(count)} dòng nữa`,
  },
  confirm: {
    intro: 'Đọc lại lần cuối. Sau khi ghi, trang của sự kiện mở ra để bàn giao.',
    from: (day: string) => `Từ ngày ${showDay(day)}: `,
    happens,
    list: (names: readonly string[], count: number) => {
      const rest = count - names.length;
      return `${names.join(', ')}${rest > 0 ? ` và ${showNumber(rest)} đơn vị khác` : ''}`;
    },
    counts: (ends: number, begins: number, moves: number) =>
      [
        ends > 0 && `${showNumber(ends)} đơn vị kết thúc`,
        begins > 0 && `${showNumber(begins)} đơn vị mới`,
        moves > 0 && `${showNumber(moves)} đơn vị đổi cấp trên`,
      ]
        .filter(Boolean)
        .join(', '),
    police: (count: number) => `Kèm ${showNumber(count)} đơn vị Công an của địa bàn.`,
    open: (count: number) => `${showNumber(count)} mục còn mở chờ bàn giao.`,
    basis: (basis: string) => `Căn cứ: ${basis}.`,
    noBasis: 'Chưa ghi căn cứ.',
    undo: 'Ghi nhầm thì một lần Ctrl+Z lấy lại toàn bộ.',
  },
};
