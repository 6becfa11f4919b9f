import type { NewDirective } from '../../../db/api/contract/directive.ts';
import type { Input } from '../../../db/api/contract/index.ts';
import type { AppForm } from '../../ui/use-form.ts';

export type DirectiveInput = Input<'directive.create'>;
export type DirectiveForm = AppForm<DirectiveInput, ReturnType<typeof NewDirective.parse>>;

/** A document of which nothing is known yet. */
export const emptyForm = (relations: DirectiveInput['relations']): DirectiveInput => ({
  direction: 'incoming',
  kindId: '',
  number: '',
  issuer: '',
  issuedOn: '',
  subject: '',
  effectiveOn: null,
  expiresOn: null,
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
  language: 'Tiếng Việt',
  description: '',
  audience: 'all',
  relations,
});
