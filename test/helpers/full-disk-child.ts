import { codeOf, host, password } from './host.ts';

/* A process that writes until it is refused. argv: data folder. Prints how many drafts were accepted and the code of the refusal. */

process.on('SIGXFSZ', () => {}); // a limit on the size of files then shows as a failed write
const [root = ''] = process.argv.slice(2);
const { session, call, get } = await host({ root });
await get('session.login', { login: 'quantri', password });
const body = 'x'.repeat(90_000);
let saved = 0;
for (;;) {
  const result = await call('draft.save', { key: `directive:${saved}`, body });
  if (!result.ok) {
    process.stdout.write(
      JSON.stringify({ saved, code: codeOf(result), readable: (await get('draft.list', {})).length }),
    );
    break;
  }
  saved += 1;
}
await session.close();
