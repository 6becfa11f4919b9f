import type { UnitKind } from '../api/contract/unit-words.ts';

/*
 * A province that does not exist: no name of a real unit of that level, no person. Documents are the two stories the
 * program was made for, told with invented numbers below the ministry's own.
 */

const first = ['Kim', 'Phú', 'An', 'Hòa', 'Tân', 'Long', 'Thanh', 'Vĩnh', 'Mỹ', 'Xuân', 'Yên', 'Đại'] as const;
const second = [
  'Sơn',
  'Thủy',
  'Giang',
  'Lộc',
  'Phong',
  'Hưng',
  'Khê',
  'Trạch',
  'Hải',
  'Lâm',
  'Đồng',
  'Điền',
  'Hà',
  'Quang',
  'Phước',
] as const;

/** Bare names of communes, all different, in an order that mixes them. */
export const placeNames: readonly string[] = second.flatMap((b, shift) =>
  first.map((_, index) => `${first[(index + shift) % first.length]} ${b}`),
);

export const districtNames = [
  'Bình Thượng',
  'Bình Hạ',
  'Minh Đông',
  'Minh Tây',
  'Sông Trong',
  'Cửa Đá',
  'Núi Xanh',
  'Bãi Dài',
] as const;

export const kindWords: Partial<
  Record<UnitKind, { readonly full: string; readonly police: string; readonly short: string }>
> = {
  province: { full: 'Tỉnh', police: 'Công an tỉnh', short: 'CAT' },
  ruralDistrict: { full: 'Huyện', police: 'Công an huyện', short: 'CAH' },
  provincialCity: { full: 'Thành phố', police: 'Công an thành phố', short: 'CATP' },
  commune: { full: 'Xã', police: 'Công an xã', short: 'CAX' },
  ward: { full: 'Phường', police: 'Công an phường', short: 'CAP' },
  township: { full: 'Thị trấn', police: 'Công an thị trấn', short: 'CATT' },
};

export const partners = [
  { name: 'Bộ Chỉ huy Quân sự tỉnh', kind: 'army' },
  { name: 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh', kind: 'front' },
  { name: 'Viện Kiểm sát nhân dân tỉnh', kind: 'judiciary' },
  { name: 'Tòa án nhân dân tỉnh', kind: 'judiciary' },
  { name: 'Sở Nội vụ', kind: 'agency' },
  { name: 'Hội Liên hiệp Phụ nữ tỉnh', kind: 'association' },
  { name: 'Tỉnh Đoàn', kind: 'association' },
] as const satisfies readonly { name: string; kind: UnitKind }[];

/** What a demo directive is about, and the tasks that it orders. */
export interface DemoTopic {
  readonly subject: string;
  readonly field: string;
  readonly tasks: readonly [string, ...string[]];
}

export const topics: readonly [DemoTopic, ...DemoTopic[]] = [
  {
    subject: 'Kiện toàn tổ chức, bố trí Công an chính quy tại các xã, thị trấn trên địa bàn tỉnh',
    field: 'Xây dựng lực lượng',
    tasks: [
      'Kiện toàn chức danh Trưởng Công an xã',
      'Rà soát, bố trí đủ cán bộ Công an chính quy theo định mức',
      'Báo cáo kết quả bàn giao hồ sơ, tài liệu, trụ sở',
    ],
  },
  {
    subject: 'Xây dựng Công an cấp xã vững mạnh, bám cơ sở',
    field: 'Xây dựng lực lượng',
    tasks: [
      'Xây dựng kế hoạch thực hiện tại đơn vị',
      'Phân công lãnh đạo phụ trách từng tổ công tác',
      'Sơ kết sáu tháng thực hiện',
    ],
  },
  {
    subject: 'Mở đợt cao điểm tấn công, trấn áp tội phạm bảo đảm an ninh, trật tự dịp cuối năm',
    field: 'An ninh, trật tự',
    tasks: ['Ra quân và tổ chức ký cam kết tại cơ sở', 'Báo cáo kết quả đợt cao điểm'],
  },
  {
    subject: 'Tăng cường phong trào toàn dân bảo vệ an ninh Tổ quốc',
    field: 'Phong trào',
    tasks: ['Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc', 'Nhân rộng mô hình tự quản có hiệu quả'],
  },
  {
    subject: 'Triển khai chuẩn hóa dữ liệu dân cư bảo đảm “đúng, đủ, sạch, sống”',
    field: 'Quản lý hành chính',
    tasks: ['Rà soát, làm sạch dữ liệu dân cư', 'Báo cáo khó khăn, vướng mắc về trang thiết bị'],
  },
  {
    subject: 'Bảo đảm trật tự, an toàn giao thông trên các tuyến đường xã',
    field: 'Giao thông',
    tasks: ['Lập phương án phân luồng tại điểm phức tạp', 'Tuyên truyền tại trường học trên địa bàn'],
  },
  {
    subject: 'Tăng cường công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ tại khu dân cư',
    field: 'Phòng cháy, chữa cháy',
    tasks: ['Kiểm tra an toàn tại cơ sở trên địa bàn', 'Ra mắt tổ liên gia an toàn phòng cháy, chữa cháy'],
  },
];

export const difficulties = [
  'Trụ sở làm việc còn chung với Ủy ban nhân dân.',
  'Trang thiết bị chưa đồng bộ, máy tính cũ.',
  'Địa bàn rộng, đi lại khó khăn trong mùa mưa.',
  'Một số cán bộ mới điều động, chưa quen địa bàn.',
] as const;

export const results = [
  'Đã xây dựng kế hoạch, phân công từng cán bộ phụ trách; tổ chức quán triệt đến toàn đơn vị.',
  'Đã phối hợp với Mặt trận Tổ quốc và các đoàn thể xã tổ chức tuyên truyền tại các thôn.',
  'Đã hoàn thành rà soát; các trường hợp còn thiếu hồ sơ đang được bổ sung.',
  'Tình hình an ninh, trật tự trên địa bàn ổn định, không để xảy ra vụ việc phức tạp.',
] as const;
