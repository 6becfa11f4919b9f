import type { Checked } from './api/contract/index.ts';
import { type Change, create } from './commit.ts';
import type { Fields } from './entities/index.ts';

type Group = Fields<'documentKind'>['grouping'];

/** Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III (kinds 1–29, then the three kinds of copies), then kinds that also arrive. */
const documentKinds: readonly (readonly [name: string, abbreviation: string, grouping: Group])[] = [
  ['Nghị quyết', 'NQ', 'administrative'],
  ['Quyết định', 'QĐ', 'administrative'],
  ['Chỉ thị', 'CT', 'administrative'],
  ['Quy chế', 'QC', 'administrative'],
  ['Quy định', 'QyĐ', 'administrative'],
  ['Thông cáo', 'TC', 'administrative'],
  ['Thông báo', 'TB', 'administrative'],
  ['Hướng dẫn', 'HD', 'administrative'],
  ['Chương trình', 'CTr', 'administrative'],
  ['Kế hoạch', 'KH', 'administrative'],
  ['Phương án', 'PA', 'administrative'],
  ['Đề án', 'ĐA', 'administrative'],
  ['Dự án', 'DA', 'administrative'],
  ['Báo cáo', 'BC', 'administrative'],
  ['Biên bản', 'BB', 'administrative'],
  ['Tờ trình', 'TTr', 'administrative'],
  ['Hợp đồng', 'HĐ', 'administrative'],
  ['Công văn', '', 'administrative'],
  ['Công điện', 'CĐ', 'administrative'],
  ['Bản ghi nhớ', 'BGN', 'administrative'],
  ['Bản thỏa thuận', 'BTT', 'administrative'],
  ['Giấy ủy quyền', 'GUQ', 'administrative'],
  ['Giấy mời', 'GM', 'administrative'],
  ['Giấy giới thiệu', 'GGT', 'administrative'],
  ['Giấy nghỉ phép', 'GNP', 'administrative'],
  ['Phiếu gửi', 'PG', 'administrative'],
  ['Phiếu chuyển', 'PC', 'administrative'],
  ['Phiếu báo', 'PB', 'administrative'],
  ['Thư công', '', 'administrative'],
  ['Bản sao y', 'SY', 'copy'],
  ['Bản trích sao', 'TrS', 'copy'],
  ['Bản sao lục', 'SL', 'copy'],
  ['Nghị quyết của Đảng', 'NQ/TW', 'party'],
  ['Kết luận', 'KL/TW', 'party'],
  ['Luật', '', 'legal'],
  ['Nghị định', 'NĐ-CP', 'legal'],
  ['Thông tư', 'TT', 'legal'],
];

type Rule = Pick<Fields<'periodRule'>, 'name' | 'unit' | 'startWeekday' | 'closeDay' | 'dueOffsetDays'>;

/** Closing days of Nghị định 09/2019/NĐ-CP practice (month 15→14), the police week Thursday→Wednesday, and calendar periods. */
const periodRules: readonly Rule[] = [
  { name: 'Tuần (thứ Năm – thứ Tư)', unit: 'week', startWeekday: 4, closeDay: null, dueOffsetDays: 1 },
  { name: 'Tuần (thứ Hai – Chủ nhật)', unit: 'week', startWeekday: 1, closeDay: null, dueOffsetDays: 1 },
  { name: 'Tháng (15 – 14)', unit: 'month', startWeekday: null, closeDay: 14, dueOffsetDays: 2 },
  { name: 'Tháng (theo lịch)', unit: 'month', startWeekday: null, closeDay: null, dueOffsetDays: 3 },
  { name: 'Quý (15 – 14)', unit: 'quarter', startWeekday: null, closeDay: 14, dueOffsetDays: 2 },
  { name: '6 tháng (15/12 – 14/6)', unit: 'halfYear', startWeekday: null, closeDay: 14, dueOffsetDays: 2 },
  { name: '9 tháng (15/12 – 14/9)', unit: 'nineMonths', startWeekday: null, closeDay: 14, dueOffsetDays: 2 },
  { name: 'Năm (15/12 – 14/12)', unit: 'year', startWeekday: null, closeDay: 14, dueOffsetDays: 2 },
];

/** The first ops of an office: its own unit, the kinds of documents and the reporting periods. */
export function seedChanges(office: Checked<'office.create'>['office'], unitId: string, newId: () => string): Change[] {
  return [
    create('unit', unitId, { nature: 'police', level: office.level, areaId: null }),
    create('unitVersion', newId(), {
      unitId,
      validFrom: office.validFrom,
      validTo: null,
      kind: office.level,
      name: office.name,
      fullName: office.name,
      shortName: office.shortName,
      symbol: office.symbol,
      officialCode: null,
      parentId: null,
      isKey: 0,
      hasPolice: 0,
      orderNumber: null,
      basisDirectiveId: null,
      basisText: '',
    }),
    ...documentKinds.map(([name, abbreviation, grouping], index) =>
      create('documentKind', newId(), { name, abbreviation, grouping, orderNumber: index + 1, isActive: 1 }),
    ),
    ...periodRules.map((rule, index) =>
      create('periodRule', newId(), { ...rule, orderNumber: index + 1, isActive: 1 }),
    ),
  ];
}
