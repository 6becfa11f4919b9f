import { addDays, type Day } from '../api/day.ts';
import { type Change, create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import type { Random } from './random.ts';
import { type DemoTopic, topics } from './words.ts';

export interface DemoDirective {
  readonly id: string;
  readonly issuedOn: Day;
  readonly topic: DemoTopic;
}

export interface DemoDirectives {
  readonly changes: readonly Change[];
  /** The province's own documents, which order tasks; oldest first. */
  readonly orders: readonly DemoDirective[];
}

interface Kinds {
  readonly directive: string;
  readonly plan: string;
  readonly letter: string;
  readonly resolution: string;
}

const blank: Omit<Fields<'directive'>, 'kindId' | 'number' | 'issuer' | 'issuedOn' | 'subject'> = {
  ...{ direction: 'incoming', issuerUnitId: null, effectiveOn: null, expiresOn: null, objectGoneOn: null },
  ...{ objectGoneNote: '', field: 'Xây dựng lực lượng', urgency: 'normal', secrecy: 'normal', signer: '' },
  ...{ signerPosition: '', drafter: '', recipients: [], arrivedOn: null, arrivalNumber: '', replyDueOn: null },
  ...{ pageCount: null, language: 'Tiếng Việt', description: '', audience: 'all' },
};

/** The chain that the program was made for, from public sources: Nghị quyết 22, Chỉ thị 03, Chỉ thị 05. */
function ministryStory(kinds: Kinds, newId: () => string): { changes: Change[]; continuing: string } {
  const [resolution, old, continuing] = [newId(), newId(), newId()];
  const objectGone = {
    objectGoneOn: '2025-03-01',
    objectGoneNote: 'Công an cấp huyện kết thúc hoạt động từ ngày 01/3/2025',
  };
  const relation = (fromId: string, toId: string, kind: Fields<'directiveRelation'>['kind']) =>
    create('directiveRelation', newId(), { fromId, toId, kind, isWhole: 1, note: '', audience: 'all' });
  return {
    continuing,
    changes: [
      create('directive', resolution, {
        ...blank,
        ...{ kindId: kinds.resolution, number: '22-NQ/TW', issuer: 'Bộ Chính trị', issuedOn: '2018-03-15' },
        subject: 'Tiếp tục đổi mới, sắp xếp tổ chức bộ máy Bộ Công an tinh gọn, hoạt động hiệu lực, hiệu quả',
      }),
      create('directive', old, {
        ...blank,
        ...objectGone,
        ...{ kindId: kinds.directive, number: '03/CT-BCA-X11', issuer: 'Bộ Công an', issuedOn: '2009-04-10' },
        subject: 'Xây dựng toàn diện Công an cấp huyện đáp ứng nhiệm vụ bảo vệ an ninh, trật tự trong tình hình mới',
      }),
      create('directive', continuing, {
        ...blank,
        ...objectGone,
        ...{ kindId: kinds.directive, number: '05/CT-BCA', issuer: 'Bộ Công an', issuedOn: '2020-06-19' },
        subject:
          'Tiếp tục xây dựng Công an cấp huyện vững mạnh toàn diện đáp ứng yêu cầu, nhiệm vụ bảo đảm an ninh, trật tự trong tình hình mới',
      }),
      relation(continuing, old, 'continues'),
      relation(continuing, resolution, 'basis'),
    ],
  };
}

/** The ministry's chain, then one order of the province every few weeks from `fromOn` to `on`. */
export function demoDirectives(
  officeUnitId: string,
  kinds: Kinds,
  span: { readonly fromOn: Day; readonly on: Day; readonly count: number },
  random: Random,
  newId: () => string,
): DemoDirectives {
  const story = ministryStory(kinds, newId);
  const changes = [...story.changes];
  const orders: DemoDirective[] = [];
  const days = Math.max(1, Math.floor((Date.parse(span.on) - Date.parse(span.fromOn)) / 86_400_000));
  const numbers = new Map<string, number>();
  for (let index = 0; index < span.count; index += 1) {
    const issuedOn = addDays(span.fromOn, Math.floor((days * index) / span.count));
    const topic = topics[index % topics.length] ?? topics[0];
    const year = issuedOn.slice(0, 4);
    const number = (numbers.get(year) ?? 0) + random.between(1, 9);
    numbers.set(year, number);
    const isPlan = index % 3 !== 2;
    const id = newId();
    orders.push({ id, issuedOn, topic });
    changes.push(
      create('directive', id, {
        ...blank,
        ...{
          direction: 'outgoing',
          issuerUnitId: officeUnitId,
          issuer: 'Công an tỉnh Bình Minh',
          issuedOn,
          field: topic.field,
        },
        ...{ kindId: isPlan ? kinds.plan : kinds.letter, number: numberOf(number, isPlan) },
        ...{ signerPosition: isPlan ? 'Giám đốc' : 'Phó Giám đốc', urgency: random.chance(0.15) ? 'urgent' : 'normal' },
        recipients: [{ purpose: 'act', name: 'Công an các xã, phường', unitId: null }],
        subject: isPlan ? topic.subject : `V/v ${topic.subject.charAt(0).toLowerCase()}${topic.subject.slice(1)}`,
      }),
    );
    if (index === 0) {
      const fields = {
        fromId: id,
        toId: story.continuing,
        kind: 'implements',
        isWhole: 1,
        note: '',
        audience: 'all',
      } as const;
      changes.push(create('directiveRelation', newId(), fields));
    }
  }
  return { changes, orders };
}

const numberOf = (number: number, isPlan: boolean): string =>
  `${String(number).padStart(2, '0')}/${isPlan ? 'KH-CAT-PX01' : 'CAT-PV01'}`;
