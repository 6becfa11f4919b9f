/** The numbers after `--name` on the command line, and whether a name stands there. */
export function args(defaults: Readonly<Record<string, number>>): {
  readonly numbers: Readonly<Record<string, number>>;
  readonly has: (name: string) => boolean;
} {
  const given = process.argv.slice(2);
  const numbers = { ...defaults };
  for (const [index, arg] of given.entries()) {
    const name = arg.replace(/^--/, '');
    const value = Number(given[index + 1]);
    if (!arg.startsWith('--') || !(name in defaults)) continue;
    if (!Number.isSafeInteger(value)) {
      console.error(`--${name} needs a number`);
      process.exit(2);
    }
    numbers[name] = value;
  }
  return { numbers, has: (name) => given.includes(`--${name}`) };
}
