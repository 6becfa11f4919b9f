import type { directive as vi } from '../vi/directive.ts';

export const directive: typeof vi = {
  nav: 'Directives',
};
