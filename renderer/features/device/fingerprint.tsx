import './device.css';

interface FingerprintProps {
  value: string;
  label: string;
  /** Large enough to be read out over the telephone. */
  isLarge?: boolean;
}

/** Six groups of five digits; screen readers say them group by group. */
export function Fingerprint({ value, label, isLarge = false }: FingerprintProps) {
  return (
    <ol className="vm-print" data-large={isLarge || undefined} aria-label={label}>
      {value.split(' ').map((group, index) => (
        <li key={index}>{group}</li>
      ))}
    </ol>
  );
}
