import type { Deed, DeedName } from '../../../db/api/contract/deed.ts';
import { showNumber } from '../show.ts';
import { reorganization } from './reorganization.ts';

const eventKinds: Readonly<Record<string, string>> = reorganization.kinds;
const joined = (deed: string, of: string | undefined): string =>
  of === undefined ? deed : `${deed}: ${of.toLowerCase()}`;

const countOf = ({ counts }: Deed, entity: string): number => counts.find((one) => one.entity === entity)?.count ?? 0;

/** "3 báo cáo", or the bare noun for one. */
const some = (count: number, noun: string): string => (count > 1 ? `${showNumber(count)} ${noun}` : noun);

const toUnits = (deed: Deed): string => {
  const count = countOf(deed, 'assignment');
  return count === 0 ? '' : ` cho ${showNumber(count)} đơn vị`;
};

const decisions: Record<string, string> = {
  approveExtension: 'Đồng ý gia hạn',
  refuseExtension: 'Không đồng ý gia hạn',
  grantExtension: 'Gia hạn',
  approveReturn: 'Đồng ý cho trả lại',
  refuseReturn: 'Không đồng ý cho trả lại',
  approveResult: 'Duyệt kết quả',
  returnResult: 'Trả lại yêu cầu bổ sung',
  cancel: 'Hủy việc giao',
  reopen: 'Mở lại việc',
};
const reviews: Record<string, string> = { approve: 'Duyệt', return: 'Trả lại', close: 'Chốt số liệu' };

const assessments: Record<string, string> = { self: 'tự chấm', inspection: 'kiểm tra', appraisal: 'thẩm định' };

const decided = (deed: Deed): string => {
  const count = countOf(deed, 'assignmentStep');
  const verb = decisions[deed.word] ?? 'Quyết định';
  return count > 1 ? `${verb} (${showNumber(count)} việc)` : verb;
};
const reviewed = (deed: Deed): string =>
  `${reviews[deed.word] ?? 'Xem xét'} ${some(countOf(deed, 'reportReview'), 'báo cáo')}`;

/** Each operation as people call what they did. */
const deeds: Record<DeedName, (deed: Deed) => string> = {
  'unit.create': () => 'Thêm đơn vị',
  'unit.change': () => 'Thay đổi đơn vị từ một ngày',
  'unit.correct': () => 'Đính chính đơn vị',
  'unit.removeVersion': () => 'Rút một thay đổi của đơn vị',
  'unit.end': (deed) => `Kết thúc ${some(countOf(deed, 'unitVersion'), 'đơn vị')}`,
  'unit.reopen': () => 'Mở lại đơn vị',
  'unit.setHasPolice': (deed) => `Đánh dấu có Công an cho ${some(countOf(deed, 'unitVersion'), 'đơn vị')}`,
  'unit.import': (deed) => `Nhập danh mục: ${some(countOf(deed, 'unitVersion'), 'thay đổi về đơn vị')}`,
  'unit.makePolice': (deed) => `Lập ${some(countOf(deed, 'unitVersion'), 'đơn vị Công an')} theo địa bàn`,
  'reorganization.import': (deed) => `Nhập sắp xếp tổ chức: ${some(countOf(deed, 'unitEvent'), 'sự kiện')}`,
  'directive.create': () => 'Thêm văn bản',
  'directive.createMany': (deed) => `Thêm ${some(countOf(deed, 'directive'), 'văn bản')}`,
  'directive.update': () => 'Sửa văn bản',
  'directive.patchMany': (deed) => `Sửa ${some(countOf(deed, 'directive'), 'văn bản')}`,
  'directive.remove': () => 'Xóa văn bản',
  'directive.relate': () => 'Thêm quan hệ giữa hai văn bản',
  'directive.unrelate': () => 'Bỏ quan hệ giữa hai văn bản',
  'directive.setObjectGone': () => 'Ghi hết đối tượng điều chỉnh',
  'directive.saveReceipts': (deed) => `Ghi quán triệt của ${some(countOf(deed, 'directiveReceipt'), 'đơn vị')}`,
  'documentKind.save': ({ isNew }) => (isNew === 1 ? 'Thêm loại văn bản' : 'Sửa loại văn bản'),
  'documentKind.remove': () => 'Xóa loại văn bản',
  'documentKind.reorder': () => 'Xếp lại thứ tự loại văn bản',
  'periodRule.save': ({ isNew }) => (isNew === 1 ? 'Thêm kỳ báo cáo' : 'Sửa kỳ báo cáo'),
  'periodRule.remove': () => 'Xóa kỳ báo cáo',
  'handover.settle': (deed) => `Bàn giao: giải quyết ${some(countOf(deed, 'handover'), 'mục')}`,
  'handover.settleByRule': (deed) => `Bàn giao theo quy tắc: giải quyết ${some(countOf(deed, 'handover'), 'mục')}`,
  'handover.addLine': () => 'Thêm nội dung bàn giao',
  'handover.changeLine': () => 'Sửa nội dung bàn giao',
  'handover.removeLine': () => 'Bỏ một dòng bàn giao',
  'handover.saveMinutes': ({ isNew }) => (isNew === 1 ? 'Lập biên bản bàn giao' : 'Sửa biên bản bàn giao'),
  'handover.removeMinutes': () => 'Xóa biên bản bàn giao',
  'attachment.add': () => 'Thêm tệp đính kèm',
  'attachment.remove': () => 'Gỡ tệp đính kèm',
  'task.create': (deed) => (countOf(deed, 'assignment') === 0 ? 'Thêm nhiệm vụ' : `Giao nhiệm vụ${toUnits(deed)}`),
  'task.createMany': (deed) => `Giao ${some(countOf(deed, 'task'), 'nhiệm vụ')}${toUnits(deed)}`,
  'task.assign': (deed) => `Giao thêm nhiệm vụ${toUnits(deed)}`,
  'task.update': () => 'Sửa nhiệm vụ',
  'task.patchMany': (deed) => `Sửa ${some(countOf(deed, 'task'), 'nhiệm vụ')}`,
  'task.remove': () => 'Xóa nhiệm vụ',
  'assignment.accept': () => 'Tiếp nhận việc',
  'assignment.start': () => 'Bắt đầu thực hiện',
  'assignment.requestReturn': () => 'Đề nghị trả lại việc',
  'assignment.requestExtension': () => 'Đề nghị gia hạn',
  'assignment.submitResult': () => 'Báo cáo kết quả',
  'assignment.decide': decided,
  'assignment.decideMany': decided,
  'assignment.handOn': () => 'Chuyển việc cho đơn vị kế thừa',
  'assignment.remind': (deed) => `Đôn đốc ${some(countOf(deed, 'assignmentStep'), 'việc')}`,
  'assignment.extendMany': (deed) => `Gia hạn ${some(countOf(deed, 'assignmentStep'), 'việc')}`,
  'assignment.patchMany': (deed) =>
    `Sửa ${some(Math.max(countOf(deed, 'assignment'), countOf(deed, 'assignmentStep')), 'việc đã giao')}`,
  'report.submit': () => 'Gửi báo cáo',
  'report.review': reviewed,
  'report.reviewMany': reviewed,
  'report.reviewMatching': reviewed,
  'reorganization.record': ({ word }) => joined('Ghi sự kiện sắp xếp tổ chức', eventKinds[word]),
  'reorganization.amend': () => 'Sửa căn cứ của sự kiện',
  'reorganization.setHeirs': () => 'Ghi đơn vị kế thừa',
  'reorganization.withdraw': () => 'Rút lại sự kiện sắp xếp tổ chức',
  'modelWard.createSet': (deed) =>
    `Thêm bộ tiêu chí${countOf(deed, 'criterion') > 0 ? ` (${some(countOf(deed, 'criterion'), 'tiêu chí')})` : ''}`,
  'modelWard.updateSet': () => 'Sửa bộ tiêu chí',
  'modelWard.removeSet': () => 'Xóa bộ tiêu chí',
  'modelWard.saveCriteria': (deed) => `Sửa ${some(countOf(deed, 'criterion'), 'tiêu chí')}`,
  'modelWard.register': (deed) => `Đăng ký kiểu mẫu cho ${some(countOf(deed, 'registration'), 'đơn vị')}`,
  'modelWard.updateRegistration': () => 'Sửa đăng ký kiểu mẫu',
  'modelWard.endRegistration': () => 'Kết thúc hoặc mở lại đăng ký kiểu mẫu',
  'modelWard.removeRegistration': () => 'Xóa đăng ký kiểu mẫu',
  'modelWard.assess': ({ word }) => `Ghi kết quả ${assessments[word] ?? 'chấm'} kiểu mẫu`,
  'modelWard.updateAssessment': () => 'Sửa kết quả chấm kiểu mẫu',
  'modelWard.removeAssessment': () => 'Xóa kết quả chấm kiểu mẫu',
  'stocktake.create': () => 'Thêm sơ kết, tổng kết',
  'stocktake.update': () => 'Sửa sơ kết, tổng kết',
  'stocktake.conclude': () => 'Ghi kết luận hội nghị',
  'stocktake.remove': () => 'Xóa sơ kết, tổng kết',
  'stocktake.giveTasks': (deed) => `Giao ${some(countOf(deed, 'task'), 'nhiệm vụ')} từ kết luận${toUnits(deed)}`,
  'stocktake.linkTasks': (deed) => `Gắn ${some(countOf(deed, 'stocktakeTask'), 'nhiệm vụ')} với kết luận`,
  'stocktake.unlinkTask': () => 'Bỏ gắn nhiệm vụ với kết luận',
  'staffing.createPost': () => 'Thêm phân công',
  'staffing.correctPost': () => 'Đính chính phân công',
  'staffing.endPost': () => 'Kết thúc phân công',
  'staffing.removePost': () => 'Xóa phân công',
  'staffing.recordHeadcount': () => 'Ghi quân số',
  'staffing.correctHeadcount': () => 'Đính chính quân số',
  'staffing.removeHeadcount': () => 'Xóa quân số',
  'staffing.recordMany': (deed) => `Ghi quân số của ${some(countOf(deed, 'headcount'), 'đơn vị')}`,
  'staffing.saveNorm': ({ isNew }) => (isNew === 1 ? 'Thêm định mức biên chế' : 'Sửa định mức biên chế'),
  'staffing.endNorm': () => 'Kết thúc định mức biên chế',
  'staffing.removeNorm': () => 'Xóa định mức biên chế',
  'staffing.loadPublishedNorms': (deed) => `Nạp ${some(countOf(deed, 'norm'), 'định mức đã công bố')}`,
  'device.invite': () => 'Mời máy tham gia trao đổi',
  'device.voidInvitation': () => 'Hủy lời mời',
  'bundle.prepare': () => 'Chuẩn bị gói',
  'bundle.prepareMany': () => 'Chuẩn bị gói cho nhiều đơn vị',
  'bundle.settleMany': () => 'Xuất gói cho nhiều đơn vị',
  'bundle.settle': () => 'Xuất gói',
  'bundle.preview': () => 'Xem trước gói',
  'bundle.take': () => 'Nhập gói',
  'fork.rehome': () => 'Ghi lại thay đổi của máy trùng danh tính',
  'bundle.watch': () => 'Chọn thư mục tìm gói',
  'bundle.takeFile': () => 'Nhập gói',
  'bundle.drop': () => 'Bỏ gói',
  'conflict.settle': () => 'Giải quyết xung đột',
  'conflict.settleMany': () => 'Giải quyết nhiều xung đột',
  'history.restore': () => 'Khôi phục nội dung cũ',
  'demo.fill': () => 'Nạp tỉnh mẫu',
};

/** Kinds of records, counted. */
const records: Record<string, string> = {
  unit: 'đơn vị',
  unitVersion: 'giai đoạn đơn vị',
  unitEvent: 'sự kiện tổ chức',
  unitLineage: 'quan hệ kế thừa',
  documentKind: 'loại văn bản',
  directive: 'văn bản',
  directiveRelation: 'quan hệ văn bản',
  directiveReceipt: 'dòng quán triệt',
  attachment: 'tệp',
  periodRule: 'kỳ báo cáo',
  task: 'nhiệm vụ',
  assignment: 'việc giao đơn vị',
  assignmentStep: 'bước xử lý',
  report: 'báo cáo',
  reportReview: 'ý kiến duyệt',
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
};

export const activity = {
  /** Name in the left rail. */
  nav: 'Nhật ký thao tác',
  title: 'Nhật ký thao tác',
  note: 'Việc đã làm trên máy này, mới nhất ở trên.',
  deeds,
  /** An operation that only another release knows. */
  unknownDeed: 'Thay đổi dữ liệu',
  countOf: (entity: string, count: number) => `${showNumber(count)} ${records[entity] ?? 'bản ghi'}`,
  saved: (deed: string) => `Đã lưu: ${deed}`,
  undo: 'Hoàn tác',
  redo: 'Làm lại',
  undoOf: (deed: string) => `Hoàn tác: ${deed}`,
  redoOf: (deed: string) => `Làm lại: ${deed}`,
  undone: (deed: string) => `Đã hoàn tác: ${deed}`,
  redone: (deed: string) => `Đã làm lại: ${deed}`,
  undoing: (deed: string) => `Đang hoàn tác: ${deed}`,
  redoing: (deed: string) => `Đang làm lại: ${deed}`,
  isUndone: 'Đã hoàn tác',
  isGone: 'không còn',
  nothingToUndo: 'Chưa có thao tác nào để hoàn tác trong lần đăng nhập này',
  nothingToRedo: 'Không có thao tác nào để làm lại',
  since: { label: 'Khoảng thời gian', today: 'Hôm nay', yesterday: 'Từ hôm qua', week: '7 ngày', all: 'Tất cả' },
  mine: 'Chỉ lần đăng nhập này',
  listLabel: 'Thao tác theo ngày',
  more: 'Xem thêm',
  empty: {
    title: 'Chưa có thao tác nào',
    hint: 'Mỗi lần lưu, giao, duyệt hay xóa được ghi một dòng ở đây, để xem lại và hoàn tác.',
  },
  /** Editing while another day is looked at. */
  otherDay: {
    title: 'Đang xem tại một ngày khác',
    text: (day: string, today: string) =>
      `Bạn đang xem dữ liệu tại ${day}, hôm nay là ${today}. Thay đổi sẽ được lưu vào dữ liệu chung ngay bây giờ, không phải chỉ cho ngày đang xem.`,
    remember: (day: string) => `Không hỏi lại khi xem tại ${day}, cho đến khi khóa`,
    save: 'Lưu',
  },
};
