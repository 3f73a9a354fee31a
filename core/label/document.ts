/**
 * The complete HTML of a print job for Printer.pdf (core/ports.ts): one section with one SVG per page, no scripts.
 * @param pages SVGs of drawSheets.
 * @param fonts CSS of fontFaces, inlined because the printing window has no network and no files.
 * @param paper page size in mm.
 */
export function labelDocument(
  pages: readonly string[],
  fonts: string,
  paper = { widthMm: 210, heightMm: 297 },
): string {
  const size = `${paper.widthMm}mm ${paper.heightMm}mm`;
  // A section a hair lower than the page: Chromium rounds the page box, and a taller section would spill an empty page.
  const style =
    `@page{size:${size};margin:0}html,body{margin:0;padding:0;background:#fff}` +
    `.sheet{width:${paper.widthMm}mm;height:${paper.heightMm - 0.1}mm;overflow:hidden;break-after:page}` +
    `.sheet:last-child{break-after:auto}.sheet svg{display:block}`;
  const sections = pages.map((svg) => `<section class="sheet">${svg}</section>`).join('\n');
  return `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>ラベル</title><style>${fonts}${style}</style></head><body>\n${sections}\n</body></html>`;
}
