/** Who may read a log. A record lives in one channel for life. */
export type Audience = 'all' | 'office' | { readonly down: string } | { readonly up: string };

/**
 * Name of the channel of an audience, as stored in the op: `down` from the issuing office to all below, `down:X` to
 * the unit X, `up:X` from the unit X to the one above, `int:X` inside the office X.
 */
export function channelName(audience: Audience, officeId: string): string {
  if (audience === 'all') return 'down';
  if (audience === 'office') return `int:${officeId}`;
  return 'down' in audience ? `down:${audience.down}` : `up:${audience.up}`;
}
