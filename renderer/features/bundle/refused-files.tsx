import type { TakenShown } from '../../../db/api/contract/bundle.ts';
import { useText } from '../../text/index.ts';

/** Files that stay out, by name, and why. */
export function RefusedFiles({ files }: { files: TakenShown['refusedFiles'] }) {
  const words = useText().bundle.import;
  if (files.length === 0) return null;
  return (
    <div className="vm-bundle-note" data-meaning="amber">
      <p>{words.refusedFiles(files.length)}</p>
      <ul>
        {files.slice(0, 5).map(({ name, reason }, index) => (
          <li key={`${name} ${String(index)}`}>
            {name || words.unnamedFile}: {words.fileFaults[reason]}
          </li>
        ))}
      </ul>
    </div>
  );
}
