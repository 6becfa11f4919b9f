/** Sentences one below the other. */
export function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="vm-device-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What to do, in its order. */
export function Steps({ lines }: { lines: readonly string[] }) {
  return (
    <ol className="vm-device-steps">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  );
}
