import type { ErrorCode, ErrorDetails } from '../../../db/api/errors.ts';
import { showBytes, showDay } from '../show.ts';
import { backupReasons } from './backup-reasons.ts';
import { bundleReasons, writeReasonTexts } from './bundle-reasons.ts';

/** Kinds of records as they are called inside a sentence. */
const entityNames: Record<string, string> = {
  unit: 'đơn vị',
  unitVersion: 'giai đoạn của đơn vị',
  unitEvent: 'sự kiện sắp xếp tổ chức',
  unitLineage: 'quan hệ kế thừa đơn vị',
  documentKind: 'loại văn bản',
  directive: 'văn bản chỉ đạo',
  directiveRelation: 'quan hệ giữa hai văn bản',
  directiveReceipt: 'xác nhận đã đọc',
  attachment: 'tệp đính kèm',
  periodRule: 'kỳ báo cáo',
  task: 'nhiệm vụ',
  assignment: 'việc giao cho đơn vị',
  assignmentStep: 'bước xử lý',
  report: 'báo cáo',
  reportReview: 'ý kiến duyệt báo cáo',
  handover: 'mục bàn giao',
  handoverMinutes: 'biên bản bàn giao',
  post: 'phân công',
  headcount: 'quân số',
  norm: 'định mức biên chế',
  criterionSet: 'bộ tiêu chí',
  criterion: 'tiêu chí',
  registration: 'đăng ký kiểu mẫu',
  assessment: 'đánh giá kiểu mẫu',
  stocktake: 'sơ kết, tổng kết',
  stocktakeTask: 'nhiệm vụ sau kết luận',
  user: 'người dùng',
  savedView: 'chế độ xem đã lưu',
};
const entityName = (entity: string): string => entityNames[entity] ?? 'bản ghi';

/** When the window and the program lost each other, by the incident that api.ts gives. */
const lostLines: Record<string, string> = {
  'NO-ANSWER': 'Chương trình không trả lời. Những gì đã lưu vẫn nguyên. Hãy đóng cửa sổ này rồi mở lại phần mềm.',
  REOPEN: 'Cửa sổ này không còn nối với chương trình. Hãy đóng lại rồi mở từ chương trình.',
};

const wait = (seconds: number): string =>
  seconds > 0 ? ` Thử lại sau ${seconds} giây.` : ' Hãy kiểm tra phím Caps Lock và bộ gõ rồi thử lại.';

/** What happened, what it means, what to do: one text for each failure. */
export const errors: { [C in ErrorCode]: (d: ErrorDetails[C]) => string } = {
  INVALID_INPUT: (d) =>
    d.issues.length > 1
      ? `Có ${d.issues.length} chỗ chưa đúng nên chưa lưu. Hãy xem các ô được đánh dấu và sửa lại.`
      : 'Có chỗ chưa đúng nên chưa lưu. Hãy xem ô được đánh dấu và sửa lại.',
  FORBIDDEN: () =>
    'Vai trò của bạn không được làm việc này. Hãy nhờ người có quyền, hoặc đề nghị Quản trị đổi vai trò cho bạn.',
  NOT_LOGGED_IN: () => 'Phiên làm việc đã khóa. Hãy đăng nhập lại; bản nháp vẫn còn.',
  UNKNOWN_OPERATION: () => 'Phần mềm trên cửa sổ này cũ hơn dữ liệu đang mở. Hãy đóng cửa sổ rồi mở lại.',
  NOT_FOUND: (d) => `Không tìm thấy ${entityName(d.entity)} này; có thể đã bị xóa. Hãy tải lại danh sách.`,
  CANCELLED: () => 'Đã dừng theo yêu cầu. Không có gì bị thay đổi.',
  INTERNAL: (d) =>
    lostLines[d.incident] ??
    `Có sự cố ngoài dự kiến nên chưa làm được; dữ liệu đã lưu trước đó vẫn nguyên. Hãy thử lại; nếu còn gặp, báo mã ${d.incident} cho Quản trị.`,
  OFFICE_EXISTS: () => 'Máy này đã có cơ quan. Hãy đăng nhập thay vì tạo mới.',
  OFFICE_NOT_EMPTY: () =>
    'Cơ quan đã có dữ liệu nên không nạp tỉnh mẫu vào đây. Hãy mở tỉnh mẫu trong một thư mục dữ liệu trống.',
  OFFICE_MISSING: () => 'Máy này chưa có cơ quan. Hãy tạo cơ quan trước.',
  LOGIN_WRONG: (d) => `Tên đăng nhập hoặc mật khẩu chưa đúng.${wait(d.waitSeconds)}`,
  LOGIN_WAIT: (d) => `Đã nhập sai nhiều lần nên phải chờ ${d.waitSeconds} giây nữa mới đăng nhập được.`,
  USER_INACTIVE: () => 'Tài khoản này đã ngừng sử dụng. Hãy đề nghị Quản trị mở lại.',
  LOGIN_TAKEN: (d) => `Tên đăng nhập “${d.login}” đã có người dùng. Hãy chọn tên khác.`,
  LAST_ADMIN: () => 'Đây là Quản trị cuối cùng còn sử dụng. Hãy giao vai trò Quản trị cho người khác trước.',
  RECOVERY_CODE_WRONG: (d) =>
    `Mã khôi phục chưa đúng.${d.waitSeconds > 0 ? ` Thử lại sau ${d.waitSeconds} giây.` : ' Hãy nhập lại đủ 8 nhóm, mỗi nhóm 4 ký tự, như trên tờ giấy đã in.'}`,
  KEYS_DAMAGED: () =>
    'Tệp khóa của cơ quan bị hỏng nên chưa mở được dữ liệu. Hãy khôi phục thư mục dữ liệu từ bản sao lưu gần nhất.',
  DATABASE_NEWER: (d) =>
    `Dữ liệu này do phiên bản mới hơn tạo ra (bản dữ liệu ${d.fileVersion}, phần mềm đọc được đến ${d.appVersion}). Hãy cập nhật phần mềm trên máy này.`,
  DATABASE_DAMAGED: () =>
    'Tệp dữ liệu bị hỏng nên chưa đọc được. Hãy dừng nhập liệu và khôi phục từ bản sao lưu gần nhất.',
  DATABASE_NOT_ENCRYPTED: () =>
    'Tệp dữ liệu không được mã hóa nên phần mềm không mở. Hãy khôi phục từ bản sao lưu do phần mềm tạo.',
  FOLDER_READ_ONLY: () =>
    'Không ghi được vào thư mục dữ liệu. Hãy kiểm tra quyền ghi của thư mục hoặc khóa chống ghi trên USB.',
  DISK_FULL: () =>
    'Chưa lưu được: đĩa đầy. Dữ liệu vừa nhập vẫn còn trên màn hình. Giải phóng chỗ trống rồi bấm Lưu lại.',
  DATABASE_BUSY: () => 'Dữ liệu đang bận vì việc khác chưa xong. Hãy chờ vài giây rồi thử lại.',
  FILE_NOT_FOUND: () => 'Không tìm thấy tệp đã chọn; có thể USB đã được rút ra. Hãy chọn lại tệp.',
  FILE_TOO_LARGE: (d) =>
    `Tệp dung lượng ${showBytes(d.byteCount)}, lớn hơn mức cho phép ${showBytes(d.limitBytes)}. Hãy chia nhỏ hoặc nén lại tệp.`,
  FILE_TYPE_REFUSED: () => 'Loại tệp này không được nhận. Hãy dùng tệp PDF, ảnh, Word hoặc Excel.',
  FILE_CHANGED: () => 'Tệp đang bị phần mềm khác sửa nên chưa lưu được. Hãy đóng tệp ở phần mềm đó rồi chọn lại.',
  ATTACHMENT_NOT_HERE: (d) => `Nội dung tệp “${d.name}” chưa về máy này. Hãy nhập gói đồng bộ có tệp này rồi lưu lại.`,
  ATTACHMENT_DAMAGED: (d) =>
    `Nội dung tệp “${d.name}” trên máy này đã hỏng nên không lưu ra được. Hãy thêm lại tệp gốc hoặc khôi phục từ bản sao lưu.`,
  FILE_EMPTY: () => 'Tệp này trống. Hãy chọn tệp khác.',
  NOT_OWNER: (d) =>
    `Mục này (${entityName(d.entity)}) do đơn vị khác lập nên chỉ đơn vị đó sửa được. Hãy đề nghị đơn vị lập sửa và gửi gói đồng bộ.`,
  IMMUTABLE: (d) => `Nội dung này (${entityName(d.entity)}) đã phát hành nên không sửa được. Hãy lập bản mới thay thế.`,
  CHANGED_MEANWHILE: (d) =>
    `Mục này (${entityName(d.entity)}) vừa được người khác sửa. Hãy mở lại để xem bản mới rồi sửa tiếp.`,
  UNDO_NOTHING: () => 'Trong lần đăng nhập này chưa có thao tác nào để hoàn tác.',
  REDO_NOTHING: () => 'Không có thao tác nào vừa hoàn tác để làm lại.',
  UNDO_CHANGED: (d) =>
    `Chưa hoàn tác được: ${entityName(d.entity)} liên quan đã thay đổi sau thao tác này. Không có gì bị thay đổi. Hãy mở mục Lịch sử để xem và sửa lại từng chỗ.`,
  UNDO_EXPORTED: (d) =>
    `Chưa hoàn tác được: ${entityName(d.entity)} vừa tạo đã được xuất gửi nơi khác nên không rút lại được. Hãy hủy, xóa hoặc sửa ngay tại mục đó để nơi nhận cũng biết.`,
  RECORD_RUN_AWAY: (d) =>
    `Nội dung này (${entityName(d.entity)}) được ghi bởi một máy bị lỗi thứ tự nên không sửa tiếp được. Hãy lập bản mới thay thế và báo quản trị.`,
  UNDO_BLOCKED: (d) =>
    `Chưa hoàn tác được: ${entityName(d.entity)} vừa tạo đang được ${d.count} ${entityName(d.by)} dùng đến. Không có gì bị thay đổi. Hãy gỡ các mục đó trước rồi hoàn tác lại.`,
  RESTORE_REFUSED: (d) =>
    d.entity === 'unitVersion'
      ? 'Ngày bắt đầu và ngày kết thúc của một giai đoạn gắn với giai đoạn trước, sau nên không khôi phục riêng được. Hãy sửa ngày ở chi tiết đơn vị.'
      : `Nội dung này của ${entityName(d.entity)} không khôi phục riêng được, vì không bao giờ được sửa sau khi ghi hoặc đi cùng mục khác. Hãy dùng thao tác trên màn hình của mục đó.`,
  CSV_COLUMNS_MISSING: (d) =>
    `Tệp CSV thiếu cột: ${d.missing.join(', ')}. Các cột đang có: ${d.found.join(', ')}. Hãy thêm cột còn thiếu rồi chọn lại.`,
  CSV_TOO_MANY_ROWS: (d) => `Tệp CSV có ${d.rows} dòng, nhiều hơn mức cho phép ${d.limit}. Hãy chia thành nhiều tệp.`,
  CSV_ENCODING: () => 'Bảng mã của tệp CSV không đọc được nên chữ có dấu sẽ sai. Hãy lưu lại tệp với bảng mã UTF-8.',
  CSV_QUOTES: (d) =>
    `Dấu ngoặc kép ở dòng ${d.line} của tệp CSV không được đóng nên các dòng sau bị lẫn vào nhau. Hãy sửa dòng đó rồi chọn lại tệp.`,
  IMPORT_HAS_ERRORS: (d) =>
    `Còn ${d.count} dòng chưa đúng nên chưa nhập. Hãy sửa các dòng được đánh dấu trong tệp rồi xem trước lại.`,
  EFFECTIVE_DAY_MISSING: () => 'Chưa có ngày có hiệu lực của đợt sắp xếp. Hãy nhập ngày rồi xem trước lại.',
  IMPORT_CHANGED: () => 'Dữ liệu đã thay đổi từ lúc xem trước. Hãy xem trước lại rồi nhập.',
  VERSION_ENDS_BEFORE_START: (d) =>
    `Ngày kết thúc ${showDay(d.validTo)} không sau ngày bắt đầu ${showDay(d.validFrom)}. Hãy sửa một trong hai ngày.`,
  VERSIONS_OVERLAP: (d) =>
    `Giai đoạn bắt đầu ngày ${showDay(d.validFrom)} trùng với giai đoạn bắt đầu ngày ${showDay(d.otherFrom)}. Hãy kết thúc giai đoạn trước rồi mở giai đoạn sau.`,
  VERSIONS_GAP: (d) =>
    `Đơn vị bị trống từ ngày ${showDay(d.gapFrom)} đến ngày ${showDay(d.gapTo)}. Hãy nối liền hai giai đoạn.`,
  PARENT_NOT_ALIVE: (d) =>
    `Đơn vị cấp trên “${d.parentName}” không hoạt động vào ngày ${showDay(d.validFrom)}. Hãy chọn đơn vị cấp trên khác hoặc ngày khác.`,
  PARENT_CYCLE: () => 'Đơn vị không thể là cấp dưới của chính mình. Hãy chọn đơn vị cấp trên khác.',
  CHILD_OUTLIVES_PARENT: (d) =>
    `Còn ${d.count} đơn vị cấp dưới hoạt động sau ngày ${showDay(d.endsOn)}, trong đó có “${d.childName}”. Hãy chuyển hoặc kết thúc các đơn vị đó trước.`,
  UNIT_NOT_ALIVE: (d) =>
    `Đơn vị “${d.name}” không hoạt động vào ngày ${showDay(d.on)}. Hãy chọn đơn vị kế thừa hoặc ngày khác.`,
  UNIT_HAS_OPEN_WORK: (d) =>
    `Đơn vị còn ${d.count} mục đang mở (việc được giao, bản nháp, phân công, đăng ký). Hãy ghi sự kiện ở “Sắp xếp tổ chức” để bàn giao, hoặc giải quyết các mục đó trước.`,
  PARENT_OTHER_NATURE: (d) =>
    `“${d.parentName}” thuộc cây đơn vị khác (Công an, đơn vị hành chính hoặc đối tác). Hãy chọn đơn vị cấp trên trong cùng một cây.`,
  PARENT_OF_LEVEL: (d) => `“${d.parentName}” không ở cấp cao hơn đơn vị này. Hãy chọn đơn vị cấp trên khác.`,
  OFFICIAL_CODE_TAKEN: (d) =>
    `Mã ${d.officialCode} đang dùng cho “${d.name}” trong cùng thời gian. Hãy kiểm tra lại mã hoặc kết thúc đơn vị kia trước.`,
  UNIT_NOT_ENDED: (d) => `Đơn vị “${d.name}” chưa kết thúc nên không cần mở lại.`,
  ONLY_VERSION: () => 'Đây là giai đoạn duy nhất của đơn vị nên không xóa được. Hãy sửa lỗi nhập hoặc kết thúc đơn vị.',
  CATALOGUE_EMPTY: (d) =>
    `Vào ngày ${showDay(d.on)} chưa có đơn vị hành chính cấp tỉnh nào. Hãy nhập danh mục đơn vị hành chính trước.`,
  EVENT_REFUSED: (d) =>
    `Sự kiện chưa ghi được vì có ${d.problems.length} chỗ chưa đúng. Hãy xem từng dòng báo lỗi và sửa lại.`,
  EVENT_IN_FORCE: (d) =>
    `Sự kiện đã có hiệu lực từ ${showDay(d.effectiveOn)} nên không rút lại được. Hãy lập sự kiện đính chính.`,
  TREE_NOT_OWN: (d) =>
    `${d.officeName} không được thay đổi cây tổ chức. Thay đổi do cấp có thẩm quyền ghi rồi gửi xuống.`,
  CHIEF_TWICE: (d) =>
    `${d.unitName} đã có Trưởng${d.holder === '' ? '' : ` là ${d.holder}`} từ ${showDay(d.fromOn)}${d.toOn === null ? '' : ` đến trước ${showDay(d.toOn)}`}. Hãy kết thúc phân công đó trước; nếu hai người bàn giao trong những ngày này, ghi “bàn giao” vào ghi chú.`,
  HEADCOUNT_EXISTS: (d) =>
    `${d.name} đã có quân số tại ngày ${showDay(d.on)}. Hãy đính chính số đã có, hoặc chọn ngày khác.`,
  COUNT_OVER_PRESENT: (d) =>
    `Số Trưởng và Phó Trưởng, hoặc số điều tra viên, nhiều hơn quân số hiện có (${d.present}). Hãy kiểm tra lại các ô số.`,
  NORM_RANGE: (d) => `Số tối đa ${d.maxTotal} nhỏ hơn số tối thiểu ${d.minTotal}. Hãy sửa một trong hai số.`,
  POST_IN_USE: (d) =>
    `Phân công này có trong ${d.count} mục bàn giao nên không xóa được. Hãy kết thúc phân công vào ngày thôi giữ.`,
  HANDOVER_HEIR_MISSING: (d) => `Chưa xác định được một đơn vị kế thừa của “${d.name}”. Hãy chọn đơn vị nhận bàn giao.`,
  HANDOVER_STRANGER: (d) =>
    `“${d.name}” không phải là đơn vị kế thừa trong sự kiện này. Nếu vẫn giao cho đơn vị đó, hãy xác nhận rồi làm lại.`,
  HANDOVER_NOT_OPEN: () => 'Mục này không còn mở: đã có người giải quyết. Hãy tải lại danh sách.',
  HANDOVER_DONE: () =>
    'Mục này đã giao cho đơn vị khác hoặc đã kết thúc nên không bỏ khỏi danh sách được. Hãy dùng Hoàn tác, hoặc xử lý ở đơn vị nhận.',
  ROWS_REFUSED: ({ count }) =>
    `${count} dòng chưa lưu được nên không dòng nào được lưu. Xem lý do ở từng dòng, sửa lại hoặc chỉ lưu các dòng tốt.`,
  COUNT_CHANGED: ({ expected, found }) =>
    `Bộ lọc lúc nãy có ${expected} dòng, nay có ${found} dòng nên chưa sửa gì. Xem lại danh sách rồi làm lại.`,
  SECRET_REFUSED: () =>
    'Phần mềm này không lưu văn bản mật. Hãy quản lý văn bản mật theo quy định bảo vệ bí mật nhà nước, không nhập vào đây.',
  RELATION_CYCLE: (d) => `Quan hệ này tạo thành vòng: ${d.path.join(' → ')}. Hãy bỏ một quan hệ trong vòng.`,
  RELATION_SELF: () => 'Văn bản không thể có quan hệ với chính nó. Hãy chọn văn bản khác.',
  RELATION_BEFORE_TARGET: (d) =>
    `Văn bản ban hành ngày ${showDay(d.issuedOn)} không thể tác động đến văn bản ban hành sau đó, ngày ${showDay(d.targetIssuedOn)}. Hãy đổi chiều quan hệ hoặc sửa ngày.`,
  RELATION_EXISTS: () => 'Quan hệ này đã có. Không cần thêm lần nữa.',
  DATES_OUT_OF_ORDER: (d) =>
    `Ngày ${showDay(d.first)} phải không sau ngày ${showDay(d.second)}. Hãy sửa một trong hai ngày.`,
  DIRECTIVE_IN_USE: (d) => `Văn bản đang có ${d.count} mục gắn với nó nên không xóa được. Hãy gỡ các mục đó trước.`,
  KIND_EXISTS: (d) => `Đã có loại văn bản “${d.name}”. Hãy dùng loại đó hoặc đặt tên khác.`,
  KIND_IN_USE: (d) =>
    `Loại văn bản đang dùng cho ${d.count} văn bản nên không xóa được. Hãy ngừng sử dụng thay vì xóa.`,
  UNIT_ASSIGNED_TWICE: (d) => `Đơn vị “${d.name}” được giao hai lần trong một nhiệm vụ. Hãy bỏ một lần.`,
  TASK_IN_USE: (d) =>
    `Nhiệm vụ đã giao cho đơn vị hoặc có nhiệm vụ con (${d.count}) nên không xóa được. Hãy hủy từng việc đã giao và nêu lý do.`,
  TASK_NOT_PERIODIC: () => 'Nhiệm vụ này không báo cáo định kỳ nên không có bảng kỳ báo cáo.',
  PARENT_TASK_CYCLE: () => 'Nhiệm vụ cha đang nằm dưới chính nhiệm vụ này. Hãy chọn nhiệm vụ cha khác.',
  PERIOD_RULE_IN_USE: (d) =>
    `Có ${d.count} nhiệm vụ đang theo kỳ báo cáo này nên không xóa hay đổi hạn nộp được. Hãy tạo kỳ báo cáo mới và ngừng dùng kỳ này.`,
  STEP_NOT_ALLOWED: () =>
    'Bước này không làm được ở trạng thái hiện tại của nhiệm vụ. Hãy tải lại để xem trạng thái mới nhất.',
  EXTENSION_AFTER_DUE: (d) =>
    `Thời hạn đã qua từ ngày ${showDay(d.dueOn)} nên không đề nghị gia hạn được nữa. Hãy báo cáo kết quả và nêu lý do chậm.`,
  EXTENSION_NOT_LATER: (d) => `Thời hạn mới phải sau thời hạn hiện tại ${showDay(d.dueOn)}. Hãy chọn ngày khác.`,
  REASON_REQUIRED: () => 'Bước này cần nêu lý do. Hãy ghi lý do rồi làm lại.',
  OWN_WORK: () => 'Không ai duyệt việc của chính mình. Hãy nhờ người khác duyệt.',
  REPORT_STATE: () => 'Báo cáo không còn ở trạng thái cho phép làm việc này. Hãy tải lại để xem trạng thái mới nhất.',
  REPORT_AFTER_END: (d) =>
    `“${d.name}” đã kết thúc từ ngày ${showDay(d.endOn)} nên không báo cáo cho thời gian sau đó; đơn vị kế thừa báo cáo tiếp. Kỳ bắt đầu trước ngày này vẫn nộp muộn được.`,
  REPORT_DAY_OUTSIDE: (d) => `Ngày báo cáo phải từ ${showDay(d.from)} đến ${showDay(d.to)}. Hãy sửa ngày.`,
  PERIOD_UNKNOWN: (d) => `Không có kỳ báo cáo “${d.key}”. Hãy chọn kỳ trong danh sách.`,
  AUTHORITY_EXISTS: () => 'Máy này đã có khóa cấp tỉnh. Không tạo thêm.',
  AUTHORITY_MISSING: () =>
    'Máy này không giữ khóa cấp tỉnh nên không mời hay thu hồi máy được. Hãy làm việc này trên máy giữ khóa.',
  EXCHANGE_JOINED: () =>
    'Máy này đã tham gia trao đổi theo khóa của một cơ quan khác nên không tạo khóa cấp tỉnh được.',
  AUTHORITY_SECRET_WRONG: () =>
    'Khóa vừa gõ không phải khóa cấp tỉnh đang dùng của cơ quan mình. Hãy gõ lại theo phiếu khóa mới nhất.',
  AUTHORITY_FULL: (d) =>
    `Khóa cấp tỉnh đã ký ${d.count} chứng thư và quyết định thu hồi, nhiều hơn mức ${d.limit} mà một lần thay khóa mang theo được. Khóa cũ vẫn dùng được và chưa có gì thay đổi. Hãy báo cho bộ phận hỗ trợ phần mềm.`,
  INVITE_UNIT_WRONG: (d) =>
    `Không mời được máy của ${d.name}: chỉ mời máy của cơ quan mình và của các đơn vị Công an trực thuộc.`,
  DEVICE_IS_THIS_PC: () => 'Không thu hồi được chính máy đang dùng. Hãy làm việc này trên máy khác giữ khóa cấp tỉnh.',
  DEVICE_REVOKED: () =>
    'Máy này đã bị thu hồi nên không gửi gói được nữa. Dữ liệu vẫn còn trong máy; hãy liên hệ Công an tỉnh để được khôi phục quyền hoặc mời máy khác.',
  JOIN_FILE_WRONG: () => 'Tệp này không phải lời mời hay yêu cầu tham gia, hoặc đã bị hỏng. Hãy chép lại tệp từ USB.',
  JOIN_CODE_WRONG: () => 'Mã tham gia không khớp với lời mời. Hãy đọc lại mã ghi trên giấy.',
  JOIN_NOT_WAITING: () => 'Máy này không có yêu cầu tham gia nào đang chờ.',
  JOIN_REQUEST_REFUSED: () => 'Không nhận được yêu cầu tham gia này. Hãy lập lời mời mới cho đơn vị.',
  FINGERPRINT_WRONG: () => 'Dãy số kiểm tra không khớp. Không cho máy này tham gia; hãy gọi điện hỏi lại đơn vị.',
  EXCHANGE_NOT_JOINED: () => 'Máy này chưa tham gia trao đổi gói. Hãy tạo khóa cấp tỉnh hoặc tham gia bằng lời mời.',
  RECEIVER_WITHOUT_PC: (d) => `${d.name} chưa có máy nào tham gia trao đổi. Hãy mời máy của đơn vị trước.`,
  BUNDLE_WRITE_FAILED: (d) => writeReasonTexts[d.reason](d),
  STAGE_GONE: () => 'Gói đã mở không còn ở đây. Hãy chọn lại tệp.',
  SECOND_WORD_NEEDED: (d) => `Gói này xóa ${d.count} bản ghi. Hãy xác nhận thêm một lần.`,
  CONFLICT_IN_USE: (d) =>
    `Còn ${d.count} ${entityName(d.by)} gắn với ${entityName(d.entity)} này nên không chọn xóa được. Hãy chọn giữ lại, gỡ các mục đó rồi xóa sau.`,
  CONFLICT_NO_OTHER: () =>
    'Chỗ này chỉ chọn được một trong các giá trị đã ghi. Hãy chọn một giá trị, rồi sửa tiếp ở màn hình của mục đó.',
  CONFLICT_GONE: () => 'Xung đột này đã được giải quyết. Hãy tải lại danh sách.',
  OFFICE_HALTED: () =>
    'Dữ liệu trên máy này vừa được khôi phục hoặc sao chép nên chưa ghi gì được. Hãy khóa rồi đăng nhập lại để xem và xác nhận tiếp tục.',
  BACKUP_DAMAGED: (d) =>
    d.detail === 'bundle'
      ? 'Đây là gói trao đổi (.goi), không phải bản sao lưu. Gói được nhập ở màn hình Đồng bộ; để khôi phục, hãy chọn tệp .vmbackup.'
      : d.detail === 'other'
        ? 'Tệp này không phải bản sao lưu của phần mềm. Hãy chọn tệp có đuôi .vmbackup.'
        : 'Tệp sao lưu bị hỏng hoặc bị cắt nên không khôi phục; máy này chưa có gì thay đổi. Hãy chép lại tệp hoặc dùng bản sao lưu khác.',
  BACKUP_WRITE_FAILED: (d) => backupReasons[d.reason],
  BUNDLE_REFUSED: (d) => bundleReasons[d.reason](d),
  CRITERION_SET_IN_USE: (d) =>
    `Bộ tiêu chí đang dùng cho ${d.count} đăng ký nên không xóa được. Hãy ghi ngày hết hiệu lực thay vì xóa.`,
  CRITERION_IN_USE: (d) =>
    `Có ${d.count} tiêu chí đã được chấm nên không bỏ được. Hãy lập bộ tiêu chí mới từ ngày thay đổi.`,
  SET_NOT_IN_FORCE: (d) =>
    `“${d.name}” không áp dụng vào ngày ${showDay(d.on)}. Hãy chọn bộ tiêu chí khác hoặc sửa ngày đăng ký.`,
  REGISTRATION_EXISTS: (d) => `${d.name} đã đăng ký năm ${d.year} theo bộ tiêu chí này. Hãy mở đăng ký đã có.`,
  REGISTRATION_IN_USE: (d) =>
    `Đăng ký đã có ${d.count} lần chấm nên không xóa được. Hãy kết thúc đăng ký và ghi lý do.`,
  REGISTRATION_ENDED: (d) =>
    `Đăng ký đã kết thúc từ ngày ${showDay(d.endedOn)} nên không chấm cho ngày đó trở đi. Hãy sửa ngày chấm hoặc mở lại đăng ký.`,
  RECOGNITION_NOT_MET: (d) =>
    `Chưa công nhận được: còn ${d.notMet} tiêu chí không đạt, ${d.notEntered} tiêu chí chưa nhập. Hãy chấm đủ và đạt hết rồi công nhận.`,
  SAVED_VIEW_LIMIT: (d) => `Đã có ${d.limit} mục lưu ở đây nên chưa lưu thêm được. Hãy xóa bớt mục không dùng nữa.`,
  SAVED_VIEW_NAME_TAKEN: (d) => `Đã có mục lưu tên “${d.name}”. Hãy đặt tên khác.`,
};

const number = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** What is wrong with one field of a form, by the code of its issue; `limit` is a length or a number. */
export const issues: Record<string, (limit?: number) => string> = {
  too_short: (limit) =>
    limit === undefined || limit <= 1 ? 'Ô này không được để trống.' : `Quá ngắn; ít nhất ${number(limit)} ký tự.`,
  too_long: (limit) => `Quá dài; nhiều nhất ${number(limit)} ký tự.`,
  too_big: (limit) => `Quá lớn hoặc quá dài; nhiều nhất là ${number(limit)}.`,
  too_small: (limit) =>
    limit === undefined || limit <= 1
      ? 'Ô này không được để trống.'
      : `Quá ngắn hoặc quá nhỏ; ít nhất là ${number(limit)}.`,
  invalid_type: () => 'Ô này không được để trống.',
  invalid_format: () => 'Chưa đúng dạng. Hãy nhập lại.',
  invalid_value: () => 'Hãy chọn một giá trị trong danh sách.',
  invalid_union: () => 'Hãy chọn một giá trị trong danh sách.',
  not_multiple_of: () => 'Hãy nhập số nguyên.',
  unrecognized_keys: () => 'Có nội dung ngoài mẫu. Hãy bỏ phần thừa.',
  unsafe_text: () => 'Có ký tự ẩn hoặc ký tự điều khiển. Hãy gõ lại thay vì dán.',
  day_range: () => 'Ngày nằm ngoài khoảng cho phép. Hãy kiểm tra lại năm.',
  day_impossible: () => 'Không có ngày này. Nhập ngày theo dạng ngày/tháng/năm, ví dụ 28/02/2026.',
  join_code_short: () => 'Mã tham gia có 16 ký tự. Hãy nhập đủ.',
  passwords_differ: () => 'Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại.',
  done_percent: () => 'Nhiệm vụ đã hoàn thành thì tiến độ là 100 %.',
  content_required: () => 'Ghi kết quả, nhập số liệu, hoặc chọn “Không phát sinh”.',
  nothing_with_figures: () => 'Đã chọn “Không phát sinh” nên không nhập số liệu. Hãy bỏ một trong hai.',
  figure_twice: () => 'Có hai số liệu trùng tên. Hãy gộp lại hoặc đổi tên.',
  figure_number: () => 'Chưa phải là số. Nhập như 1.234,5, hoặc xóa dòng này.',
  required: () => 'Ô này không được để trống.',
  period_order: () => 'Ngày cuối phải từ ngày đầu trở đi.',
  held_early: () => 'Ngày tổ chức phải từ ngày đầu của thời gian đánh giá trở đi.',
  mark_twice: () => 'Một tiêu chí được chấm hai lần. Hãy bỏ một dòng.',
  not_allowed: () => 'Không dùng ở đây. Hãy bỏ đi.',
  site_twice: () => 'Một đơn vị có hai điểm cầu. Hãy bỏ một dòng.',
};

/** For an issue code that has no sentence of its own. */
export const issueOther = 'Chưa đúng. Hãy kiểm tra lại ô này.';
