import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { stocktakeWriters } from '../../../db/api/contract/stocktake.ts';
import { go } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Section } from '../../ui/page.tsx';
import { useApi } from '../../use-api.ts';
import './stocktake.css';

/** Sơ kết, tổng kết over one document; fills a slot of its detail. */
export default function DirectiveStocktakes({ directiveId }: { directiveId: string }) {
  const t = useText().stocktake;
  const canWrite = useMayFor(stocktakeWriters);
  const { data } = useApi('stocktake.list', { directiveId, limit: 50 }, { entities: ['stocktake', 'stocktakeTask'] });
  if (data === undefined || (data.rows.length === 0 && !canWrite)) return null;
  const add = canWrite && (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<Plus size="0.875rem" aria-hidden />}
      aria-label={t.add}
      onClick={() => go(`/stocktakes/new/${directiveId}`)}
    >
      {t.ofDirective.add}
    </Button>
  );
  return (
    <Section title={t.ofDirective.title} actions={add}>
      {data.rows.length === 0 && <p className="vm-page-note">{t.ofDirective.none}</p>}
      <ul className="vm-stocktake-lines">
        {data.rows.map((row) => (
          <li key={row.id}>
            <span>
              <a href={`#/stocktakes/${row.id}`}>{row.title}</a>
              <small>
                {t.kinds[row.kind]} · {showDay(row.heldOn)} · {t.forms[row.form]}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
