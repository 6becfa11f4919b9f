import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import type { Meaning } from './status-badge.tsx';
import './step-chain.css';

export interface ChainNode {
  key: string;
  title: ReactNode;
  note?: ReactNode;
  meaning?: Meaning;
  isCurrent?: boolean;
  onOpen?: () => void;
}

/** A drawn chain: replaced → replacing document, predecessor → successor, step → step. `link` is the word on each arrow. */
export function StepChain({ label, nodes, link }: { label: string; nodes: readonly ChainNode[]; link?: string }) {
  return (
    <ol className="vm-chain" aria-label={label}>
      {nodes.map(({ key, title, note, meaning = 'grey', isCurrent = false, onOpen }, index) => {
        const inside = (
          <>
            <span className="vm-chain-title">{title}</span>
            {note !== undefined && <span className="vm-chain-note">{note}</span>}
          </>
        );
        return (
          <Fragment key={key}>
            {index > 0 && (
              <li className="vm-chain-arrow" aria-hidden={link === undefined}>
                {link !== undefined && <span>{link}</span>}
                <ChevronRight size="1rem" aria-hidden />
              </li>
            )}
            <li className="vm-chain-node" data-meaning={meaning} aria-current={isCurrent ? 'step' : undefined}>
              {onOpen === undefined ? (
                inside
              ) : (
                <button type="button" onClick={onOpen}>
                  {inside}
                </button>
              )}
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}
