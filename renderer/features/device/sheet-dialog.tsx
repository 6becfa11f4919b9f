import { Modal } from '@mantine/core';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { notifyDone } from '../../ui/notify.ts';
import { SecretSheet } from './secret-sheet.tsx';
import { useSheet } from './sheet-store.ts';

/** The sheet over whatever screen is there; no key and no press beside it closes it before it was put away. */
export function SheetDialog() {
  const t = useText().device.sheet;
  const officeName = useSession((s) => s.officeName);
  const { sheet, putAway } = useSheet();
  const finish = (): void => {
    if (sheet !== undefined) notifyDone(sheet.done);
    putAway();
  };
  return (
    <Modal
      opened={sheet !== undefined}
      onClose={() => {}}
      title={t.title}
      size="lg"
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      {sheet !== undefined && <SecretSheet officeName={officeName} {...sheet} doneLabel={t.done} onDone={finish} />}
    </Modal>
  );
}
