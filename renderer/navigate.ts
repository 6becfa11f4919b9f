import { navigate, useHashLocation } from 'wouter/use-hash-location';

/** Goes to a screen: `/units`, `/units/<id>`, `/units/<id>/edit`. */
export const go = (path: string, options: { replace?: boolean } = {}): void => navigate(path, options);

/** The parts of the address: `['units', '<id>', 'edit']`. A feature's own place begins at index 1. */
export function usePlace(): string[] {
  const [location] = useHashLocation();
  return location.split('/').filter(Boolean).map(decodeURIComponent);
}
