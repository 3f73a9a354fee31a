// First: it tells zod not to generate code, which the content security policy forbids.
import '../contract/define.ts';
import '@fontsource/biz-udgothic/400.css';
import '@fontsource/biz-udgothic/700.css';
import '@fontsource/noto-sans-jp/400.css';
import './style/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { refuseMissedDrops } from './missedDrops.ts';
import { sayUnforeseen } from './unforeseen.ts';

sayUnforeseen();
refuseMissedDrops();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
