import type { Input } from '../../db/api/contract/index.ts';
import type { Fields } from '../../db/entities/index.ts';
import type { TestOffice } from './office.ts';

type NewDirective = Input<'directive.create'>;

/** Id of the kind with that abbreviation in the seeded catalogue. */
export function kindId(o: TestOffice, abbreviation: string): string {
  const kind = o.get('documentKind.list', {}).find((row) => row.abbreviation === abbreviation);
  if (kind === undefined) throw new Error(`no kind ${abbreviation}`);
  return kind.id;
}

/** Chỉ thị 03 of 2009, with what a test wants different. */
export const newDirective = (o: TestOffice, fields: Partial<NewDirective> = {}): NewDirective => ({
  direction: 'incoming',
  kindId: kindId(o, 'CT'),
  number: '03/CT-BCA-X11',
  issuer: 'Bộ Công an',
  issuedOn: '2009-04-10',
  subject: 'Xây dựng toàn diện Công an cấp huyện đáp ứng nhiệm vụ bảo vệ an ninh, trật tự trong tình hình mới',
  ...fields,
});

/** The fields of a document as they are stored, for tests that write past the contract. */
export const storedDirective = (o: TestOffice, fields: Partial<Fields<'directive'>> = {}): Fields<'directive'> => ({
  direction: 'incoming',
  kindId: kindId(o, 'CT'),
  number: '1',
  issuer: 'Bộ Công an',
  issuerUnitId: null,
  issuedOn: '2009-04-10',
  effectiveOn: null,
  expiresOn: null,
  objectGoneOn: null,
  objectGoneNote: '',
  subject: 'Xây dựng toàn diện',
  field: '',
  urgency: 'normal',
  secrecy: 'normal',
  signer: '',
  signerPosition: '',
  drafter: '',
  recipients: [],
  arrivedOn: null,
  arrivalNumber: '',
  replyDueOn: null,
  pageCount: null,
  language: '',
  description: '',
  audience: 'all',
  ...fields,
});

/** Enters a document and returns its id. */
export const addDirective = (o: TestOffice, fields: Partial<NewDirective> = {}): string =>
  o.get('directive.create', newDirective(o, fields)).id;

/** Number of ops, to see that a refusal wrote nothing. */
export const opCount = (o: TestOffice): number => o.db.prepare('SELECT count(*) FROM op').pluck().get() as number;
