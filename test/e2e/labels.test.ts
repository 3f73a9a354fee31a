import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { cell } from '../../contract/labelSheet.ts';
import { LABEL_SHEETS } from '../../core/label/sheets.ts';
import type { TestApp } from '../support/app.ts';
import { cellOf, chooseSheet, fromCorner } from '../support/labels.ts';
import { downloaded, story } from '../support/launch.ts';
import { readPdf, textIn } from '../support/pdf.ts';
import { listReady } from '../support/screens.ts';

const TOLERANCE = 0.1;
const ELM022 = LABEL_SHEETS.find(({ id }) => id === 'ELM022')!;

const makePdf = (page: Parameters<typeof downloaded>[0]) =>
  downloaded(page, () => page.getByRole('button', { name: 'PDFを作る' }).click());

story(
  'labels of chosen assets from the third row of a used sheet, a spoilt cell skipped',
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
    await chooseSheet(page, '28388');
    await page.getByText('48.3×25.4mm、4列×11段').waitFor();

    // The first free cell by a click; on by the keyboard: Enter begins there, Space skips.
    await cellOf(page, 6).click();
    await page.getByText('2段目の2列目').waitFor();
    for (const key of ['ArrowDown', 'ArrowRight', 'Enter', 'ArrowRight', ' ']) await page.keyboard.press(key);
    await page.getByText('3段目の3列目').waitFor();
    const start = 2 * ELM022.columns + 3;
    expect(await cellOf(page, start).getAttribute('aria-checked')).toBe('true');
    expect(await cellOf(page, start + 1).getAttribute('aria-label')).toBe('3段目 4列目 とばします');
    expect(await cellOf(page, start + 1).evaluate((element) => element === document.activeElement)).toBe(true);
    // Ctrl with a click does the same, and takes it back.
    await cellOf(page, start + 2).click({ modifiers: ['Control'] });
    expect(await cellOf(page, start + 2).getAttribute('aria-label')).toBe('4段目 1列目 とばします');
    await cellOf(page, start + 2).click({ modifiers: ['Control'] });
    // How many labels there will be comes with the preview.
    await expect.poll(() => cellOf(page, start + 2).getAttribute('aria-label')).toBe('4段目 1列目 印刷します');

    const file = await makePdf(page);
    expect(file.name).toMatch(/\.pdf$/);
    await page
      .getByRole('status')
      .getByText(/ラベル3枚、\s*1ページ/)
      .waitFor();
    const pages = readPdf(readFileSync(file.path));
    expect(pages).toHaveLength(1);
    const printed = pages[0]!;
    expect([Math.round(printed.w), Math.round(printed.h)]).toEqual([ELM022.paperWidth, ELM022.paperHeight]);

    const chosen = await app.call('asset.list', { kind: 'hardware', columns: ['number', 'name'], limit: 3 });
    const numbers = chosen.rows.map((row) => String(row.values['number']));
    const used = [start, start + 2, start + 3];
    for (const [i, number] of numbers.entries()) expect(textIn(printed, cell(ELM022, used[i]! - 1))).toContain(number);
    for (const empty of [start - 1, start + 1, start + 4]) expect(textIn(printed, cell(ELM022, empty - 1))).toBe('');

    // The same label in the first cell of a whole sheet: its number stands there as far from the cell's corner.
    const whole = await app.job('label.print', { filter: { ids: [chosen.rows[0]!.id] }, sheetId: 'ELM022', start: 1 });
    const [other] = readPdf(readFileSync(whole.path));
    const here = fromCorner(printed, numbers[0]!, cell(ELM022, start - 1));
    const there = fromCorner(other!, numbers[0]!, cell(ELM022, 0));
    expect(Math.abs(here.x - there.x)).toBeLessThan(TOLERANCE);
    expect(Math.abs(here.y - there.y)).toBeLessThan(TOLERANCE);
    expect(here.x).toBeGreaterThan(0);
    // CONTROL: measured against the neighbouring cell the difference is found.
    expect(Math.abs(fromCorner(printed, numbers[0]!, cell(ELM022, start)).x - there.x)).toBeGreaterThan(TOLERANCE);

    // The register remembers where this sheet goes on.
    await page.getByText('1段目の2列目').waitFor();
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
    await chooseSheet(page, '31553');
    await page.getByText('余白は計算で求めた値です。', { exact: false }).waitFor();
    await page.getByLabel('探す言葉').fill('ないはずの言葉');
    await page.keyboard.press('Enter');
    await page.getByText('ラベルにする資産がありません。').waitFor();
    expect(await page.getByRole('button', { name: 'PDFを作る' }).isDisabled()).toBe(true);
  },
);

async function printed(app: TestApp): Promise<void> {
  await app.job('label.print', { filter: { kind: 'hardware' }, sheetId: 'ELM022' });
}

async function rename(app: TestApp, name: string, values: Record<string, string>): Promise<string> {
  const { rows } = await app.call('asset.list', { kind: 'hardware', query: name, columns: ['name'] });
  const { id, revision } = await app.call('asset.get', { id: rows[0]!.id });
  await app.call('asset.update', { id, revision, values });
  return id;
}

story(
  'a changed asset asks for a new label, from 今日の仕事 to the print, and is done then',
  { register: 'sample', printer: true, prepare: printed },
  async ({ page, app }) => {
    await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
    expect(await page.getByText('貼り替えが必要なラベルがあります').count()).toBe(0);
    const id = await rename(app, '計量用PC', { name: '計量棟の端末' });
    await rename(app, '共有NAS', { note: '備考はラベルにない' });

    await page.getByRole('link', { name: /^貼り替える/ }).click();
    const list = page.getByRole('region', { name: '貼り替えが必要なラベル' });
    await list.getByText('計量棟の端末').first().waitFor();
    expect(await list.getByRole('checkbox').count()).toBe(1);
    expect(await list.locator('.stale-changes').innerText()).toMatch(/名称：計量用PC.* → 計量棟の端末/);
    // Left out this time, and in again.
    const box = list.getByRole('checkbox', { name: /計量棟の端末を印刷する/ });
    await box.focus();
    await page.keyboard.press('Space');
    await page.getByText('印刷するラベルがありません。').waitFor();
    await page.keyboard.press('Space');
    await page.locator('.label-page').first().waitFor();

    const file = await makePdf(page);
    await page.getByText('貼り替えが必要なラベルはありません。').waitFor();
    const [sheet] = readPdf(readFileSync(file.path));
    expect(sheet!.glyphs.map(({ text }) => text).join('')).toContain('計量棟の端末');
    expect(await app.call('label.stale', {})).toEqual([]);

    // The asset's page tells both prints, with what they said.
    await page.goto(`${page.url().split('#')[0]}#/asset/${id}`);
    const section = page.locator('#section-labels');
    await section.getByText('第2版').waitFor();
    await section.getByText('第1版').waitFor();
    expect(await section.innerText()).toContain('計量棟の端末');
  },
);

story(
  'labels of places say the highest class inside and who keeps the key; erased media say how and by whom',
  { register: 'sample', printer: true },
  async ({ page }) => {
    await page.getByRole('link', { name: '設定', exact: true }).click();
    await page.getByRole('link', { name: 'マスター' }).click();
    await page.getByRole('button', { name: /^保管・設置場所/ }).click();
    await page.getByRole('button', { name: '計量棟を直す' }).click();
    await page.getByRole('dialog').getByLabel('鍵管理者').fill('施設グループ長');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'ラベル', exact: true }).click();
    await page.getByRole('radio', { name: '場所', exact: true }).check();
    await page.getByText('場所が選ばれていません。').waitFor();
    await page.getByLabel('場所を探す').fill('計量棟');
    const place = page.getByRole('region', { name: 'ラベルにする場所' }).getByRole('checkbox').first();
    await place.check();
    await chooseSheet(page, 'ELM018');
    await page.locator('.label-page').first().waitFor();
    const file = await makePdf(page);
    const [sheet] = readPdf(readFileSync(file.path));
    const words = sheet!.glyphs.map(({ text }) => text).join('');
    for (const word of ['計量棟', '施設グループ長', 'C2']) expect(words).toContain(word);

    await page.getByRole('radio', { name: '消去済の媒体' }).check();
    await page.getByLabel('種類', { exact: true }).selectOption({ label: '電磁的記録媒体' });
    await page.getByText('消去の内容が足りません。').waitFor();
    await page.getByLabel('消去した日').fill('R8.11.20');
    await page.getByLabel('消去の方法').fill('物理的な破壊');
    await page.getByLabel('消去の担当').fill('葦沼 恵');
    await page.locator('.label-page').first().waitFor();
    const erased = await makePdf(page);
    const said = readPdf(readFileSync(erased.path))[0]!
      .glyphs.map(({ text }) => text)
      .join('');
    for (const word of ['消去済', '物理的な破壊', '葦沼 恵']) expect(said).toContain(word);
  },
);
