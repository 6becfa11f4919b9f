import { Modal } from '@mantine/core';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { Facts } from '../../ui/page.tsx';

/** What the program is, which version, whose data: to be read out on the phone. */
export default function About({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { appVersion, officeName } = useSession();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.common.product}
      size="sm"
      closeButtonProps={{ 'aria-label': t.common.actions.close }}
    >
      <p>{t.help.about.text}</p>
      <Facts
        items={[
          { label: t.help.about.version, value: appVersion },
          { label: t.help.about.office, value: officeName },
        ]}
      />
      <p className="vm-page-note">{t.help.about.offline}</p>
    </Modal>
  );
}
