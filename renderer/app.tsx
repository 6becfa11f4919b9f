import { MantineProvider } from '@mantine/core';
import { useColorScheme, useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { lazy, Suspense, useEffect } from 'react';
import { entityNames } from '../db/api/entity-names.ts';
import { call, onEvent } from './api.ts';
import { Frame } from './frame.tsx';
import { LineageGuard } from './lineage-guard.tsx';
import { useChanges } from './stores/changes.ts';
import { useIndexing } from './stores/indexing.ts';
import { useJobs } from './stores/jobs.ts';
import { useLayout } from './stores/layout.ts';
import { useSession } from './stores/session.ts';
import { useViewDate } from './stores/view-date.ts';
import { contrastTheme, contrastVariables, cssVariables, theme } from './theme.ts';
import { flushAll } from './ui/flush.ts';
import { LoadingState } from './ui/states.tsx';

const Gate = lazy(() => import('./features/session/gate.tsx'));

const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** After events may have been missed: everything shown is read again, if the office is still open. */
function catchUp(): void {
  useChanges.getState().note(entityNames);
  void useSession.getState().verify();
}

/** Follows the host: what was written is read again, and a locked office leaves nothing on the screen or in memory. */
function useHostEvents(): void {
  useEffect(
    () =>
      onEvent((event) => {
        // What a bundle brings or a withdrawn PC takes away may touch any record, also by what is no longer there.
        if (event.type === 'changed')
          useChanges
            .getState()
            .note(event.entities.includes('exchange') ? [...entityNames, 'exchange'] : event.entities);
        if (event.type === 'indexed') useIndexing.getState().note();
        if (event.type === 'progress') useJobs.getState().progress(event.callId, event.done, event.total);
        if (event.type === 'locked') void useSession.getState().leave();
        if (event.type === 'opened') catchUp();
      }),
    [],
  );
}

const signEveryMs = 60_000;

/** The host locks an office that nobody calls; someone who reads or types is there, so it is told once a minute. */
function useSignsOfLife(): void {
  useEffect(() => {
    let lastMs = Date.now();
    const sign = (): void => {
      if (useSession.getState().stage !== 'open' || Date.now() - lastMs < signEveryMs) return;
      lastMs = Date.now();
      void call('draft.list', {});
    };
    const kinds = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, sign, { passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, sign);
    };
  }, []);
}

/** Today moves on at midnight; drafts are saved when the window is hidden or closed. */
function useClockAndClose(): void {
  useEffect(() => {
    const clock = setInterval(() => useViewDate.getState().tick(), 30_000);
    const save = (): void => void flushAll();
    document.addEventListener('visibilitychange', save);
    window.addEventListener('pagehide', save);
    return () => {
      clearInterval(clock);
      document.removeEventListener('visibilitychange', save);
      window.removeEventListener('pagehide', save);
    };
  }, []);
}

/** The whole window: the way in, or the frame with its screens. */
export function App() {
  const stage = useSession((s) => s.stage);
  const { scheme, scalePercent, density } = useLayout();
  const systemScheme = useColorScheme(undefined, { getInitialValueInEffect: false });
  const wantsContrast = useMediaQuery('(prefers-contrast: more), (forced-colors: active)', false, {
    getInitialValueInEffect: false,
  });
  const isContrast = scheme === 'contrast' || (scheme === 'auto' && wantsContrast);
  useHostEvents();
  useSignsOfLife();
  useClockAndClose();
  useEffect(() => void useSession.getState().refresh(), []);
  useEffect(() => {
    document.documentElement.style.fontSize = `${scalePercent}%`;
    document.documentElement.dataset['density'] = density;
    document.documentElement.toggleAttribute('data-contrast', isContrast);
  }, [scalePercent, density, isContrast]);
  return (
    <MantineProvider
      theme={isContrast ? contrastTheme : theme}
      cssVariablesResolver={isContrast ? contrastVariables : cssVariables}
      forceColorScheme={scheme === 'auto' || scheme === 'contrast' ? systemScheme : scheme}
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-right" limit={4} />
      <Suspense fallback={<LoadingState />}>
        {stage === 'starting' ? (
          <LoadingState />
        ) : stage === 'open' ? (
          <LineageGuard>
            <Frame />
          </LineageGuard>
        ) : (
          <Gate />
        )}
      </Suspense>
    </MantineProvider>
  );
}
