import './trusted-types.ts';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './theme.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { useLayout } from './stores/layout.ts';
import { changeLanguage } from './text/index.ts';

z.config({ jitless: true }); // compiling schemas would need eval, which the page's policy refuses

const root = document.getElementById('root');
if (root !== null) {
  await changeLanguage(useLayout.getState().language).catch(() => changeLanguage('vi'));
  createRoot(root).render(<App />);
}
