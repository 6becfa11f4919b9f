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

/** Communes that went into others in 2025. */
export const formerNames: readonly string[] = [
  ...['Bến Củi', 'Đồng Găng', 'Láng Cò', 'Gò Mơ', 'Hang Sò', 'Bàu Sấu', 'Rẫy Dâu', 'Cầu Ván', 'Đá Chông', 'Suối Ré'],
  ...['Trảng Cỏ', 'Vườn Quao', 'Bãi Ngô', 'Giồng Mít', 'Ao Vua', 'Núi Lứa'],
];

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

/** Someone who does not exist. */
export const holderName = (number: number): string => `Cán bộ mẫu ${number}`;
