import type { HeldReason } from '../../../db/api/contract/exchange.ts';
import { showInstant, showNumber } from '../show.ts';

/** How long ago, in whole days. */
const ago = (days: number): string =>
  days <= 0 ? 'hôm nay' : days === 1 ? 'hôm qua' : `${showNumber(days)} ngày trước`;

export const exchange = {
  ago,
  badge: {
    label: 'Đồng bộ',
    unsent: (count: number) => `${showNumber(count)} thay đổi chưa xuất`,
    unsentHint: (count: number) => `${showNumber(count)} thay đổi của máy này chưa có trong gói nào. Mở Xuất gói`,
    lastIn: (days: number | null) => (days === null ? 'chưa nhận gói' : `gói cuối ${ago(days)}`),
    lastInHint: (days: number | null) =>
      days === null
        ? 'Chưa nhập gói nào. Mở Trạng thái đồng bộ'
        : `Gói gần nhất được nhập ${ago(days)}. Mở Trạng thái đồng bộ`,
    conflicts: (count: number) => `${showNumber(count)} xung đột`,
    conflictsHint: (count: number) => `${showNumber(count)} xung đột chưa xử lý. Mở Xung đột`,
    waiting: 'chờ duyệt vào đồng bộ',
    waitingHint: 'Máy này đã xin tham gia và đang chờ gói có chứng nhận. Mở Trạng thái đồng bộ',
    revoked: 'máy đã bị thu hồi',
    revokedHint: 'Chứng nhận của máy này đã bị thu hồi. Mở Trạng thái đồng bộ',
    /** Where there is no room for words. */
    short: {
      conflicts: (count: number) => `${showNumber(count)} xung đột`,
      unsent: (count: number) => `${showNumber(count)} chưa xuất`,
      lastIn: (days: number) => (days === 0 ? 'hôm nay' : `${showNumber(days)} ngày`),
    } as Readonly<Record<string, (value: number) => string>>,
    quiet: 'Đồng bộ: không có gì chờ xử lý. Mở Trạng thái đồng bộ',
  },
  status: {
    nav: 'Trạng thái đồng bộ',
    title: 'Trạng thái đồng bộ',
    note: (offices: number, attention: number) =>
      attention === 0
        ? `${showNumber(offices)} đơn vị, không có gì cần chú ý`
        : `${showNumber(offices)} đơn vị, ${showNumber(attention)} cần chú ý`,
    search: 'Tìm đơn vị, máy',
    chipsLabel: 'Lọc theo tình trạng',
    chips: { all: 'Tất cả', attention: 'Cần chú ý', missing: 'Thiếu', silent: 'Im lặng', backlog: 'Tồn nhiều' },
    list: 'Các đơn vị trao đổi gói',
    columns: {
      unit: 'Đơn vị',
      finding: 'Tình trạng',
      lastIn: 'Gói nhận',
      lastOut: 'Gói gửi',
      unacknowledged: 'Chưa xác nhận',
      missing: 'Còn thiếu',
      devices: 'Số máy',
      deed: 'Việc tiếp theo',
    },
    relations: { above: 'cấp trên', below: 'cấp dưới', own: 'cơ quan này' },
    never: 'chưa có',
    thisPc: 'máy này',
    findings: {
      forked: 'Hai máy cùng một danh tính',
      suspended: 'Máy bị tạm dừng',
      missing: (count: number) => `Còn thiếu ${showNumber(count)} thay đổi`,
      rewound: 'Máy đã quay về bản cũ',
      backlog: 'Tồn nhiều chưa xác nhận',
      silent: (days: number) => `${showNumber(days)} ngày chưa có gói`,
      never: 'Chưa có gói nào',
      revoked: 'Máy đã thu hồi',
      good: 'Đủ',
      waiting: 'Chờ xác nhận',
      joined: 'Mới tham gia',
    },
    /** What it means, and what to do. */
    todo: {
      forked: (devices: string) =>
        `${devices}: hai bản của cùng một máy đã ghi khác nhau. Ngừng dùng bản chép, thu hồi máy ở mục Thiết bị rồi mời lại. Phần ghi trước khi tách vẫn giữ nguyên.`,
      suspended: (devices: string) =>
        `${devices}: chứng nhận đang tạm dừng, phần ghi sau đó chờ ở Dòng bị từ chối. Gọi cho đơn vị, xử lý ở mục Thiết bị.`,
      missing: (count: number) =>
        `Đơn vị khác đã ký xác nhận có ${showNumber(count)} thay đổi mà máy này chưa nhận. Xin gói mới nhất của đơn vị; mỗi gói mang theo mọi thứ chưa được xác nhận nên không phải tìm lại gói cũ.`,
      rewound: (devices: string) =>
        `${devices}: báo có ít hơn lần trước, thường do khôi phục từ bản sao lưu. Gói sau sẽ tự gửi lại phần thiếu. Nếu máy vừa cài lại, hãy xuất bản đầy đủ.`,
      backlog: (changes: number, days: number | null) =>
        `${showNumber(changes)} thay đổi ${days === null ? '' : `đã chờ ${showNumber(days)} ngày `}mà chưa được xác nhận. Hỏi xem gói có đến nơi không; xuất bản đầy đủ nếu máy bên nhận đã cài lại.`,
      silent: (days: number) =>
        `${showNumber(days)} ngày chưa có gói nào của đơn vị. Nhắc đơn vị xuất gói; dữ liệu của đơn vị ở đây chỉ đến ngày đó.`,
      never: 'Chưa nhập gói nào của đơn vị. Kiểm tra xem đơn vị đã tham gia đồng bộ và đã gửi gói chưa.',
      revoked: (devices: string) =>
        `${devices}: không còn trong danh sách được gửi. Phần ghi trước khi thu hồi vẫn giữ nguyên.`,
    },
    coveredBundles: (numbers: string, by: number) =>
      `Thiếu gói ${numbers} (nội dung đã có đủ qua gói ${showNumber(by)})`,
    missingBundles: (numbers: string) => `Thiếu gói ${numbers}`,
    gap: (device: string, unit: string, from: number, to: number) =>
      from === to
        ? `Còn thiếu 1 thay đổi của “${device}” (${unit}): số ${showNumber(from)}`
        : `Còn thiếu ${showNumber(to - from + 1)} thay đổi của “${device}” (${unit}): số ${showNumber(from)} đến ${showNumber(to)}`,
    detail: {
      attention: 'Cần làm',
      calm: {
        good: 'Không có gì cần làm. Hai bên đã có đủ những gì từng gửi.',
        waiting: 'Không có gì gấp. Phần đã ghi được coi là đến nơi khi gói trả lời của đơn vị về đây.',
        joined: 'Chưa nhập gói nào của đơn vị, và cũng chưa đến lúc phải nhắc.',
      },
      standing: 'Trao đổi gói',
      lastIn: 'Gói nhận gần nhất',
      lastOut: 'Gói gửi gần nhất',
      unacknowledged: 'Đã ghi, chưa được xác nhận',
      missing: 'Còn thiếu ở máy này',
      backlogOf: (changes: number, size: string) => `${showNumber(changes)} thay đổi, ${size}`,
      devices: 'Từng máy',
      device: 'Máy',
      state: 'Tình trạng',
      number: 'Gói số',
      noDevices: 'Đơn vị chưa có máy nào tham gia đồng bộ.',
      gaps: 'Chỗ còn thiếu',
      moreGaps: (count: number) => `và ${showNumber(count)} chỗ nữa`,
      at: (atMs: number, days: number) => `${showInstant(atMs)} (${ago(days)})`,
      export: 'Xuất gói',
      exportFull: 'Xuất bản đầy đủ',
      import: 'Nhập gói',
      toHeld: 'Xem dòng đang chờ',
    },
    states: { active: 'đang dùng', revoked: 'đã thu hồi', suspended: 'tạm dừng' },
    deeds: { remind: 'In phiếu nhắc', export: 'Xuất gói', exportFull: 'Xuất bản đầy đủ', devices: 'Mở Thiết bị' },
    /** A sheet of paper for an office that is to hand in a bundle. */
    remind: {
      all: (count: number) => `In phiếu nhắc (${showNumber(count)})`,
      title: 'Nhắc gửi gói đồng bộ',
      madeAt: (instant: string) => `Lập lúc ${instant}`,
      to: (unit: string) => `Kính gửi: ${unit}`,
      last: (instant: string, days: number) =>
        days === 0
          ? `Gói gần nhất của đơn vị được nhập lúc ${instant}.`
          : `Gói gần nhất của đơn vị được nhập lúc ${instant}, đã ${showNumber(days)} ngày chưa có gói mới.`,
      never: (days: number) =>
        `Chưa nhập được gói nào của đơn vị kể từ khi tham gia đồng bộ, đã ${showNumber(days)} ngày.`,
      missing: (count: number) => `Còn thiếu ${showNumber(count)} thay đổi mà đơn vị đã ghi và đã ký.`,
      lostBundles: (device: string, numbers: string) => `Chưa nhận được gói ${numbers} của máy “${device}”.`,
      todo: 'Đề nghị đơn vị',
      steps: (office: string) => [
        `Mở Đồng bộ → Xuất gói, chọn nơi nhận ${office}, ghi gói ra USB và chờ báo “được phép rút”.`,
        'Gửi USB về theo chuyến gần nhất. Gói mới mang theo mọi thứ chưa được xác nhận nên không phải tìm lại gói cũ.',
        'Nếu máy hỏng, vừa khôi phục hoặc đã thay máy, hãy báo ngay để được mời lại.',
      ],
    },
    csv: 'Tải CSV',
    csvName: (day: string) => `trang-thai-dong-bo-${day}.csv`,
    saved: 'Đã tải bảng trạng thái đồng bộ.',
    print: 'In',
    paperTitle: 'Trạng thái đồng bộ giữa các đơn vị',
    seenAt: (instant: string) => `Lập lúc ${instant}`,
    empty: {
      alone: 'Máy này chưa tham gia đồng bộ',
      aloneHint:
        'Khi có đơn vị cùng trao đổi gói, bảng này cho biết gói nào đã đến, còn thiếu gì và ai im lặng quá lâu.',
      waiting: 'Máy này đang chờ được duyệt',
      waitingHint: 'Gửi tệp xin tham gia cho cấp trên, rồi nhập gói có chứng nhận mà cấp trên đưa lại.',
      none: 'Chưa có đơn vị nào khác tham gia',
      noneHint: 'Mời máy của đơn vị khác ở mục Thiết bị.',
    },
    revokedNotice:
      'Chứng nhận của máy này đã bị thu hồi: gói của máy không được nơi khác nhận nữa. Dữ liệu trên máy vẫn đọc và in được. Liên hệ cấp trên.',
  },
  conflict: {
    nav: 'Xung đột',
    title: 'Xung đột',
    note: (count: number) => `${showNumber(count)} chưa xử lý`,
    list: 'Xung đột chưa xử lý',
    columns: { kind: 'Loại', record: 'Nội dung', fields: 'Chỗ khác nhau', who: 'Ai quyết định' },
    own: 'Cơ quan này',
    filterLabel: 'Ai quyết định',
    filters: { own: 'Cơ quan này', others: 'Đơn vị khác', all: 'Tất cả' },
    /** What is not one field: a removal against an edit, rival records. */
    signs: {
      '*removal': 'Xóa hay giữ',
      '*overlap': 'Giai đoạn chồng nhau',
      '*review': 'Hai ý kiến cho một báo cáo',
    } as Readonly<Record<string, string>>,
    empty: {
      title: 'Không có xung đột',
      hint: 'Khi hai máy cùng sửa một chỗ mà chưa biết nhau, cả hai giá trị đều được giữ và chờ ở đây để chọn.',
    },
    base: 'Trước khi sửa',
    mine: 'Máy này',
    other: (device: string) => device || 'Máy khác',
    wrote: (user: string, when: string) => [user, when].filter(Boolean).join(', '),
    claimed: (atMs: number) => `${showInstant(atMs)} (giờ máy ghi)`,
    shown: 'đang hiện',
    nothing: 'trống',
    removed: 'Xóa khỏi dữ liệu',
    kept: 'Giữ lại, với các sửa đổi bên dưới',
    removalHint: 'Một máy đã xóa bản ghi, máy khác lại sửa tiếp mà chưa biết.',
    overlapHint: 'Hai giai đoạn của đơn vị cùng có hiệu lực một ngày. Giữ một; giai đoạn kia được bỏ và vẫn ở Lịch sử.',
    reviewHint: 'Hai ý kiến được ghi cho cùng một báo cáo mà chưa biết nhau. Giữ một; ý kiến kia vẫn ở Lịch sử.',
    doubtful: 'đồng hồ máy đó sai',
    third: 'Giá trị khác',
    thirdOf: (field: string) => `Giá trị khác: ${field}`,
    noThird: 'Chỗ này chỉ chọn một trong các giá trị; sau đó sửa tiếp ở trang của bản ghi.',
    fieldOf: (place: number, count: number) => `${showNumber(place)}/${showNumber(count)}`,
    keepMine: 'Giữ tất cả của máy này',
    keepTheirs: 'Giữ tất cả của máy khác',
    many: {
      open: 'Chọn cho nhiều bản ghi',
      title: 'Chọn cho nhiều xung đột',
      note: 'Xem trước từng dòng; hoàn tác được bằng Ctrl+Z',
      keeper: 'Giữ giá trị của',
      mine: 'Giữ của máy này',
      theirs: (device: string) => `Giữ của ${device || 'máy khác'}`,
      preview: 'Xem trước',
      columns: { record: 'Bản ghi', field: 'Chỗ khác nhau', now: 'Đang hiện', after: 'Sẽ thành' },
      same: 'như đang hiện',
      both: 'cả hai',
      alone: 'Phải chọn riêng',
      chosen: (count: number, alone: number) =>
        `${showNumber(count)} bản ghi được chọn${alone === 0 ? '' : `, ${showNumber(alone)} phải chọn riêng`}`,
      save: (count: number) => `Lưu ${showNumber(count)} bản ghi`,
      saved: (count: number) => `Đã giải quyết xung đột của ${showNumber(count)} bản ghi.`,
      refused: (count: number) => `${showNumber(count)} bản ghi chưa lưu được và vẫn còn xung đột:`,
      more: (count: number) => `Còn ${showNumber(count)} bản ghi nữa; lưu xong phần này rồi mở tiếp.`,
      none: 'Không còn xung đột để chọn',
      noneHint: 'Mọi bản ghi của cơ quan này đã được giải quyết.',
    },
    next: 'Xung đột tiếp theo',
    save: 'Lưu lựa chọn',
    left: (count: number) => `Còn ${showNumber(count)} chỗ chưa chọn`,
    ready: 'Đã chọn đủ',
    saved: (title: string) => `Đã xử lý xung đột: ${title}.`,
    keys: 'Phím 1, 2, 3 … chọn giá trị; ↑ ↓ sang chỗ khác; J K sang bản ghi khác',
    explain: 'Không giá trị nào mất: giá trị không được chọn vẫn ở Lịch sử thay đổi.',
    readOnly: (unit: string) =>
      unit === ''
        ? 'Bản ghi này của đơn vị khác; đơn vị đó sẽ quyết định. Kết quả tự đến cùng gói của họ.'
        : `${unit} sẽ quyết định. Kết quả tự đến cùng gói của đơn vị đó; ở đây không phải làm gì.`,
    viewerOnly: 'Vai trò của bạn chỉ xem được. Văn thư hoặc cán bộ tổng hợp xử lý xung đột.',
    open: 'Mở bản ghi',
    gone: 'Xung đột này đã được xử lý',
    goneHint: 'Có thể ở máy khác, hoặc vừa xong. Mở lại danh sách để xem còn gì.',
    toList: 'Về danh sách',
    notice: (fields: string) => `Có xung đột ở: ${fields}. Các máy đã ghi khác nhau.`,
    noticeAction: 'Xem và chọn',
  },
  held: {
    nav: 'Từ chối, đang chờ',
    title: 'Dòng bị từ chối và đang chờ',
    tabs: { quarantined: 'Bị từ chối', pending: 'Đang chờ' },
    tabsLabel: 'Chọn danh sách',
    anyReason: 'Mọi lý do',
    tabOf: (label: string, count: number | undefined) =>
      count === undefined ? label : `${label} ${showNumber(count)}`,
    list: { quarantined: 'Các thay đổi bị từ chối', pending: 'Các thay đổi đang chờ' },
    columns: {
      reason: 'Lý do',
      record: 'Thuộc về',
      says: 'Nội dung',
      from: 'Của',
      written: 'Ghi lúc',
      arrived: 'Đến lúc',
    },
    explain: {
      quarantined:
        'Những thay đổi này không vào dữ liệu vì trái quy tắc. Chúng vẫn được giữ nguyên, không mất; nếu lý do không còn thì tự vào.',
      pending:
        'Những thay đổi này đã đến và được giữ an toàn. Chúng tự vào dữ liệu khi có đủ thứ đang thiếu; không phải làm gì.',
    },
    empty: {
      quarantined: {
        title: 'Không có dòng bị từ chối',
        hint: 'Thay đổi nhận được mà trái quy tắc thì nằm ở đây, không mất.',
      },
      pending: { title: 'Không có dòng đang chờ', hint: 'Thay đổi nhận được mà còn thiếu thứ đi trước thì chờ ở đây.' },
    },
    facts: {
      from: 'Đơn vị',
      device: 'Máy',
      written: 'Ghi lúc (theo giờ máy đó)',
      arrived: 'Đến máy này lúc',
      says: 'Nội dung của thay đổi',
      user: 'Người ghi',
      deed: 'Thao tác',
      why: 'Vì sao',
      when: 'Khi nào được nhận',
      origin: 'Nguồn',
    },
    recordOf: (kind: string, title: string) => (title === '' ? kind : `${kind}: ${title}`),
    unknownUnit: 'Chưa rõ đơn vị',
    unknownDevice: 'Chưa rõ máy',
    /** What is wrong, in few words. */
    reasons: {
      certificate: 'Chưa có chứng nhận của máy gửi',
      checkpoint: 'Chưa có chữ ký xác nhận',
      gap: 'Thiếu thay đổi đi trước',
      record: 'Chưa có bản ghi gốc',
      schema: 'Cần cập nhật phần mềm',
      revoked: 'Máy đã bị thu hồi',
      fork: 'Hai bản của cùng một máy',
      device: 'Không đúng máy',
      lamport: 'Thứ tự không thể có',
      channel: 'Gửi sai phạm vi',
      entity: 'Máy không được ghi loại này',
      shape: 'Nội dung sai khuôn dạng',
      owner: 'Không phải đơn vị sở hữu',
      audience: 'Sai nơi được đọc',
      contested: 'Bản ghi trùng danh tính',
      frozen: 'Sửa chỗ không được sửa',
      deletion: 'Không được xóa loại này',
    } satisfies Record<HeldReason, string>,
    why: {
      certificate: 'Máy này chưa nhận được chứng nhận nói rằng máy gửi thuộc đơn vị nào.',
      checkpoint: 'Thay đổi đã đến nhưng chữ ký của máy gửi bao trùm đến chỗ này thì chưa.',
      gap: 'Một số thay đổi mà máy gửi ghi trước đó chưa đến nơi.',
      record: 'Bản ghi mà thay đổi này sửa chưa được tạo ở đây.',
      schema: 'Máy gửi dùng phiên bản phần mềm mới hơn; phiên bản này chưa hiểu nội dung.',
      revoked: 'Được ghi sau khi chứng nhận của máy gửi bị thu hồi.',
      fork: 'Hai bản của cùng một máy đã ghi khác nhau tại cùng một chỗ, nên không biết bản nào đúng.',
      device: 'Tên máy ghi trong thay đổi không khớp với máy đã ký.',
      lamport: 'Số thứ tự ghi trong thay đổi không thể có thật.',
      channel: 'Máy gửi ghi vào phạm vi mà chứng nhận không cho phép.',
      entity: 'Chứng nhận của máy gửi không cho ghi loại bản ghi này.',
      shape: 'Nội dung không theo quy tắc của loại bản ghi này.',
      owner: 'Chỉ đơn vị sở hữu được sửa bản ghi; thay đổi này do đơn vị khác ghi.',
      audience: 'Nơi được đọc của bản ghi không khớp với gói mang nó đến.',
      contested: 'Hai đơn vị tạo hai bản ghi cùng một danh tính; bản đến từ nơi có thẩm quyền hơn được giữ.',
      frozen: 'Chỗ này không được sửa sau khi đã ban hành hoặc đã nộp.',
      deletion: 'Loại bản ghi này được giữ mãi, không xóa.',
    } satisfies Record<HeldReason, string>,
    when: {
      certificate: 'Tự vào khi một gói mang chứng nhận của máy gửi đến. Thường là gói kế tiếp của cấp trên.',
      checkpoint: 'Tự vào khi gói kế tiếp của máy gửi đến.',
      gap: 'Tự vào khi gói mang phần còn thiếu đến; gói sau của đơn vị luôn mang theo phần chưa được xác nhận.',
      record: 'Tự vào khi gói mang bản ghi gốc đến.',
      schema: 'Tự vào sau khi cập nhật phần mềm.',
      revoked: 'Không tự vào. Nếu nội dung là đúng, đơn vị nhập lại trên máy đang dùng.',
      device: 'Không tự vào. Báo cho đơn vị ghi để họ ghi lại cho đúng; bản ghi ở đây không bị ảnh hưởng.',
      lamport: 'Không tự vào. Báo cho đơn vị ghi để họ ghi lại cho đúng; bản ghi ở đây không bị ảnh hưởng.',
      channel: 'Không tự vào. Báo cho đơn vị ghi để họ ghi lại cho đúng; bản ghi ở đây không bị ảnh hưởng.',
      entity: 'Tự vào nếu sau này có chứng nhận cho phép máy gửi ghi loại này; nếu không thì đơn vị có thẩm quyền ghi.',
      shape: 'Không tự vào. Báo cho đơn vị ghi để họ ghi lại cho đúng; bản ghi ở đây không bị ảnh hưởng.',
      owner: 'Không tự vào. Đơn vị sở hữu bản ghi sửa trên máy của họ thì nội dung mới được nhận.',
      audience: 'Không tự vào. Báo cho đơn vị ghi để họ ghi lại cho đúng; bản ghi ở đây không bị ảnh hưởng.',
      contested: 'Không tự vào. Báo cho đơn vị ghi để họ ghi lại cho đúng; bản ghi ở đây không bị ảnh hưởng.',
      frozen: 'Không tự vào. Muốn sửa thì ghi phiên bản mới (đính chính, báo cáo thay thế).',
      deletion: 'Không tự vào. Bản ghi ở đây vẫn còn nguyên.',
      fork: 'Chờ người quản trị xử lý ở mục Thiết bị; phần đúng được ghi lại từ danh tính mới.',
    } satisfies Record<HeldReason, string>,
  },
};
