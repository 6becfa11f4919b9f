import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { Joined } from './joined.tsx';

export default function ExportScreen() {
  const t = useText().bundle.export;
  return (
    <Page title={t.title}>
      <Joined states={[]}>{() => null}</Joined>
    </Page>
  );
}
