import type { Locator, Page } from 'playwright-core';
import type { Rect } from '../../contract/labelSheet.ts';
import type { PdfPage } from './pdf.ts';

/** The picture's cell of that number, from 1. */
export function cellOf(page: Page, index: number): Locator {
  return page.locator(`[data-cell="${index}"]`);
}

/** Chooses a label sheet by what stands on its packet or by its name. */
export async function chooseSheet(page: Page, words: string, label = 'ラベル用紙'): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true });
  await box.click();
  await box.fill(words);
  await page.getByRole('listbox', { name: '候補' }).getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Where the first letter of that text stands on the page, mm. @throws when it is not there */
export function placeOf(page: PdfPage, text: string): { x: number; y: number } {
  const all = page.glyphs.map((glyph) => glyph.text).join('');
  const at = all.indexOf(text);
  if (at < 0) throw new Error(`${text} is not on the page`);
  // Every glyph of a number is one letter.
  let letters = 0;
  return page.glyphs.find((glyph) => {
    letters += glyph.text.length;
    return letters > at;
  })!;
}

/** How far that text stands from a corner, mm. */
export function fromCorner(page: PdfPage, text: string, corner: Pick<Rect, 'x' | 'y'>): { x: number; y: number } {
  const at = placeOf(page, text);
  return { x: at.x - corner.x, y: at.y - corner.y };
}
