import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { Joined } from './joined.tsx';

export default function BundleScreen() {
  const t = useText().bundle.list;
  return (
    <Page title={t.title}>
      <Joined states={[]}>{() => null}</Joined>
    </Page>
  );
}
