import type { unit as vi } from '../vi/unit.ts';

export const unit: typeof vi = {
  nav: 'Units',
};
