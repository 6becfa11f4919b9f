import { Button, Tour } from '@mantine/core';
import { Compass } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import type { Role } from '../../../db/api/define.ts';
import { useLayout } from '../../stores/layout.ts';
import { useSession } from '../../stores/session.ts';
import { isNew, useTour } from '../../stores/tour.ts';
import { type Text, useText } from '../../text/index.ts';
import './tour.css';

interface Stop {
  /** Where it points, in the frame or the rail. */
  readonly target: string;
  readonly words: { readonly title: string; readonly text: string };
  readonly position: 'bottom' | 'right' | 'bottom-end';
}

const railTo = (path: string): string => `.vm-rail-item[href="#/${path}"]`;

/** The screens a role works on most, after what everybody has. */
const workOf: Record<Role, readonly ('desk' | 'overview' | 'directives' | 'tasks' | 'reports' | 'units' | 'users')[]> =
  {
    admin: ['users', 'units'],
    clerk: ['desk', 'directives', 'tasks'],
    coordinator: ['desk', 'tasks', 'reports'],
    personnel: ['units', 'reports'],
    commander: ['overview', 'tasks', 'reports'],
    viewer: ['overview', 'directives'],
  };

/** The stops that are there to be pointed at, for this role. */
function stopsOf(t: Text['help']['tour'], role: Role): Stop[] {
  const stops: Stop[] = [
    { target: '.vm-menubar', words: t.menus, position: 'bottom' },
    { target: '.vm-rail', words: t.rail, position: 'right' },
    ...workOf[role].map((path): Stop => ({ target: railTo(path), words: t.work[path], position: 'right' })),
    { target: '[data-tour="search"]', words: t.search, position: 'bottom' },
    { target: '.vm-bar-date', words: t.date, position: 'bottom' },
    { target: '[data-tour="user"]', words: t.user, position: 'bottom-end' },
  ];
  return stops.filter(({ target }) => document.querySelector(target)?.firstElementChild instanceof Element);
}

/** Offers to show around, once; then points at six to eight things of the window. The work stays where it is. */
export default function TourHost() {
  const user = useSession((s) => s.session?.user);
  const { doneBy, isRunning } = useTour();
  if (user === undefined) return null;
  if (isRunning) return <Running role={user.role} userId={user.id} />;
  return isNew(doneBy, user.id) ? <Invitation userId={user.id} /> : null;
}

function Invitation({ userId }: { userId: string }) {
  const t = useText().help.tour;
  const { start, finish } = useTour();
  return (
    <aside className="vm-tour-invitation vm-no-print" aria-label={t.title}>
      <Compass size="1.5rem" strokeWidth={1.5} aria-hidden />
      <div>
        <p className="vm-tour-title">{t.title}</p>
        <p>{t.invitation}</p>
        <div className="vm-tour-actions">
          <Button onClick={start}>{t.start}</Button>
          <Button variant="default" onClick={() => finish(userId)}>
            {t.skip}
          </Button>
        </div>
      </div>
    </aside>
  );
}

function Running({ role, userId }: { role: Role; userId: string }) {
  const t = useText().help.tour;
  const stops = useMemo(() => stopsOf(t, role), [t, role]);
  const [step, setStep] = useState(0);
  const scalePercent = useLayout((s) => s.scalePercent);
  const end = (): void => useTour.getState().finish(userId);
  return (
    <Tour
      active
      step={step}
      onStepChange={setStep}
      onClose={end}
      closeOnOverlayClick
      overlayColor="rgba(0, 0, 0, 0.35)"
      spotlightPadding={4}
      maxWidth={(22 * 16 * scalePercent) / 100}
      stepTransitionDuration={0}
      transitionProps={{ duration: 0 }}
      labels={t.labels}
    >
      {stops.map(
        ({ target, words, position }): ReactElement => (
          <Tour.Step key={target} target={target} title={words.title} position={position}>
            {words.text}
          </Tour.Step>
        ),
      )}
    </Tour>
  );
}
