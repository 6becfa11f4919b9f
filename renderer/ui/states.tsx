import { Button, Loader } from '@mantine/core';
import { CircleOff, FilterX, Inbox, type LucideIcon, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ApiError } from '../../db/api/errors.ts';
import { errorText, useText } from '../text/index.ts';
import './states.css';

interface StateProps {
  icon?: LucideIcon;
  title: string;
  /** What it is for, or what to do next. */
  hint?: ReactNode;
  /** One action. */
  action?: ReactNode;
  role?: 'status' | 'alert';
}

function State({ icon: Icon = Inbox, title, hint, action, role = 'status' }: StateProps) {
  return (
    <div className="vm-state" role={role}>
      <Icon className="vm-state-icon" size="2rem" strokeWidth={1.5} aria-hidden />
      <p className="vm-state-title">{title}</p>
      {hint !== undefined && <p className="vm-state-hint">{hint}</p>}
      {action}
    </div>
  );
}

/** Nothing is here yet: what the place is for, and one action. */
export const EmptyState = (props: Omit<StateProps, 'role'>) => <State {...props} />;

/** Nothing matches the filters. */
export function FilteredState({ onClear }: { onClear?: (() => void) | undefined }) {
  const t = useText().common;
  const action = onClear && (
    <Button variant="default" onClick={onClear}>
      {t.empty.clearFilters}
    </Button>
  );
  return <State icon={FilterX} title={t.empty.filteredTitle} action={action} />;
}

/** A failure where the content would be: sentence with the next step, "Thử lại", the code in small print. */
export function ErrorState({ error, onRetry }: { error: ApiError; onRetry?: (() => void) | undefined }) {
  const t = useText().common;
  const action = (
    <>
      {onRetry !== undefined && (
        <Button variant="default" onClick={onRetry}>
          {t.actions.retry}
        </Button>
      )}
      <small className="vm-state-code">
        {t.errorCode(error.code === 'INTERNAL' ? error.details.incident : error.code)}
      </small>
    </>
  );
  return <State icon={TriangleAlert} title={errorText(error)} action={action} role="alert" />;
}

/** The role may not see this. */
export function ForbiddenState() {
  const t = useText().common.forbidden;
  return <State icon={CircleOff} title={t.title} hint={t.hint} />;
}

/** True after 200 ms: what loads faster shows no sign of loading. */
function useSlow(): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return isSlow;
}

/** Keeps the place of what is on its way. */
export function LoadingState() {
  const t = useText().common;
  const isSlow = useSlow();
  return (
    <div className="vm-state" aria-busy="true">
      {isSlow && (
        <>
          <Loader />
          <p className="vm-state-hint" role="status">
            {t.loading}
          </p>
        </>
      )}
    </div>
  );
}
