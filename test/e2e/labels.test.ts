import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { cell } from '../../contract/labelSheet.ts';
import { LABEL_SHEETS } from '../../core/label/sheets.ts';
import { downloaded, story } from '../support/launch.ts';
import { type PdfPage, readPdf, textIn } from '../support/pdf.ts';
import { listReady } from '../support/screens.ts';

const TOLERANCE = 0.1;

/** Where the first letter of that text stands, mm. */
function placeOf(page: PdfPage, text: string): { x: number; y: number } {
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

story(
  'labels of chosen assets from the third row of a used sheet',
  { register: 'sample', printer: true },
  async ({ page, app }) => {
    await page.getByRole('link', { name: /^機器/ }).first().click();
    await listReady(page);
    await page.getByRole('grid').focus();
    for (const key of ['Space', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
    const bar = page.getByRole('region', { name: '選んだ資産' });
    await bar.getByText('3件を選択').waitFor();
    await bar.getByRole('button', { name: 'ラベル' }).click();
    await page.getByRole('radio', { name: '一覧で選んだ3件' }).waitFor();
    expect(await page.getByRole('radio', { name: '一覧で選んだ3件' }).isChecked()).toBe(true);

    // The first free cell: by a click, then on by the keyboard.
    const sheet = LABEL_SHEETS.find(({ id }) => id === 'ELM022')!;
    await page.getByLabel('ラベル用紙').selectOption(sheet.id);
    const place = (row: number, column: number) =>
      page.getByRole('radio', { name: `${row}段目 ${column}列目`, exact: true });
    await place(2, 2).click();
    await page.getByText('2段目の2列目').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.getByText('3段目の3列目').waitFor();
    expect(await place(3, 3).getAttribute('aria-checked')).toBe('true');
    expect(await place(3, 3).evaluate((element) => element === document.activeElement)).toBe(true);
    const start = 2 * sheet.columns + 3;

    const file = await downloaded(page, () => page.getByRole('button', { name: 'PDFを作る' }).click());
    expect(file.name).toMatch(/\.pdf$/);
    await page
      .getByRole('status')
      .getByText(/ラベル3枚、\s*1ページ/)
      .waitFor();
    const pages = readPdf(readFileSync(file.path));
    expect(pages).toHaveLength(1);
    const printed = pages[0]!;
    expect([Math.round(printed.w), Math.round(printed.h)]).toEqual([sheet.paperWidth, sheet.paperHeight]);

    const chosen = await app.call('asset.list', { kind: 'hardware', columns: ['number', 'name'], limit: 3 });
    for (const [index, row] of chosen.rows.entries())
      expect(textIn(printed, cell(sheet, start - 1 + index))).toContain(String(row.values['number']));
    expect(textIn(printed, cell(sheet, start - 2))).toBe('');
    expect(textIn(printed, cell(sheet, start + 2))).toBe('');

    // The same label in the first cell of a whole sheet: its number stands there as far from the cell's corner.
    const first = chosen.rows[0]!;
    const whole = await app.job('label.print', { filter: { ids: [first.id] }, sheetId: sheet.id, start: 1 });
    const [other] = readPdf(readFileSync(whole.path));
    const number = String(first.values['number']);
    const offset = (on: PdfPage, index: number) => {
      const corner = cell(sheet, index);
      const at = placeOf(on, number);
      return { x: at.x - corner.x, y: at.y - corner.y };
    };
    const [here, there] = [offset(printed, start - 1), offset(other!, 0)];
    expect(Math.abs(here.x - there.x)).toBeLessThan(TOLERANCE);
    expect(Math.abs(here.y - there.y)).toBeLessThan(TOLERANCE);
    expect(here.x).toBeGreaterThan(0);
    // CONTROL: measured against the neighbouring cell the difference is found.
    expect(Math.abs(offset(printed, start).x - there.x)).toBeGreaterThan(TOLERANCE);
  },
);

story(
  'by kind and words; nothing found is said, another sheet shows its cautions',
  { register: 'sample' },
  async ({ page }) => {
    await page.getByRole('link', { name: 'ラベル', exact: true }).click();
    await page.locator('.label-page').first().waitFor();
    await page.getByLabel('種類', { exact: true }).selectOption({ label: '電磁的記録媒体' });
    await page.getByLabel('探す言葉').fill('USB');
    await page.keyboard.press('Enter');
    const preview = page.getByRole('region', { name: '仕上がり' }).last();
    await preview.getByText('USB').first().waitFor();
    await page.getByLabel('探す言葉').fill('ないはずの言葉');
    await page.keyboard.press('Enter');
    await page.getByText('ラベルにする資産がありません。').waitFor();
    expect(await page.getByRole('button', { name: 'PDFを作る' }).isDisabled()).toBe(true);
  },
);
