/** A number as decimal text (`0.25`, `-3`, `12`), counted exactly: shares and figures never pass through binary floats. */
export type Decimal = string;

interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

function read(text: Decimal): Scaled {
  const match = DECIMAL.exec(text);
  if (match === null) throw new RangeError(`not a decimal: ${text}`);
  const [, sign = '', whole = '', part = ''] = match;
  return { digits: BigInt(`${sign}${whole}${part}`), scale: part.length };
}

/** The shortest text of the number: no zeros behind, no minus before zero. */
function show({ digits, scale }: Scaled): Decimal {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const part = text.slice(text.length - scale).replace(/0+$/, '');
  return `${sign}${whole}${part === '' ? '' : `.${part}`}`;
}

/** Sum of two decimals. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right] = [read(a), read(b)];
  const scale = Math.max(left.scale, right.scale);
  const at = ({ digits, scale: own }: Scaled): bigint => digits * 10n ** BigInt(scale - own);
  return show({ digits: at(left) + at(right), scale });
}

/** Product of two decimals. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right] = [read(a), read(b)];
  return show({ digits: left.digits * right.digits, scale: left.scale + right.scale });
}

/** Sum of decimals; `0` for none. */
export const sumDecimals = (list: Iterable<Decimal>): Decimal => {
  let sum = '0';
  for (const each of list) sum = addDecimals(sum, each);
  return sum;
};
