import type { EventProblem } from '../../../db/api/contract/reorganization.ts';
import { showDay } from '../show.ts';

/** Quoted where there is a name. */
const of = (name: string): string => (name === '' ? 'Một đơn vị' : `“${name}”`);

/** Why an event cannot be recorded, each with what to do; `name` is the unit, `d` what else the sentence needs. */
export const reorganizationProblems: Record<EventProblem['code'], (name: string, d: string) => string> = {
  MEMBERS_MISSING: () => 'Chưa có đơn vị nào. Hãy chọn đơn vị mà sự kiện này làm thay đổi.',
  MEMBERS_TOO_MANY: () => 'Có nhiều đơn vị hơn loại sự kiện này cho phép. Hãy bỏ bớt, hoặc chọn loại sự kiện khác.',
  HEIRS_MISSING: () => 'Chưa có đơn vị kế thừa. Hãy thêm, hoặc đánh dấu “Chưa rõ đơn vị kế thừa”.',
  CREATED_NOT_ALLOWED: () => 'Loại sự kiện này không lập đơn vị mới. Hãy bỏ đơn vị mới, hoặc chọn loại sự kiện khác.',
  MUST_END: (name) => `${of(name)} phải kết thúc với loại sự kiện này. Hãy để đơn vị kết thúc, hoặc chọn loại khác.`,
  MUST_CONTINUE: (name) =>
    `${of(name)} phải tiếp tục hoạt động với loại sự kiện này. Hãy để đơn vị tiếp tục, hoặc chọn loại khác.`,
  NOTHING_CHANGES: (name) =>
    `${of(name)} không có gì thay đổi. Hãy ghi tên, loại hoặc cấp trên mới, hoặc bỏ đơn vị này.`,
  NATURES_MIXED: () =>
    'Đơn vị hành chính và đơn vị Công an không đi chung một sự kiện. Hãy giữ một loại; Công an của địa bàn có thể làm kèm.',
  UNIT_TWICE: (name) => `${of(name)} được chọn hai lần. Hãy bỏ bớt một lần.`,
  EDGE_UNKNOWN: () => 'Có một dòng kế thừa không đi với sự kiện này. Hãy xóa hoặc sửa dòng đó.',
  EDGE_MISSING: (name) => `Chưa ghi phần của ${of(name)} chuyển sang đơn vị nào. Hãy thêm dòng kế thừa.`,
  MAIN_HEIR_TWICE: (name) => `${of(name)} có hai đơn vị kế thừa chính. Hãy chỉ giữ một.`,
  WHOLE_TWICE: (name) => `Toàn bộ ${of(name)} được ghi chuyển sang nhiều đơn vị. Hãy đổi thành “một phần” ở từng dòng.`,
  WHOLE_MUST_END: (name) =>
    `Toàn bộ ${of(name)} chuyển sang đơn vị khác thì đơn vị này không còn. Hãy để đơn vị kết thúc, hoặc ghi “một phần”.`,
  RATIOS_DISAGREE: (name) => `Các tỷ lệ của ${of(name)} cộng lại không bằng 1. Hãy sửa, hoặc để trống tất cả.`,
  SIGNED_AFTER_EFFECT: () => 'Ngày ký sau ngày có hiệu lực. Hãy kiểm tra lại hai ngày.',
  HAS_LATER_VERSIONS: (name, d) =>
    `${of(name)} đã có thay đổi ghi cho ${d === '' ? 'ngày sau đó' : showDay(d)}. Hãy rút thay đổi đó trước, hoặc chọn ngày khác.`,
  HAS_LATER_RECORDS: (name, d) =>
    `${of(name)} đã có việc, báo cáo hoặc phân công từ ${d === '' ? 'sau ngày này' : showDay(d)}. Hãy chuyển chúng trước, hoặc chọn ngày khác.`,
  OFFICE_ENDS: (name, d) =>
    d === 'absorb'
      ? `${of(name)} là cơ quan đang dùng phần mềm này nên không kết thúc được. Hãy chọn loại “Nhập”, với cơ quan này là đơn vị nhận.`
      : `${of(name)} là cơ quan đang dùng phần mềm này nên không kết thúc được. Hãy bỏ đơn vị này.`,
  UNIT_NOT_ALIVE: (name) =>
    `${of(name)} không hoạt động vào thời điểm này. Hãy kiểm tra ngày có hiệu lực, hoặc bỏ đơn vị này.`,
  CODE_TAKEN: (name, d) => `Mã của ${of(name)} đang dùng cho ${of(d)} trong cùng thời gian. Hãy kiểm tra lại mã.`,
  PARENT_OTHER_NATURE: (name) => `Đơn vị cấp trên của ${of(name)} thuộc cây khác. Hãy chọn lại cấp trên.`,
  PARENT_OF_LEVEL: (name) => `Đơn vị cấp trên của ${of(name)} không ở cấp phù hợp. Hãy chọn lại cấp trên.`,
  KIND_OF_LEVEL: (name) => `Loại của ${of(name)} không thuộc cấp của đơn vị. Hãy chọn lại loại.`,
  VERSION_ENDS_BEFORE_START: (name) => `${of(name)} bắt đầu đúng ngày này nên không kết thúc trong ngày đó được.`,
  VERSIONS_OVERLAP: (name) => `Các giai đoạn của ${of(name)} bị trùng nhau. Hãy xem lại ngày có hiệu lực.`,
  VERSIONS_GAP: (name) => `Các giai đoạn của ${of(name)} bị ngắt quãng. Hãy xem lại ngày có hiệu lực.`,
  PARENT_NOT_ALIVE: (name) => `Đơn vị cấp trên của ${of(name)} không hoạt động từ ngày này. Hãy chọn cấp trên khác.`,
  PARENT_CYCLE: (name) => `${of(name)} thành cấp dưới của chính mình. Hãy chọn lại cấp trên.`,
  CHILD_OUTLIVES_PARENT: (name) =>
    `${of(name)} còn trực thuộc một đơn vị kết thúc. Hãy chọn nơi chuyển các đơn vị trực thuộc.`,
};
