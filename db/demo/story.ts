import type { Day } from '../api/day.ts';
import type { Fields } from '../entities/index.ts';

type Relation = Fields<'directiveRelation'>['kind'];

/** A document of the two stories the program was made for. */
export interface StoryDocument {
  readonly key: string;
  readonly kind: 'CT' | 'KH' | 'NQ/TW' | 'NĐ-CP' | 'TB' | 'BC' | 'QĐ' | '';
  readonly number: string;
  readonly issuer: string;
  readonly issuedOn: Day;
  readonly subject: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly objectGone?: true;
  readonly relations?: readonly (readonly [kind: Relation, to: string])[];
  /** Tasks ordered by it: to the police of districts, of all communes, or of those that are trọng điểm. */
  readonly tasks?: readonly StoryTask[];
}

export interface StoryTask {
  readonly content: string;
  readonly product: string;
  readonly to: 'districts' | 'communes' | 'keyCommunes';
  readonly days: number;
  readonly helps?: true;
}

const bca = 'Bộ Công an';
const cat = 'Công an tỉnh Bình Minh';

/**
 * Chỉ thị 03 of 2009, its review after ten years (23/6/2020) and Chỉ thị 05 that goes on from it; and the regular police
 * of the communes: the resolution, the phases, the decree, the review of 31/5/2021 and what followed. The ministry's
 * facts are from public sources, the province's documents are made up.
 */
export const story: readonly StoryDocument[] = [
  {
    ...{ key: 'ct03', kind: 'CT', number: '03/CT-BCA-X11', issuer: bca, issuedOn: '2009-04-10', direction: 'incoming' },
    subject: 'Xây dựng toàn diện Công an cấp huyện đáp ứng nhiệm vụ bảo vệ an ninh, trật tự trong tình hình mới',
    objectGone: true,
  },
  {
    ...{ key: 'nq22', kind: 'NQ/TW', number: '22-NQ/TW', issuer: 'Bộ Chính trị', issuedOn: '2018-03-15' },
    direction: 'incoming',
    subject: 'Tiếp tục đổi mới, sắp xếp tổ chức bộ máy Bộ Công an tinh gọn, hoạt động hiệu lực, hiệu quả',
  },
  {
    ...{ key: 'kh1', kind: 'KH', number: '41/KH-CAT-PX01', issuer: cat, issuedOn: '2019-02-18', direction: 'outgoing' },
    subject:
      'Bố trí Công an chính quy đảm nhiệm các chức danh Công an xã, giai đoạn 1 (xã trọng điểm về an ninh, trật tự)',
    relations: [['basis', 'nq22']],
    tasks: [
      {
        ...{ content: 'Khảo sát trụ sở, nơi ăn ở, làm việc cho Công an chính quy tại xã', product: 'Báo cáo khảo sát' },
        ...{ to: 'districts', days: 45 },
      },
      {
        content: 'Bố trí Công an chính quy đảm nhiệm chức danh Trưởng Công an xã tại xã trọng điểm',
        ...{ product: 'Danh sách, quyết định điều động', to: 'keyCommunes', days: 160 },
      },
    ],
  },
  {
    ...{ key: 'kh2', kind: 'KH', number: '12/KH-CAT-PX01', issuer: cat, issuedOn: '2020-01-14', direction: 'outgoing' },
    subject: 'Bố trí Công an chính quy đảm nhiệm các chức danh Công an xã, giai đoạn 2 (các xã còn lại)',
    relations: [
      ['basis', 'nq22'],
      ['continues', 'kh1'],
    ],
    tasks: [
      {
        content:
          'Báo cáo kết quả bàn giao hồ sơ, tài liệu, công cụ hỗ trợ giữa Công an xã bán chuyên trách và Công an chính quy',
        ...{ product: 'Biên bản bàn giao', to: 'communes', days: 120 },
      },
    ],
  },
  {
    ...{ key: 'ct05', kind: 'CT', number: '05/CT-BCA', issuer: bca, issuedOn: '2020-06-19', direction: 'incoming' },
    subject:
      'Tiếp tục xây dựng Công an cấp huyện vững mạnh toàn diện đáp ứng yêu cầu, nhiệm vụ bảo đảm an ninh, trật tự trong tình hình mới',
    objectGone: true,
    relations: [
      ['continues', 'ct03'],
      ['basis', 'nq22'],
    ],
  },
  {
    ...{
      key: 'bc10',
      kind: 'BC',
      number: '318/BC-CAT-PX01',
      issuer: cat,
      issuedOn: '2020-06-23',
      direction: 'outgoing',
    },
    subject: 'Tổng kết 10 năm thực hiện Chỉ thị số 03/CT-BCA-X11 về xây dựng toàn diện Công an cấp huyện',
    relations: [['finalReview', 'ct03']],
  },
  {
    ...{
      key: 'kh05',
      kind: 'KH',
      number: '201/KH-CAT-PX01',
      issuer: cat,
      issuedOn: '2020-07-09',
      direction: 'outgoing',
    },
    subject: 'Triển khai Chỉ thị số 05/CT-BCA về tiếp tục xây dựng Công an cấp huyện vững mạnh toàn diện',
    objectGone: true,
    relations: [['implements', 'ct05']],
    tasks: [
      {
        content: 'Quán triệt, triển khai thực hiện Chỉ thị số 05 đến toàn thể cán bộ, chiến sĩ',
        ...{ product: 'Kế hoạch của Công an cấp huyện', to: 'districts', days: 30 },
      },
      {
        content:
          'Huy động sức mạnh của các cấp, các ngành, hệ thống chính trị ở địa phương tham gia bảo đảm an ninh, trật tự',
        ...{ product: 'Báo cáo kết quả', to: 'districts', days: 180 },
      },
      {
        content:
          'Tăng cường phối hợp với Quân đội, Mặt trận Tổ quốc, cơ quan tư pháp, ban, ngành, đoàn thể trong xây dựng Công an cấp huyện',
        ...{ product: 'Quy chế phối hợp', to: 'districts', days: 150, helps: true },
      },
    ],
  },
  {
    ...{ key: 'nd42', kind: 'NĐ-CP', number: '42/2021/NĐ-CP', issuer: 'Chính phủ', issuedOn: '2021-03-31' },
    direction: 'incoming',
    subject: 'Quy định việc xây dựng Công an xã, thị trấn chính quy',
  },
  {
    ...{
      key: 'tb31',
      kind: 'TB',
      number: '127/TB-CAT-PX01',
      issuer: cat,
      issuedOn: '2021-06-04',
      direction: 'outgoing',
    },
    subject:
      'Kết luận Hội nghị trực tuyến ngày 31/5/2021 sơ kết chủ trương xây dựng Công an xã, thị trấn chính quy; xây dựng Công an phường điển hình, kiểu mẫu',
    relations: [
      ['preliminaryReview', 'kh1'],
      ['preliminaryReview', 'kh2'],
    ],
    tasks: [
      {
        ...{ content: 'Kiện toàn chức danh Trưởng Công an xã', product: 'Quyết định bổ nhiệm' },
        ...{ to: 'communes', days: 60 },
      },
      {
        content: 'Bảo đảm ít nhất 05 cán bộ Công an chính quy tại mỗi xã, thị trấn',
        ...{ product: 'Biểu biên chế', to: 'communes', days: 210 },
      },
      {
        content: 'Nâng cao kỹ năng, chất lượng công tác, bám cơ sở trong bối cảnh dịch Covid-19',
        ...{ product: 'Báo cáo kết quả', to: 'communes', days: 180 },
      },
    ],
  },
  {
    ...{
      key: 'kh42',
      kind: 'KH',
      number: '166/KH-CAT-PX01',
      issuer: cat,
      issuedOn: '2021-07-20',
      direction: 'outgoing',
    },
    subject: 'Thực hiện Nghị định số 42/2021/NĐ-CP về xây dựng Công an xã, thị trấn chính quy trên địa bàn tỉnh',
    relations: [
      ['implements', 'nd42'],
      ['continues', 'kh2'],
    ],
    tasks: [
      {
        content: 'Đề xuất địa điểm, quy mô xây dựng trụ sở làm việc độc lập của Công an xã',
        ...{ product: 'Tờ trình, sơ đồ vị trí', to: 'communes', days: 240 },
      },
      {
        content: 'Giới thiệu Trưởng Công an xã tham gia Ban Chấp hành Đảng bộ xã, ứng cử đại biểu Hội đồng nhân dân',
        ...{ product: 'Báo cáo kết quả', to: 'communes', days: 120, helps: true },
      },
    ],
  },
  {
    ...{
      key: 'tb25',
      kind: 'TB',
      number: '52/TB-CAT-PX01',
      issuer: cat,
      issuedOn: '2025-02-24',
      direction: 'outgoing',
    },
    subject:
      'Kết thúc hoạt động của Công an cấp huyện, điều động cán bộ về Công an tỉnh và Công an cấp xã từ ngày 01/3/2025',
    relations: [['basis', 'nq22']],
    tasks: [
      {
        content: 'Tiếp nhận cán bộ, bảo đảm ít nhất 12 cán bộ tại mỗi Công an cấp xã',
        ...{ product: 'Biểu biên chế, bảng phân công', to: 'communes', days: 40 },
      },
    ],
  },
];
