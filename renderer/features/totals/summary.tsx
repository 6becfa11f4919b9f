import { Anchor, Breadcrumbs } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TotalsHanded } from '../../../db/api/contract/totals.ts';
import { useText } from '../../text/index.ts';
import { useLook } from './look.ts';

interface SummaryProps {
  total: TotalsHanded;
  /** Units that cannot be carried over. */
  apart: number;
  /** Compared, though there is nothing to compare with. */
  hasNoBefore: boolean;
  onMissing: () => void;
  onReports: () => void;
  actions: ReactNode;
}

/** Where one is in the tree, and how many reports there are of those owed. */
export function Summary({ total, apart, hasNoBefore, onMissing, onReports, actions }: SummaryProps) {
  const { totals: t, overview } = useText();
  const { expected, submitted, missing, waiting, nothing, extra } = total;
  const notes = [
    waiting > 0 && t.waiting(waiting),
    nothing > 0 && t.nothing(nothing),
    extra > 0 && t.extra(extra),
    apart > 0 && t.apart(apart),
    hasNoBefore && overview.cards.noBefore,
  ].filter((note) => note !== false);
  return (
    <div className="vm-totals-summary">
      <Path />
      <button type="button" className="vm-figure-link" disabled={submitted + extra === 0} onClick={onReports}>
        <b>{t.handed(submitted, expected)}</b>
      </button>
      {missing > 0 && (
        <button type="button" className="vm-figure-link" data-meaning="red" onClick={onMissing}>
          {t.missing(missing)}
        </button>
      )}
      {notes.length > 0 && <span className="vm-page-note">{notes.join(' · ')}</span>}
      <div className="vm-page-actions">{actions}</div>
    </div>
  );
}

/** Toàn đơn vị › Công an huyện …: the way back up, where units were opened one below the other. */
function Path() {
  const t = useText().totals;
  const { path, set } = useLook();
  if (path.length === 0) return null;
  return (
    <nav aria-label={t.path}>
      <Breadcrumbs separator="›" separatorMargin="xs">
        <Anchor component="button" type="button" onClick={() => set({ path: [] })}>
          {t.whole}
        </Anchor>
        {path.map(({ id, name }, at) =>
          at === path.length - 1 ? (
            <span key={id} aria-current="page">
              {name}
            </span>
          ) : (
            <Anchor key={id} component="button" type="button" onClick={() => set({ path: path.slice(0, at + 1) })}>
              {name}
            </Anchor>
          ),
        )}
      </Breadcrumbs>
    </nav>
  );
}
