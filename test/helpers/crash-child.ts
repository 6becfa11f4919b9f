import { host, password } from './host.ts';

/* A process that works until it is killed. argv: data folder, `save`, `directive` or `import`. Tells on standard output what is done. */

const [root = '', work = ''] = process.argv.slice(2);
const { get } = await host({ root });
await get('session.login', { login: 'quantri', password });
process.stdout.write('ready\n');
if (work === 'import') {
  await get('demo.fill', { on: '2026-05-04', communes: 40, directives: 60 });
  process.stdout.write('done\n', () => process.exit());
}
for (let n = 0; work === 'save'; n += 1) {
  const { id } = await get('documentKind.save', {
    id: null,
    name: `Loại ${process.pid} ${n}`,
    abbreviation: '',
    grouping: 'party',
    isActive: 1,
  });
  process.stdout.write(`${id}\n`);
}

for (let n = 0; work === 'directive'; n += 1) {
  const kindId = (await get('documentKind.list', {}))[0]?.id as string;
  const facts = { kindId, direction: 'incoming', issuer: 'Bộ Công an', issuedOn: '2026-01-05' } as const;
  const number = `${process.pid}x${n}`;
  await get('directive.create', { ...facts, number, subject: `Văn bản ${number}` });
  process.stdout.write(`${number}\n`);
}
