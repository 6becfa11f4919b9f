import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { ApiError, Result } from '../../db/api/errors.ts';
import { errorText, useText } from '../text/index.ts';
import { isTyping } from './keys.ts';
import './lazy-tree.css';

export interface TreeNode {
  id: string;
  label: string;
  /** False: no arrow. */
  hasChildren: boolean;
  /** Small words after the label. */
  note?: ReactNode;
}

interface LazyTreeProps<N extends TreeNode> {
  label: string;
  /** Children of a node, of the roots for null. Give a new function (useCallback) when the tree is another one. */
  loadChildren: (parent: N | null) => Promise<Result<readonly N[]>>;
  /** Grows when what is loaded is out of date; open branches are read again in place. */
  version?: number;
  selectedId?: string | undefined;
  onSelect: (node: N) => void;
  /** Ids to open at the start: the way down to the chosen node. */
  openIds?: readonly string[];
  empty: ReactNode;
}

interface Visible<N> {
  node: N;
  level: number;
  parentId: string | undefined;
  position: number;
  count: number;
}

const rootKey = '';

/** A tree whose branches are read when they are opened. Arrows move and open, Home and End jump, Enter chooses, letters find. */
export function LazyTree<N extends TreeNode>({
  label,
  loadChildren,
  version = 0,
  selectedId,
  onSelect,
  openIds,
  empty,
}: LazyTreeProps<N>) {
  const t = useText().common;
  const [children, setChildren] = useState<ReadonlyMap<string, readonly N[]>>(new Map());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(openIds));
  const [error, setError] = useState<ApiError>();
  const [focusId, setFocusId] = useState<string>();
  const root = useRef<HTMLDivElement>(null);
  const latest = useRef({ children, open });
  latest.current = { children, open };

  const load = useCallback(
    async (parent: N | null, isStale: () => boolean): Promise<void> => {
      const result = await loadChildren(parent);
      if (isStale()) return;
      setError(result.ok ? undefined : result.error);
      if (!result.ok) return;
      setChildren((old) => new Map(old).set(parent?.id ?? rootKey, result.value));
      const opened = result.value.filter((node) => node.hasChildren && latest.current.open.has(node.id));
      await Promise.all(opened.map((node) => load(node, isStale)));
    },
    [loadChildren],
  );

  // version only says "again"
  useEffect(() => {
    let stale = false;
    void load(null, () => stale);
    return () => {
      stale = true;
    };
  }, [load, version]);

  useEffect(() => {
    if (openIds === undefined || openIds.length === 0) return;
    setOpen((old) => new Set([...old, ...openIds]));
  }, [openIds]);

  const rows = visibleRows(children, open);
  const focused = rows.find((row) => row.node.id === (focusId ?? selectedId)) ?? rows[0];

  const toggle = (node: N, isOpen: boolean): void => {
    setOpen((old) => {
      const next = new Set(old);
      if (isOpen) next.add(node.id);
      else next.delete(node.id);
      return next;
    });
    if (isOpen && !latest.current.children.has(node.id)) void load(node, () => false);
  };
  const focus = (row: Visible<N> | undefined): void => {
    if (row === undefined) return;
    setFocusId(row.node.id);
    root.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(row.node.id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTyping(event.nativeEvent) || focused === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const index = rows.indexOf(focused);
    const { node } = focused;
    const isOpen = open.has(node.id);
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(rows[index + 1]),
      ArrowUp: () => focus(rows[index - 1]),
      Home: () => focus(rows[0]),
      End: () => focus(rows.at(-1)),
      ArrowRight: () => (isOpen ? focus(rows[index + 1]) : node.hasChildren && toggle(node, true)),
      ArrowLeft: () =>
        isOpen && node.hasChildren ? toggle(node, false) : focus(rows.find((row) => row.node.id === focused.parentId)),
      Enter: () => onSelect(node),
      ' ': () => onSelect(node),
    };
    const act = moves[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  if (children.get(rootKey)?.length === 0) return <>{empty}</>;
  return (
    <div className="vm-tree-frame">
      {error !== undefined && <p role="alert">{errorText(error)}</p>}
      <div ref={root} className="vm-tree" role="tree" aria-label={label} onKeyDown={onKeyDown}>
        {rows.map(({ node, level, position, count }) => {
          const isOpen = open.has(node.id);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree itself handles the keys of its items
            <div
              key={node.id}
              className="vm-tree-item"
              role="treeitem"
              data-id={node.id}
              aria-level={level}
              aria-posinset={position}
              aria-setsize={count}
              aria-selected={node.id === selectedId}
              aria-expanded={node.hasChildren ? isOpen : undefined}
              tabIndex={node.id === focused?.node.id ? 0 : -1}
              style={{ paddingInlineStart: `${(level - 1) * 1.125 + 0.25}rem` }}
              onClick={() => {
                setFocusId(node.id);
                onSelect(node);
              }}
            >
              {node.hasChildren ? (
                <button
                  type="button"
                  tabIndex={-1}
                  className="vm-tree-arrow"
                  data-open={isOpen || undefined}
                  aria-label={isOpen ? t.tree.collapse(node.label) : t.tree.expand(node.label)}
                  onClick={(event) => {
                    event.stopPropagation();
                    toggle(node, !isOpen);
                  }}
                >
                  <ChevronRight size="1rem" aria-hidden />
                </button>
              ) : (
                <span className="vm-tree-arrow" />
              )}
              <span className="vm-tree-label">{node.label}</span>
              {node.note !== undefined && <span className="vm-page-note">{node.note}</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The items that are to be seen, top to bottom. */
function visibleRows<N extends TreeNode>(
  children: ReadonlyMap<string, readonly N[]>,
  open: ReadonlySet<string>,
): Visible<N>[] {
  const rows: Visible<N>[] = [];
  const add = (parentId: string | undefined, level: number): void => {
    const nodes = children.get(parentId ?? rootKey) ?? [];
    nodes.forEach((node, index) => {
      rows.push({ node, level, parentId, position: index + 1, count: nodes.length });
      if (open.has(node.id)) add(node.id, level + 1);
    });
  };
  add(undefined, 1);
  return rows;
}
