import { addDays, type Day } from '../api/day.ts';
import { create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import type { DemoChange } from './changes.ts';
import type { DemoUnit, DemoUnits } from './units.ts';

interface StocktakeScene {
  /** What has been told before: its documents and tasks are those that are looked back on, and that follow. */
  readonly told: readonly DemoChange[];
  readonly units: Pick<DemoUnits, 'communes' | 'districts'>;
  readonly officeUnitId: string;
  readonly on: Day;
  readonly idOn: (day: Day) => string;
}

interface Told {
  readonly fields: Omit<Fields<'stocktake'>, 'directiveIds' | 'sites' | 'hostUnitId' | 'audience'>;
  /** Numbers of the documents. */
  readonly over: readonly string[];
  readonly sites: readonly DemoUnit[];
  /** How its tasks begin. */
  readonly tasks: readonly string[];
}

const findings = [
  'Kết quả theo từng nội dung; mô hình, cách làm hay',
  'Tồn tại, hạn chế, khó khăn, vướng mắc; nguyên nhân',
  'Bài học kinh nghiệm; phương hướng, nhiệm vụ, giải pháp',
];

/** The two conferences of the seeds' stories as the province held them, and one of this year that waits for its conclusion. */
const conferences = ({ units, on }: StocktakeScene): Told[] => [
  {
    fields: {
      ...{ kind: 'final', form: 'onlineMeeting', fromOn: '2009-04-10', toOn: '2019-04-10', heldOn: '2020-06-23' },
      title: 'Hội nghị trực tuyến tổng kết 10 năm thực hiện Chỉ thị số 03/CT-BCA-X11 của Bộ Công an',
      ...{ place: 'Bình Minh', chair: 'Giám đốc Công an tỉnh', agenda: findings },
      conclusion: [
        '1. Quán triệt, triển khai thực hiện nghiêm túc, có hiệu quả Chỉ thị số 05 ngày 19/6/2020 của Bộ Công an.',
        '2. Huy động sức mạnh của các cấp, các ngành và cả hệ thống chính trị ở địa phương tham gia bảo đảm an ninh, trật tự.',
        '3. Tăng cường phối hợp với Quân đội nhân dân, Mặt trận Tổ quốc, các cơ quan tư pháp, các ban, ngành, đoàn thể.',
      ].join('\n'),
    },
    over: ['03/CT-BCA-X11'],
    sites: units.districts,
    tasks: ['Quán triệt, triển khai thực hiện Chỉ thị số 05', 'Huy động sức mạnh', 'Tăng cường phối hợp với Quân đội'],
  },
  {
    fields: {
      ...{ kind: 'interim', form: 'onlineMeeting', fromOn: '2018-03-15', toOn: '2021-05-31', heldOn: '2021-05-31' },
      title:
        'Hội nghị trực tuyến sơ kết chủ trương xây dựng Công an xã, thị trấn chính quy và triển khai xây dựng Công an phường điển hình, kiểu mẫu',
      ...{ place: 'Bình Minh', chair: 'Giám đốc Công an tỉnh' },
      agenda: [
        'Sự quan tâm của chính quyền các cấp',
        'Vai trò của Công an xã chính quy ở cơ sở',
        'Triển khai thí điểm Công an phường điển hình, kiểu mẫu',
        'Bảo đảm ngân sách',
      ],
      conclusion: [
        '1. Khẩn trương kiện toàn chức danh Trưởng Công an xã.',
        '2. Cân đối biên chế, bảo đảm ít nhất 05 đồng chí Công an chính quy tại mỗi xã.',
        '3. Nâng cao kỹ năng, chất lượng công tác, bám sát cơ sở.',
      ].join('\n'),
    },
    over: ['41/KH-CAT-PX01', '12/KH-CAT-PX01'],
    sites: units.districts,
    tasks: ['Kiện toàn chức danh Trưởng', 'Bảo đảm ít nhất 05 cán bộ', 'Nâng cao kỹ năng, chất lượng'],
  },
  {
    fields: {
      ...{
        kind: 'interim',
        form: 'onlineMeeting',
        fromOn: '2025-07-01',
        toOn: addDays(on, -12),
        heldOn: addDays(on, -9),
      },
      title: 'Hội nghị trực tuyến sơ kết hoạt động của Công an cấp xã theo tổ chức mới',
      ...{ place: 'Hội trường Công an tỉnh', chair: 'Phó Giám đốc Công an tỉnh', agenda: findings, conclusion: '' },
    },
    over: ['166/KH-CAT-PX01'],
    sites: units.communes,
    tasks: [],
  },
];

/** Sơ kết and tổng kết of the province, each tied to the tasks that its conclusion gave. */
export function demoStocktakes(scene: StocktakeScene): DemoChange[] {
  const { told, officeUnitId, on, idOn } = scene;
  const directives = new Map<string, string>();
  const tasks: { id: string; content: string; onDay: Day }[] = [];
  for (const { change, onDay } of told) {
    if (change.kind !== 'create') continue;
    if (change.entity === 'directive') directives.set(change.fields.number, change.id);
    if (change.entity === 'task') tasks.push({ id: change.id, content: change.fields.content, onDay });
  }
  return conferences(scene).flatMap(({ fields, over, sites, tasks: begins }): DemoChange[] => {
    const { heldOn } = fields;
    if (heldOn > on) return [];
    const id = idOn(heldOn);
    const directiveIds = over.flatMap((number) => directives.get(number) ?? []);
    const places = sites.map(({ id: unitId }) => ({ unitId, place: '' }));
    const whole = { ...fields, directiveIds, hostUnitId: officeUnitId, sites: places, audience: 'all' };
    const ties = begins.flatMap(
      (begin) => tasks.find(({ content, onDay }) => content.startsWith(begin) && onDay >= heldOn) ?? [],
    );
    return [
      { by: 'coordinator', onDay: heldOn, change: create('stocktake', id, whole) },
      ...ties.map(
        ({ id: taskId, onDay }): DemoChange => ({
          by: 'coordinator',
          onDay,
          change: create('stocktakeTask', idOn(onDay), { stocktakeId: id, taskId, audience: 'all' }),
        }),
      ),
    ];
  });
}
