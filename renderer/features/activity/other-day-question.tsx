import { Button, Checkbox, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useOtherDay } from '../../stores/other-day.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';

/** Asks before anything is written while another day is looked at; the safe answer has the focus. */
export default function OtherDayQuestion() {
  const t = useText();
  const today = useViewDate((s) => s.today);
  const { asking, answer } = useOtherDay();
  const [remember, setRemember] = useState(false);
  // Kept while the dialog closes, so that its words do not change on the way out.
  const [day, setDay] = useState(today);
  useEffect(() => {
    if (asking === null) return;
    setDay(asking);
    setRemember(false);
  }, [asking]);
  return (
    <Modal
      opened={asking !== null}
      onClose={() => answer(false, false)}
      title={t.activity.otherDay.title}
      size="sm"
      centered
      zIndex={400}
      closeButtonProps={{ 'aria-label': t.common.actions.close }}
    >
      <p>{t.activity.otherDay.text(showDay(day), showDay(today))}</p>
      <Checkbox
        mt="sm"
        checked={remember}
        onChange={(event) => setRemember(event.currentTarget.checked)}
        label={t.activity.otherDay.remember(showDay(day))}
      />
      <div className="vm-dialog-buttons">
        <Button variant="default" onClick={() => answer(false, false)} data-autofocus>
          {t.common.actions.cancel}
        </Button>
        <Button onClick={() => answer(true, remember)}>{t.activity.otherDay.save}</Button>
      </div>
    </Modal>
  );
}
