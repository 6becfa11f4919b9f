import { Fragment } from 'react';
import type { Marked } from '../../../db/api/contract/search.ts';

/** A text with what was searched for marked. */
export function MarkedText({ text, marks }: Marked) {
  let end = 0;
  const parts = marks.map(([from, to]) => {
    const before = text.slice(end, from);
    end = to;
    return (
      <Fragment key={from}>
        {before}
        <mark>{text.slice(from, to)}</mark>
      </Fragment>
    );
  });
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
