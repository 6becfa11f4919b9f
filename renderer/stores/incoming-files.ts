import { create } from 'zustand';
import type { Picked } from '../bridge.ts';

/** Bundle files that came from outside the import screen (dropped on the window, opened in the file manager) and wait for it. */
export const useIncomingFiles = create<{ files: readonly Picked[] }>()(() => ({ files: [] }));

/** Hands files to the import screen, now or when it appears. */
export const offerFiles = (files: readonly Picked[]): void =>
  useIncomingFiles.setState((s) => ({ files: [...s.files, ...files] }));

/** Takes what waits, once. */
export function takeFiles(): readonly Picked[] {
  const { files } = useIncomingFiles.getState();
  if (files.length > 0) useIncomingFiles.setState({ files: [] });
  return files;
}
