import type { BundleReason, ErrorDetails, WriteReason } from '../../../db/api/errors.ts';
import { showBytes } from '../show.ts';

type Refused = ErrorDetails['BUNDLE_REFUSED'];

const whoOf = ({ fromName }: Refused): string => (fromName === undefined ? 'đơn vị gửi' : String(fromName));
const whichOf = ({ number, fromName }: Refused): string =>
  [number === undefined ? 'gói này' : `gói số ${number}`, fromName === undefined ? '' : `của ${fromName}`]
    .filter((part) => part !== '')
    .join(' ');

/** Broken by somebody's hand or by a fault no user can tell apart: the same advice. */
const spoiled = (d: Refused): string =>
  `Nội dung của ${whichOf(d)} không đúng như lúc được lập, nên không nhập; dữ liệu trong máy không đổi. Hãy đề nghị ${whoOf(d)} xuất lại gói và báo quản trị.`;

const tooMuch = (d: Refused): string =>
  `Tệp của ${whichOf(d)} lớn hoặc nặng hơn mọi gói hợp lệ, nên không mở; dữ liệu trong máy không đổi. Hãy hỏi ${whoOf(d)} về tệp này trước khi thử lại.`;

/** What happened, what it means, what to do next. */
export const bundleReasons: { readonly [R in BundleReason]: (d: Refused) => string } = {
  NOT_A_BUNDLE: () =>
    'Tệp này không phải gói đồng bộ; có thể cắm nhầm USB hoặc chọn nhầm tệp. Dữ liệu trong máy không đổi. Hãy chọn tệp có đuôi .goi trên đúng USB.',
  NOT_A_FILE: () =>
    'Mục đã chọn là lối tắt, thư mục hoặc thiết bị, không phải một tệp gói, nên không mở. Hãy chọn thẳng tệp .goi.',
  NETWORK_PATH: () =>
    'Gói nằm trên máy khác trong mạng, nên không mở. Hãy chép gói vào USB hoặc vào máy này rồi nhập lại.',
  FILE_GONE: () =>
    'Không đọc được hết tệp; có thể USB đã bị rút ra. Chưa có gì được nhập, dữ liệu trong máy không đổi. Hãy cắm lại USB rồi mở lại gói.',
  NEWER_FORMAT: (d) =>
    `Gói được lập bằng bản phần mềm mới hơn; máy này cần bản ${d['minApp'] ?? ''} trở lên để mở. Dữ liệu trong máy không đổi. Hãy cập nhật phần mềm rồi nhập lại gói.`,
  CUT: (d) =>
    `Tệp của ${whichOf(d)} bị thiếu phần cuối, thường do rút USB khi đang ghi hoặc chép. Dữ liệu trong máy không đổi. Hãy chép lại gói từ USB gốc hoặc đề nghị ${whoOf(d)} xuất lại.`,
  DAMAGED: (d) =>
    `Tệp của ${whichOf(d)} bị hỏng khi chép hoặc do USB lỗi, nên không nhập. Dữ liệu trong máy không đổi. Hãy đề nghị ${whoOf(d)} xuất lại, tốt nhất sang USB khác.`,
  WRONG_RECIPIENT: (d) =>
    `${capital(whichOf(d))} được lập cho cơ quan khác; máy này không mở được và không cần mở. Dữ liệu trong máy không đổi. Hãy chuyển gói đến đúng nơi nhận; tìm gói của mình trên USB theo tên đơn vị nhận.`,
  OWN_BUNDLE: (d) =>
    `${capital(whichOf(d))} do chính máy này lập ra, nên không có gì để nhập. Hãy mang gói đến đơn vị nhận; gói gửi về máy này mang tên đơn vị khác ở đầu tên tệp.`,
  UNKNOWN_SENDER: () =>
    'Máy này chưa biết máy đã lập gói: chưa có chứng thư nào của cấp tỉnh cho máy đó. Chưa có gì được nhập. Hãy nhập gói mới nhất của Công an tỉnh trước, rồi mở lại gói này; nếu vẫn vậy, hãy hỏi Công an tỉnh.',
  REVOKED_SENDER: (d) =>
    `Máy ${d['deviceName'] ?? ''} của ${whoOf(d)} đã bị thu hồi quyền gửi gói, nên gói này không được nhập; dữ liệu đã nhập trước đó vẫn giữ. Hãy liên hệ ${whoOf(d)} để nhận gói lập trên máy khác, và báo Công an tỉnh.`,
  SIGNATURE_WRONG: spoiled,
  RE_ADDRESSED: spoiled,
  MALFORMED: spoiled,
  OPS_DO_NOT_CHAIN: spoiled,
  NOT_AS_LISTED: spoiled,
  TOO_BIG: (d) =>
    d['what'] === 'disk'
      ? 'Ổ đĩa của máy không đủ chỗ trống để mở gói này. Dữ liệu trong máy không đổi. Hãy dọn bớt ổ đĩa rồi nhập lại.'
      : tooMuch(d),
  TOO_HEAVY: tooMuch,
  RATIO: tooMuch,
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const writeReasonTexts: { readonly [R in WriteReason]: (d: ErrorDetails['BUNDLE_WRITE_FAILED']) => string } = {
  full: ({ needBytes, freeBytes }) =>
    needBytes === undefined || freeBytes === undefined
      ? 'USB đã đầy nên gói chưa được ghi; phần ghi dở đã được xóa, dữ liệu trong máy không đổi. Hãy dọn bớt USB hoặc dùng USB khác rồi ghi lại.'
      : `Nơi ghi chỉ còn trống ${showBytes(freeBytes)}, gói cần ${showBytes(needBytes)}, nên chưa ghi gì; dữ liệu trong máy không đổi. Hãy dọn bớt USB hoặc dùng USB khác rồi ghi lại.`,
  gone: () =>
    'Không ghi được ra USB; có thể USB đã bị rút ra hoặc thư mục không còn. Gói chưa được ghi, dữ liệu trong máy không đổi. Hãy cắm lại USB rồi ghi lại.',
  readOnly: () =>
    'USB hoặc thư mục này không cho ghi (khóa chống ghi hoặc thiếu quyền). Gói chưa được ghi. Hãy mở khóa USB hoặc chọn nơi khác rồi ghi lại.',
  tooLarge: () =>
    'USB này không nhận tệp lớn như vậy. Gói chưa được ghi. Hãy chia gói thành tập nhỏ hơn hoặc dùng USB khác rồi ghi lại.',
  changed: () =>
    'Đọc lại thấy USB không giữ đúng những gì đã ghi; USB này có thể sắp hỏng. Gói chưa được ghi, phần ghi dở đã được xóa. Hãy dùng USB khác rồi ghi lại.',
  attachment: () =>
    'Một tệp đính kèm trong kho bị hỏng hoặc không còn, nên gói chưa được ghi. Hãy mở “Kiểm tra dữ liệu” để biết tệp nào, đính kèm lại rồi ghi lại gói.',
  network: () =>
    'Nơi đã chọn nằm trên máy khác trong mạng, nên không ghi ra đó. Hãy chọn một thư mục trên USB hoặc trên máy này.',
};

/** Where a bundle that opens well stands in the sequence of its sender. */
export const bundleOrders = {
  next: 'Gói đến đúng thứ tự.',
  part: 'Đây là một tập của gói đã nhập dở. Hãy nhập nốt các tập còn thiếu.',
  again: 'Gói này đã nhập rồi, nên nhập lại không thay đổi gì. Hãy tìm gói mới hơn, có số lớn hơn, trên USB.',
  late: 'Gói này cũ hơn gói đã nhập gần nhất; nội dung của nó hầu hết đã có. Nhập vào cũng không làm mất dữ liệu mới; nếu đang tìm gói mới, hãy chọn gói có số lớn hơn.',
  ahead: (missing: string): string =>
    `Chưa nhận được gói số ${missing} của đơn vị này; nội dung của các gói đó có trong gói này. Cứ nhập gói này; nếu sau đó vẫn báo thiếu thay đổi, hãy đề nghị đơn vị gửi xuất gói mới.`,
  forked:
    'Có hai gói khác nhau mang cùng một số: máy gửi có thể đã bị nhân bản hoặc khôi phục từ bản sao. Gói vẫn nhập được; hãy báo đơn vị gửi kiểm tra máy của họ.',
  missingVolumes: (volumes: string): string =>
    `Còn thiếu tập ${volumes} của gói này. Hãy thêm tệp của tập đó vào danh sách để nhập cùng lúc; nhập trước các tập đã có cũng được, phần còn thiếu sẽ chờ.`,
};
