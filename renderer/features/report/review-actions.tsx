import { Button, Modal, Textarea } from '@mantine/core';
import { Check, CheckCheck, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { limits } from '../../../db/api/types.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useCommand } from '../../use-api.ts';

type Shown = Output<'report.get'>;
type Kind = 'approve' | 'return' | 'close';

/** Duyệt, Trả lại, Chốt số liệu: what the caller may decide on this report now. */
export function ReviewActions({ shown }: { shown: Shown }) {
  const t = useText().report;
  const { report, may } = shown;
  const { run, isRunning } = useCommand('report.review');
  const today = useViewDate((s) => s.today);
  const [asked, setAsked] = useState<Kind>();
  const done: Record<Kind, string> = { approve: t.approved, return: t.returned, close: t.closed };
  // A report dated after today on this PC was entered on one whose clock is ahead; the decision is not earlier than it.
  const onDay = today < report.reportedOn ? report.reportedOn : today;
  const decide = async (kind: Kind, reason: string): Promise<void> => {
    const result = await run({ reportId: report.id, kind, onDay, reason }, { done: done[kind] });
    if (result.ok) setAsked(undefined);
  };
  return (
    <>
      {may.approve === null && (
        <Button
          loading={isRunning}
          leftSection={<Check size={16} aria-hidden />}
          onClick={() => void decide('approve', '')}
        >
          {t.actions.approve}
        </Button>
      )}
      {may.return === null && (
        <Button
          variant="default"
          disabled={isRunning}
          leftSection={<Undo2 size={16} aria-hidden />}
          onClick={() => setAsked('return')}
        >
          {t.actions.return}
        </Button>
      )}
      {may.close === null && (
        <Button
          variant="default"
          disabled={isRunning}
          leftSection={<CheckCheck size={16} aria-hidden />}
          onClick={() => setAsked('close')}
        >
          {t.actions.close}
        </Button>
      )}
      <ReturnDialog
        opened={asked === 'return'}
        onReturn={(reason) => decide('return', reason)}
        onClose={() => setAsked(undefined)}
      />
      <ConfirmDialog
        opened={asked === 'close'}
        title={t.closeDialog.title}
        confirmLabel={t.actions.close}
        onConfirm={() => decide('close', '')}
        onClose={() => setAsked(undefined)}
      >
        {t.closeDialog.text}
      </ConfirmDialog>
    </>
  );
}

interface ReturnDialogProps {
  opened: boolean;
  onReturn: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** A reason is asked for before anything is sent back. */
function ReturnDialog({ opened, onReturn, onClose }: ReturnDialogProps) {
  const { report: t, common } = useText();
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (reason.trim() === '') return setMissing(true);
    setBusy(true);
    await onReturn(reason.trim());
    setBusy(false);
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t.returnDialog.title}
      size="md"
      centered
      closeButtonProps={{ 'aria-label': common.actions.close }}
    >
      <Textarea
        label={t.returnDialog.reason}
        description={t.returnDialog.hint}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value);
          setMissing(false);
        }}
        error={isMissing ? t.returnDialog.needed : undefined}
        withAsterisk
        autosize
        minRows={3}
        maxRows={8}
        maxLength={limits.reason}
        data-autofocus
        spellCheck={false}
      />
      <div className="vm-dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {common.actions.cancel}
        </Button>
        <Button loading={isBusy} onClick={() => void send()}>
          {t.returnDialog.confirm}
        </Button>
      </div>
    </Modal>
  );
}
