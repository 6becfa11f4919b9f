import { createInterface } from 'node:readline/promises';

/** A line typed at the terminal, shown while it is typed. */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** A line typed at the terminal without an echo. Ctrl+C ends the program. */
export function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve) => {
    let typed: string[] = [];
    const onData = (text: string): void => {
      for (const sign of text) {
        if (sign === '\u0003') {
          stdin.setRawMode(false);
          process.exit(130);
        }
        if (sign === '\r' || sign === '\n') {
          stdin.off('data', onData);
          stdin.setRawMode(false);
          stdin.pause();
          stderr.write('\n');
          resolve(typed.join(''));
          return;
        }
        if (sign === '\u007f' || sign === '\b') typed = typed.slice(0, -1);
        else typed.push(sign);
      }
    };
    stdin.on('data', onData);
  });
}
