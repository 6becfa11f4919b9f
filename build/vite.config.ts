import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { noncePlaceholder } from '../electron/static-files.ts';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The renderer: static files that any host serves, with no inline script and no address of the outside world. */
export default defineConfig({
  root: at('renderer'),
  base: './',
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: at('out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    sourcemap: 'hidden',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 3000,
    reportCompressedSize: false,
  },
});
