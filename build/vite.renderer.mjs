import { join } from 'node:path';
import react from '@vitejs/plugin-react';

/**
 * Drops the .woff fall-backs of @fontsource: Chromium takes woff2, and they are half of the built screens.
 *
 * @returns {import('vite').Plugin}
 */
const stripWoff = () => ({
  name: 'strip-woff',
  enforce: 'pre',
  transform: {
    filter: { id: /@fontsource.*\.css/ },
    handler: (code) => code.replace(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, ''),
  },
});

/**
 * The screens: renderer/ to out/renderer.
 *
 * @param {string} root the project's folder
 * @returns {import('vite').InlineConfig}
 */
export const rendererConfig = (root) => ({
  configFile: false,
  root: join(root, 'renderer'),
  base: './',
  logLevel: 'warn',
  plugins: [react(), stripWoff()],
  build: {
    outDir: join(root, 'out', 'renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    // The policy allows no data: fonts or scripts, so nothing may be inlined.
    assetsInlineLimit: 0,
    // Its inline script would break the policy; every Chromium we meet knows modulepreload.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
