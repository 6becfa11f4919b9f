import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorText, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import type { GridProps } from './types.ts';

/** A list this long also says where one is in it. */
const placedFrom = 200;

interface FootProps<R> extends Pick<GridProps<R>, 'rows' | 'selection' | 'isAllMatching' | 'footer'> {
  /** The active row, from 1. */
  place: number;
  /** Rows in sight are on their way. */
  isBusy: boolean;
  children: ReactNode;
}

/** How many rows there are, which of them is active, what is chosen, and what goes wrong. */
export function GridFoot<R>({ rows, selection, isAllMatching = false, footer, place, isBusy, children }: FootProps<R>) {
  const { common: t, grid } = useText();
  const chosen = isAllMatching ? rows.total : (selection?.size ?? 0);
  return (
    <div className="vm-grid-foot">
      <span role="status" className="vm-grid-status">
        {!rows.isLoading && (rows.error === undefined || rows.total > 0) && (
          <span>{rows.isCounted ? t.grid.total(rows.total) : grid.counting}</span>
        )}
        {chosen > 0 && <span>{t.grid.selected(chosen)}</span>}
        {isBusy && rows.error === undefined && (
          <span className="vm-grid-more">
            <Loader size="0.75rem" /> {t.grid.loadingMore}
          </span>
        )}
      </span>
      {rows.total > placedFrom && <span>{grid.place(showNumber(place))}</span>}
      {rows.error !== undefined && rows.total > 0 && (
        <span className="vm-grid-foot-error" role="alert">
          {errorText(rows.error)}
          <Button size="compact-xs" variant="default" onClick={rows.reload}>
            {t.actions.retry}
          </Button>
        </span>
      )}
      <span className="vm-grid-foot-end">
        {footer}
        {children}
      </span>
    </div>
  );
}
