import { Button } from '@mantine/core';
import { Check } from 'lucide-react';
import { useText } from '../../text/index.ts';

interface WizardStepsProps {
  step: number;
  onStep: (step: number) => void;
}

/** Where one is, and the way back to what is done. */
export function WizardSteps({ step, onStep }: WizardStepsProps) {
  const t = useText().reorganization.wizard;
  return (
    <nav aria-label={t.stepsLabel}>
      <ol className="vm-wizard-steps">
        {t.steps.map((label, index) => (
          <li key={label} data-done={index < step || undefined}>
            <button
              type="button"
              aria-current={index === step ? 'step' : undefined}
              disabled={index > step + 1}
              onClick={() => index !== step && onStep(index)}
            >
              <span className="vm-wizard-number">
                {index < step ? <Check size="0.75rem" aria-hidden /> : index + 1}
              </span>
              {label}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface WizardFootProps {
  step: number;
  isBusy: boolean;
  /** Nothing stands in the way of recording. */
  isReady: boolean;
  errorShown: string | undefined;
  onBack: (() => void) | undefined;
  onNext: () => void;
  onRecord: () => void;
  onCancel: () => void;
}

/** The buttons of every step, in one place, with their keys. */
export function WizardFoot(props: WizardFootProps) {
  const { step, isBusy, isReady, errorShown, onBack, onNext, onRecord, onCancel } = props;
  const t = useText().reorganization.wizard;
  const isLast = step === t.steps.length - 1;
  return (
    <footer className="vm-form-footer">
      {errorShown !== undefined && (
        <p className="vm-form-error" role="alert">
          {errorShown}
        </p>
      )}
      <div className="vm-form-buttons">
        {isLast ? (
          <Button loading={isBusy} disabled={!isReady} onClick={onRecord} rightSection={<kbd>Ctrl+S</kbd>}>
            {t.record}
          </Button>
        ) : (
          <Button disabled={step === 3 && !isReady} onClick={onNext} rightSection={<kbd>Ctrl+Enter</kbd>}>
            {t.next}
          </Button>
        )}
        {onBack !== undefined && (
          <Button variant="default" onClick={onBack} rightSection={<kbd>Alt+PgUp</kbd>}>
            {t.back}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={onCancel} rightSection={<kbd>Esc</kbd>}>
          {t.cancel}
        </Button>
      </div>
    </footer>
  );
}
