import type { Random } from './random.ts';

/*
 * Sentences that reports are put together from; {a}, {b} and {c} are numbers, {place} is the commune. Two reports of one
 * task read differently, as people write them.
 */

type Sentences = readonly [string, ...string[]];

const openings: Sentences = [
  'Thực hiện chỉ đạo của Công an tỉnh, đơn vị đã xây dựng kế hoạch, phân công từng cán bộ phụ trách.',
  'Sau khi quán triệt đến toàn thể cán bộ, chiến sĩ, {place} đã triển khai theo đúng tiến độ đề ra.',
  'Ban Chỉ huy đã họp, giao chỉ tiêu cụ thể cho các tổ công tác và kiểm tra hằng tuần.',
  'Đơn vị đã tham mưu cấp ủy, chính quyền địa phương ban hành {a} văn bản chỉ đạo thực hiện.',
  'Tiếp theo báo cáo trước, trong kỳ đơn vị tập trung vào các thôn, tổ dân phố còn chậm.',
];

const workings: Sentences = [
  'Phối hợp với Mặt trận Tổ quốc và các đoàn thể tổ chức {a} buổi tuyên truyền với {b} lượt người tham dự.',
  'Kiểm tra {a} cơ sở, nhắc nhở {c} trường hợp, lập biên bản {c} trường hợp vi phạm.',
  'Rà soát {b} hộ dân tại {a} thôn, tổ dân phố; bổ sung {c} hồ sơ còn thiếu.',
  'Vận động nhân dân ký {b} bản cam kết; hướng dẫn {a} hộ kinh doanh khắc phục tồn tại.',
  'Tổ chức {a} ca tuần tra ban đêm, giải tán {c} nhóm thanh thiếu niên tụ tập muộn.',
  'Cập nhật {b} phiếu thông tin vào cơ sở dữ liệu, đối chiếu với sổ sách đang quản lý.',
  'Củng cố {a} tổ tự quản, thay {c} thành viên do chuyển nơi ở hoặc tuổi cao.',
  'Tiếp nhận, giải quyết {c} tin báo ngay tại cơ sở, không để phát sinh phức tạp.',
];

const closings: Sentences = [
  'Tình hình an ninh, trật tự trên địa bàn ổn định, không xảy ra vụ việc phức tạp.',
  'Kết quả đạt yêu cầu đề ra, hồ sơ đã lưu tại đơn vị.',
  'Phần việc còn lại sẽ hoàn thành trong kỳ tới.',
  'Đơn vị đã rút kinh nghiệm và tiếp tục duy trì.',
  'Cấp ủy, chính quyền và nhân dân đồng tình, ủng hộ.',
];

const difficulties: Sentences = [
  'Trụ sở làm việc còn chung với Ủy ban nhân dân, thiếu phòng tiếp dân.',
  'Trang thiết bị chưa đồng bộ, {a} máy tính cũ xử lý chậm.',
  'Địa bàn rộng, đi lại khó khăn trong mùa mưa; {c} thôn có lúc bị chia cắt.',
  'Một số cán bộ mới điều động, chưa quen địa bàn.',
  'Người dân đi làm ăn xa nhiều, khó gặp để thu thập thông tin.',
  'Đường truyền dữ liệu không ổn định vào giờ cao điểm.',
  'Kinh phí hỗ trợ lực lượng ở cơ sở còn hạn chế.',
];

const proposals: Sentences = [
  'Đề nghị Công an tỉnh bổ sung {c} bộ máy tính, máy quét.',
  'Đề nghị hướng dẫn cách thống kê để số liệu giữa các đơn vị thống nhất.',
  'Đề nghị mở lớp tập huấn ngắn ngày cho cán bộ mới.',
  'Đề nghị Ủy ban nhân dân xã bố trí địa điểm sinh hoạt cho tổ tự quản.',
];

export const extensionReasons: Sentences = [
  'Khối lượng rà soát lớn, cán bộ mới điều động, đề nghị gia hạn để hoàn thành.',
  'Chờ thống nhất số liệu với Ủy ban nhân dân xã.',
  'Do ảnh hưởng mưa lũ, một số thôn chưa tiếp cận được.',
  'Trùng thời gian bảo vệ lễ hội tại địa phương.',
];

export const returnReasons: Sentences = [
  'Số liệu chưa khớp với báo cáo kỳ trước, đề nghị kiểm tra lại.',
  'Chưa nêu kết quả cụ thể theo đề cương, đề nghị bổ sung.',
  'Thiếu danh sách kèm theo.',
  'Nội dung còn chung chung, đề nghị nêu rõ người, việc, thời gian.',
];

export const reminderTexts: Sentences = [
  'Đã quá hạn, đề nghị báo cáo ngay về Phòng Tham mưu.',
  'Đề nghị chỉ huy đơn vị trực tiếp đôn đốc.',
  'Nhắc lần hai, đề nghị nêu rõ lý do chậm.',
];

export const refusalReasons: Sentences = [
  'Đã gia hạn một lần, đề nghị tập trung hoàn thành.',
  'Nội dung gấp, không gia hạn.',
];

const fill = (sentence: string, place: string, random: Random): string =>
  sentence
    .replaceAll('{place}', place)
    .replaceAll('{a}', () => String(random.between(2, 19)))
    .replaceAll('{b}', () => String(random.between(24, 480)))
    .replaceAll('{c}', () => String(random.between(1, 7)));

export interface DemoText {
  readonly content: string;
  readonly difficulties: string;
  readonly proposals: string;
}

/** What a unit writes in one report. */
export function reportText(place: string, random: Random, isShort = false): DemoText {
  const say = (sentences: Sentences): string => fill(random.pick(sentences), place, random);
  const parts = isShort
    ? [say(workings), say(closings)]
    : [say(openings), say(workings), ...(random.chance(0.5) ? [say(workings)] : []), say(closings)];
  const hasTrouble = random.chance(0.25);
  return {
    content: parts.join(' '),
    difficulties: hasTrouble ? say(difficulties) : '',
    proposals: hasTrouble && random.chance(0.4) ? say(proposals) : '',
  };
}
