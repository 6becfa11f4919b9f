import { Check, CircleDashed, X } from 'lucide-react';
import { Fragment } from 'react';
import type { AssessmentRow, CriterionRow, Registration } from '../../../db/api/contract/model-ward.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';

type Mark = AssessmentRow['marks'][number]['mark'];

const icons = { met: Check, notMet: X, notEntered: CircleDashed };

/** A mark with its word: the colour never speaks alone. */
export function MarkCell({ mark }: { mark: Mark }) {
  const t = useText().modelWard;
  const Icon = icons[mark];
  return (
    <span className="vm-ward-mark" data-mark={mark}>
      <Icon size="1em" strokeWidth={2.4} aria-hidden />
      {t.marks[mark]}
    </span>
  );
}

/** Words of a criterion; one that nobody has worded is called by its number. */
export function CriterionWords({ criterion }: { criterion: CriterionRow }) {
  const t = useText().modelWard.detail;
  return (
    <>
      {criterion.content === '' ? (
        <span className="vm-page-note">{t.unworded(criterion.orderNumber)}</span>
      ) : (
        criterion.content
      )}
      {criterion.isRequired === 1 && <small className="vm-ward-required">{t.required}</small>}
    </>
  );
}

/** Every criterion with the latest assessment of each kind side by side; what an inspection sees otherwise is marked. */
export function CriteriaTable({ registration }: { registration: Registration }) {
  const t = useText().modelWard;
  const { criteria, assessments } = registration;
  const columns = (['self', 'inspection', 'appraisal'] as const).flatMap(
    (kind) => assessments.find((one) => one.kind === kind) ?? [],
  );
  if (columns.length === 0) return <p className="vm-page-note">{t.detail.noAssessments}</p>;
  const marksOf = columns.map(({ marks }) => new Map(marks.map((one) => [one.criterionId, one])));
  const markAt = (column: number, id: string): Mark => marksOf[column]?.get(id)?.mark ?? 'notEntered';
  return (
    <table className="vm-ward-table">
      <thead>
        <tr>
          <th scope="col">{t.detail.criterion}</th>
          {columns.map(({ id, kind, onDay }) => (
            <th key={id} scope="col">
              {t.assessmentKinds[kind]}
              <small>{showDay(onDay)}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {criteria.map((criterion, index) => (
          <Fragment key={criterion.id}>
            {criterion.groupName !== '' && criterion.groupName !== criteria[index - 1]?.groupName && (
              <tr className="vm-ward-group">
                <th scope="colgroup" colSpan={columns.length + 1}>
                  {criterion.groupName}
                </th>
              </tr>
            )}
            <tr>
              <th scope="row">
                <div className="vm-ward-criterion">
                  <span className="vm-ward-number">{criterion.orderNumber}</span>
                  <span>
                    <CriterionWords criterion={criterion} />
                  </span>
                </div>
              </th>
              {columns.map(({ id, kind }, column) => {
                const note = marksOf[column]?.get(criterion.id)?.note ?? '';
                const mark = markAt(column, criterion.id);
                const differs = column > 0 && columns[0]?.kind === 'self' && markAt(0, criterion.id) !== mark;
                return (
                  <td key={id} data-differs={(differs && kind !== 'self') || undefined}>
                    <MarkCell mark={mark} />
                    {differs && <small>{t.detail.differs}</small>}
                    {note !== '' && <small>{note}</small>}
                  </td>
                );
              })}
            </tr>
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t.registrationEntity}</th>
          {columns.map(({ id, result }) => (
            <td key={id}>
              {t.result(result)}
              <small>{t.outcomes[result.outcome]}</small>
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}
