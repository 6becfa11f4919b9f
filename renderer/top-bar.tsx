import { Button, Modal, Popover } from '@mantine/core';
import { CalendarDays, ChevronDown, KeyRound, LoaderCircle, Lock, RotateCcw, UserRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { parseDay } from '../db/api/day.ts';
import { MenuBar } from './commands/menu-bar.tsx';
import { useCommands } from './commands/use-commands.ts';
import { Mark } from './mark.tsx';
import { Preferences } from './preferences.tsx';
import { useJobs } from './stores/jobs.ts';
import { useSession } from './stores/session.ts';
import { slot } from './stores/slots.ts';
import { useViewDate } from './stores/view-date.ts';
import { useText } from './text/index.ts';
import { showDay } from './text/show.ts';
import { DayInput } from './ui/day-field.tsx';
import { ProgressPanel } from './ui/progress-panel.tsx';

const ChangePassword = lazy(() => import('./features/session/change-password.tsx'));

/** Name of the office, day of view, running work, user. */
export function TopBar() {
  const officeName = useSession((s) => s.officeName);
  const Palette = slot('palette');
  const Badge = slot('exchangeBadge');
  return (
    <header className="vm-bar vm-no-print">
      <Mark />
      <MenuBar />
      <span className="vm-bar-office">{officeName}</span>
      <ViewDate />
      <span className="vm-bar-space" />
      {Badge !== undefined && (
        <Suspense fallback={null}>
          <Badge />
        </Suspense>
      )}
      {Palette !== undefined && (
        <span data-tour="search">
          <Suspense fallback={null}>
            <Palette />
          </Suspense>
        </span>
      )}
      <Jobs />
      <UserMenu />
    </header>
  );
}

function ViewDate() {
  const t = useText().common.frame;
  const { on, today, setOn } = useViewDate();
  const [typed, setTyped] = useState<string | null>(on);
  const [opened, setOpened] = useState(false);
  const isOther = on !== today;
  const label = isOther ? t.viewingAt(showDay(on)) : `${t.viewToday} ${showDay(on)}`;
  const take = (value: string | null): void => {
    setTyped(value);
    const day = value === null ? undefined : parseDay(value);
    if (day !== undefined) setOn(day);
  };
  const toggle = (): void => {
    setTyped(on);
    setOpened((is) => !is);
  };
  const back = (): void => {
    setTyped(today);
    setOn(today);
    setOpened(false);
  };
  useCommands({ 'view.date': { run: toggle } });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width={280}>
      <Popover.Target>
        <button
          type="button"
          className="vm-bar-button vm-bar-date"
          aria-haspopup="dialog"
          onClick={toggle}
          title={t.viewDate}
        >
          <CalendarDays size="1rem" aria-hidden />
          <span>{label}</span>
          <ChevronDown size="0.875rem" aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <DayInput label={t.viewDate} description={t.viewDateHint} value={typed} onChange={take} />
        <Button
          mt="sm"
          variant="default"
          fullWidth
          disabled={!isOther}
          onClick={back}
          leftSection={<RotateCcw size="0.875rem" aria-hidden />}
        >
          {t.backToToday}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function Jobs() {
  const t = useText().common.job;
  const jobs = useJobs((s) => s.jobs);
  if (jobs.length === 0) return null;
  return (
    <Popover position="bottom-end" width={420}>
      <Popover.Target>
        <button type="button" className="vm-bar-button">
          <LoaderCircle className="vm-spin" size="1rem" aria-hidden />
          <span className="vm-bar-job-word">{t.running(jobs.length)}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="vm-bar-jobs">
          {jobs.map((job) => (
            <ProgressPanel key={job.callId} job={job} />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function UserMenu() {
  const t = useText().common;
  const user = useSession((s) => s.session?.user);
  const version = useSession((s) => s.appVersion);
  const [opened, setOpened] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const change = (): void => {
    setOpened(false);
    setChanging(true);
  };
  const lock = (): void => void useSession.getState().lock();
  useCommands({ 'file.changePassword': { run: change } });
  if (user === undefined) return null;
  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" width={400} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className="vm-bar-button"
            data-tour="user"
            aria-label={t.frame.userMenu(user.name)}
            onClick={() => setOpened((is) => !is)}
          >
            <UserRound size="1rem" aria-hidden />
            <span className="vm-bar-user">{user.name}</span>
            <ChevronDown size="0.875rem" aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown className="vm-user" aria-label={t.frame.userMenu(user.name)}>
          <p className="vm-user-name">
            {user.name} · {t.roles[user.role]}
          </p>
          <button type="button" className="vm-user-item" onClick={change}>
            <KeyRound size="1rem" aria-hidden />
            <span>{t.frame.changePassword}</span>
          </button>
          <button type="button" className="vm-user-item" onClick={lock}>
            <Lock size="1rem" aria-hidden />
            <span>{t.frame.lock}</span>
            <kbd>Ctrl+L</kbd>
          </button>
          <Preferences />
          <p className="vm-user-version">{t.frame.version(version)}</p>
        </Popover.Dropdown>
      </Popover>
      <Modal
        opened={isChanging}
        onClose={() => setChanging(false)}
        title={t.frame.changePassword}
        size="sm"
        closeButtonProps={{ 'aria-label': t.actions.close }}
      >
        <Suspense fallback={null}>
          <ChangePassword onDone={() => setChanging(false)} />
        </Suspense>
      </Modal>
    </>
  );
}
