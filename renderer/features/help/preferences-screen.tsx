import { Preferences } from '../../preferences.tsx';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';

/** Tùy chọn hiển thị: colours, size, rows, language; on this PC, for this user of Windows. */
export default function PreferencesScreen() {
  const t = useText().command.view;
  return (
    <Page title={t.preferencesTitle} scrolls>
      <div className="vm-preferences-page">
        <Preferences />
      </div>
    </Page>
  );
}
