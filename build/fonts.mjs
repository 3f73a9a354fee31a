import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Fonts that printed documents carry inside themselves: package folder to the weights that are used. */
const FONTS = { 'biz-udgothic': ['400', '700'], 'noto-sans-jp': ['400', '700'] };

/**
 * Copies the numbered slices of the fonts and the lists of what is in them to out/fonts/<font>/, so that the packaged
 * app needs no node_modules/@fontsource. Same layout as in the package: `unicode.json` and `files/*.woff2`.
 *
 * @param {string} root the project's folder
 */
export function copyFonts(root) {
  const target = join(root, 'out', 'fonts');
  rmSync(target, { recursive: true, force: true });
  for (const [font, weights] of Object.entries(FONTS)) {
    const from = join(root, 'node_modules', '@fontsource', font);
    const to = join(target, font);
    mkdirSync(join(to, 'files'), { recursive: true });
    cpSync(join(from, 'unicode.json'), join(to, 'unicode.json'));
    cpSync(join(from, 'LICENSE'), join(to, 'LICENSE'));
    const wanted = new RegExp(`^${font}-\\d+-(?:${weights.join('|')})-normal\\.woff2$`);
    for (const name of readdirSync(join(from, 'files')).filter((n) => wanted.test(n))) {
      cpSync(join(from, 'files', name), join(to, 'files', name));
    }
  }
}
