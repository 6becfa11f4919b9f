import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What a mode bundles. A sandboxed preload must be CommonJS; a worker thread and Electron's main may be modules. */
const bundles = {
  main: { entry: at('electron/main.ts'), format: 'es', file: 'main.mjs' },
  preload: { entry: at('electron/preload.ts'), format: 'cjs', file: 'preload.cjs' },
  worker: { entry: at('db/worker.ts'), format: 'es', file: 'worker.mjs' },
  bundleThread: { entry: at('db/bundle-thread.ts'), format: 'es', file: 'bundle-thread.mjs' },
} as const;

/** Bundles for Electron; the terminal and the loopback host run from TypeScript. Only the database's native module stays outside. */
export default defineConfig(({ mode }) => {
  const { entry, format, file } = bundles[mode as keyof typeof bundles];
  return {
    root: at('.'),
    publicDir: false,
    ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
    build: {
      ssr: entry,
      outDir: at('out'),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: false,
      rollupOptions: { output: { format, entryFileNames: file } },
    },
  };
});
