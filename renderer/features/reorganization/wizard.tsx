import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { ForbiddenState } from '../../ui/states.tsx';

interface WizardProps {
  unitId: string | undefined;
  correctsId: string | undefined;
}

/** Records an event step by step. */
export function Wizard(_props: WizardProps) {
  const t = useText().reorganization;
  return (
    <Page title={t.record}>
      <ForbiddenState />
    </Page>
  );
}
