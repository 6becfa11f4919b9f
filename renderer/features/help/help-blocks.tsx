import { Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { anchorOf, type Page } from '../../help/library.ts';
import type { Block, Inline } from '../../help/markdown.ts';
import { pictureSize } from '../../help/picture-size.ts';
import { pictureAddress } from '../../help/pictures.ts';
import { useText } from '../../text/index.ts';

interface HelpBlocksProps {
  page: Page;
  anchor?: string | undefined;
  /** Follows a link; undefined on paper, where links are words. */
  follow?: (to: string) => void;
}

/** A page of the help, in the panel or on paper. */
export function HelpBlocks({ page, anchor, follow }: HelpBlocksProps) {
  return page.blocks.map((block, index) => (
    <Shown
      key={index}
      block={block}
      isAimed={anchor !== undefined && block.kind === 'heading' && anchorOf(block) === anchor}
      follow={follow}
    />
  ));
}

interface ShownProps {
  block: Block;
  isAimed: boolean;
  follow: HelpBlocksProps['follow'];
}

function Shown({ block, isAimed, follow }: ShownProps) {
  const shown = (inline: Inline, index: number): ReactNode => inlineOf(inline, index, follow);
  switch (block.kind) {
    case 'heading': {
      const Heading = (['h3', 'h4', 'h5'] as const)[block.level - 1] ?? 'h4';
      return (
        <Heading data-anchor={anchorOf(block)} data-aimed={isAimed || undefined}>
          {block.text}
        </Heading>
      );
    }
    case 'list': {
      const List = block.isOrdered ? 'ol' : 'ul';
      return (
        <List {...(block.isOrdered && block.start > 1 ? { start: block.start } : {})}>
          {block.items.map((item, index) => (
            <li key={index}>{item.map(shown)}</li>
          ))}
        </List>
      );
    }
    case 'picture':
      return follow === undefined ? <Picture block={block} isEager /> : <OpenPicture block={block} />;
    default:
      return <p className={block.kind === 'note' ? 'vm-help-note' : undefined}>{block.content.map(shown)}</p>;
  }
}

function inlineOf(inline: Inline, index: number, follow: HelpBlocksProps['follow']): ReactNode {
  switch (inline.kind) {
    case 'strong':
      return <strong key={index}>{inline.text}</strong>;
    case 'key':
      return <kbd key={index}>{inline.text}</kbd>;
    case 'link':
      return follow === undefined ? (
        <strong key={index}>{inline.text}</strong>
      ) : (
        <button key={index} type="button" className="vm-link" onClick={() => follow(inline.to)}>
          {inline.text}
        </button>
      );
    default:
      return inline.text;
  }
}

type PictureBlock = Extract<Block, { kind: 'picture' }>;

function Picture({ block, isEager = false }: { block: PictureBlock; isEager?: boolean }) {
  return (
    <img
      className="vm-help-picture"
      src={pictureAddress(block.name)}
      alt={block.text}
      {...pictureSize}
      loading={isEager ? 'eager' : 'lazy'}
      decoding="async"
    />
  );
}

/** Small beside the work; pressed, as large as the window lets it be. */
function OpenPicture({ block }: { block: PictureBlock }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <figure className="vm-help-figure">
      <button type="button" title={t.help.enlarge} onClick={() => setOpen(true)}>
        <Picture block={block} />
      </button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={block.text}
        size="auto"
        centered
        closeButtonProps={{ 'aria-label': t.common.actions.close }}
      >
        <Picture block={block} isEager />
      </Modal>
    </figure>
  );
}
