import { addDays, type Day } from '../api/day.ts';
import { create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import type { DemoChange } from './changes.ts';
import { seeded } from './random.ts';
import type { DemoUnit } from './units.ts';

interface WardScene {
  readonly wards: readonly DemoUnit[];
  readonly seed: number;
  /** The day the demo is looked at. */
  readonly on: Day;
  readonly idOn: (day: Day) => string;
}

/** Made up for the demo: an office writes its own from the document that it has. */
const groups: readonly (readonly [group: string, criteria: readonly string[]])[] = [
  [
    'Xây dựng lực lượng (ví dụ)',
    ['Đủ biên chế theo định mức', 'Không có cán bộ bị kỷ luật trong năm', 'Có trụ sở làm việc độc lập'],
  ],
  [
    'An ninh, trật tự (ví dụ)',
    [
      'Không có điểm phức tạp kéo dài',
      'Có mô hình toàn dân bảo vệ an ninh Tổ quốc',
      'Tỷ lệ giải quyết tin báo đạt chỉ tiêu',
    ],
  ],
  [
    'Văn minh đô thị (ví dụ)',
    ['Không lấn chiếm lòng đường, vỉa hè', 'Tuyến chính có camera an ninh', 'Người dân hài lòng từ 90 % trở lên'],
  ],
];

type Mark = Fields<'assessment'>['marks'][number];

/** One set of criteria and three years of registrations: some recognised, some that lack one, some on their way. */
export function demoModelWards({ wards, seed, on, idOn }: WardScene): DemoChange[] {
  const random = seeded(seed + 5764);
  const setDay: Day = '2022-01-05';
  const setId = idOn(setDay);
  const changes: DemoChange[] = [];
  const add = (by: DemoChange['by'], onDay: Day, change: DemoChange['change']): void => {
    if (onDay <= addDays(on, -4)) changes.push({ by, onDay, change });
  };
  const set = {
    name: 'Bộ tiêu chí phường kiểu mẫu (ví dụ của bản dùng thử)',
    basisText: 'Nội dung ví dụ, không phải văn bản thật',
  };
  add(
    'coordinator',
    setDay,
    create('criterionSet', setId, { ...set, validFrom: setDay, validTo: null, basisDirectiveId: null }),
  );
  const criterionIds = groups.flatMap(([groupName, contents], group) =>
    contents.map((content, index) => {
      const id = idOn(setDay);
      const fields = {
        setId,
        orderNumber: group * 3 + index + 1,
        groupName,
        content,
        isRequired: group + index === 1 ? 1 : 0,
      } as const;
      add('coordinator', setDay, create('criterion', id, fields));
      return id;
    }),
  );
  const marks = (failing: number, missing: number): Mark[] =>
    criterionIds.map((criterionId, index) => ({
      criterionId,
      mark: index === failing ? 'notMet' : index >= criterionIds.length - missing ? 'notEntered' : 'met',
      note: '',
    }));
  const thisYear = Number(on.slice(0, 4));
  for (const [index, { id: unitId }] of wards.entries()) {
    if (index % 2 === 1) continue;
    const year = thisYear - 2 + (index % 6) / 2;
    const registeredOn: Day = `${year}-01-15`;
    const registrationId = idOn(registeredOn);
    const basis = { basisDirectiveId: null, basisText: '', note: '' };
    const target = 'Đạt tất cả tiêu chí trong năm';
    const fields = { unitId, setId, year, registeredOn, target, ...basis, endedOn: null, endReason: '' };
    add('coordinator', registeredOn, create('registration', registrationId, fields));
    const lacking = random.chance(0.35) ? random.between(2, criterionIds.length - 1) : -1;
    const assess = (kind: Fields<'assessment'>['kind'], onDay: Day, failing: number, missing: number): void => {
      const isRecognised = kind === 'appraisal' && failing < 0 ? 1 : 0;
      const own = {
        registrationId,
        unitId,
        kind,
        onDay,
        marks: marks(failing, missing),
        isRecognised,
        conclusion: '',
      } as const;
      add(kind === 'self' ? 'coordinator' : 'commander', onDay, create('assessment', idOn(onDay), own));
    };
    assess('self', `${year}-06-20`, -1, index % 8 === 0 ? 1 : 0);
    assess('inspection', `${year}-10-12`, lacking, 0);
    if (lacking < 0) assess('appraisal', `${year}-12-10`, -1, 0);
  }
  return changes;
}
