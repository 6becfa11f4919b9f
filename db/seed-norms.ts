import type { NormFields } from './api/contract/staffing.ts';

const everywhere = { level: 'commune', unitKind: null, underUnitId: null, isKeyOnly: 0, validTo: null } as const;
const noMore = {
  maxTotal: null,
  chiefs: 1,
  maxDeputies: null,
  minInvestigators: null,
  basisDirectiveId: null,
} as const;

/**
 * The norms that newspapers and the ministry's own site told of, each with where it was told. They are entered when a person
 * asks for it, and an office sets right what its own papers say otherwise.
 */
export const publishedNorms: readonly NormFields[] = [
  {
    ...{ ...everywhere, ...noMore, isBinding: 1, minTotal: 5 },
    name: 'Ít nhất 5 Công an chính quy mỗi xã',
    unitKind: 'commune',
    validFrom: '2021-05-31',
    validTo: '2025-03-01',
    basisText:
      'Yêu cầu của Bộ trưởng Bộ Công an tại Hội nghị trực tuyến ngày 31/5/2021 sơ kết chủ trương xây dựng Công an xã, thị trấn chính quy',
  },
  {
    ...{ ...everywhere, ...noMore, isBinding: 1, minTotal: 12 },
    name: 'Ít nhất 12 cán bộ mỗi Công an cấp xã',
    validFrom: '2025-03-01',
    basisText:
      'Khi kết thúc Công an cấp huyện từ 01/3/2025 (theo tin đăng báo ngày 24/3/2025, kenh14.vn); đối chiếu với văn bản của Bộ',
  },
  {
    ...{ ...everywhere, ...noMore, isBinding: 0, minTotal: 30, maxTotal: 40 },
    name: 'Dự kiến 30 – 40 cán bộ mỗi Công an cấp xã',
    validFrom: '2025-07-01',
    basisText:
      'Số dự kiến khi sắp xếp cấp xã từ 01/7/2025 (danviet.vn dẫn Viện kiểm sát nhân dân tối cao); chưa phải định mức bắt buộc',
  },
];
