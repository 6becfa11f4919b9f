import { useEffect, useRef } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { chainSize, layOutChain } from './chain-layout.ts';
import { EffectBadge, effectMeaning } from './effect-badge.tsx';

const rem = (value: number): string => `${value}rem`;

/** The chain of documents drawn: cards that open their document, arrows with the word of each relation. */
export function ChainDrawing({ chain, currentId }: { chain: Output<'directive.chain'>; currentId: string }) {
  const t = useText().directive;
  const frame = useRef<HTMLDivElement>(null);
  const { nodes, edges, width, height } = layOutChain(chain);
  useEffect(() => {
    frame.current?.querySelector(`[data-id="${currentId}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [currentId]);
  return (
    <div ref={frame} className="vm-chain-frame" role="group" aria-label={t.relation.chainLabel} tabIndex={0}>
      <div className="vm-chain-canvas" style={{ width: rem(width), height: rem(height) }}>
        <svg viewBox={`0 0 ${width} ${height}`} style={{ width: rem(width), height: rem(height) }} aria-hidden>
          <defs>
            <marker
              id="chain-arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="0.5"
              markerHeight="0.5"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M 0 0.5 L 8 4 L 0 7.5 z" className="vm-chain-head" />
            </marker>
          </defs>
          {edges.map(({ fromId, toId, path }) => (
            <path
              key={`${fromId} ${toId}`}
              d={path}
              className="vm-chain-line"
              data-current={fromId === currentId || toId === currentId || undefined}
              markerEnd="url(#chain-arrow)"
            />
          ))}
        </svg>
        {edges.map(({ fromId, toId, relations, labelX, labelY }) => (
          <span
            key={`${fromId} ${toId}`}
            className="vm-chain-word"
            style={{ left: rem(labelX), top: rem(labelY) }}
            aria-hidden
          >
            {relations
              .map(
                ({ kind, isWhole }) =>
                  `${t.relations[kind].toLowerCase()}${isWhole === 0 ? ` (${t.relation.part})` : ''}`,
              )
              .join(', ')}
          </span>
        ))}
        {nodes.map(({ node, x, y }) => (
          <button
            key={node.id}
            type="button"
            className="vm-chain-card"
            data-id={node.id}
            data-meaning={effectMeaning[node.effect]}
            aria-current={node.id === currentId ? 'true' : undefined}
            style={{ left: rem(x), top: rem(y), width: rem(chainSize.width), height: rem(chainSize.height) }}
            title={node.subject}
            onClick={() => go(`/directives/${node.id}/relations`)}
          >
            <strong>{t.nameOf(node.kindAbbreviation === '' ? node.kindName : '', node.number)}</strong>
            <span>{`${showDay(node.issuedOn)} · ${node.issuer}`}</span>
            <EffectBadge effect={node.effect} isPlain />
          </button>
        ))}
      </div>
    </div>
  );
}
