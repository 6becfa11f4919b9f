import { Button } from '@mantine/core';
import { Archive, PackageSearch } from 'lucide-react';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';

/** The way from sending and taking in to the book of bundles, and to a look into a file. */
export function BundleLinks() {
  const t = useText().bundle.links;
  return (
    <>
      <Button
        variant="default"
        leftSection={<PackageSearch size="1rem" aria-hidden />}
        onClick={() => go('/bundles/view')}
      >
        {t.view}
      </Button>
      <Button variant="default" leftSection={<Archive size="1rem" aria-hidden />} onClick={() => go('/bundles')}>
        {t.list}
      </Button>
    </>
  );
}
