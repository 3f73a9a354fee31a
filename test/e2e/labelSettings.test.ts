import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { cell } from '../../contract/labelSheet.ts';
import { LABEL_SHEETS } from '../../core/label/sheets.ts';
import { chooseSheet, fromCorner, placeOf } from '../support/labels.ts';
import { downloaded, story } from '../support/launch.ts';
import { readPdf, textIn } from '../support/pdf.ts';
import { toast } from '../support/screens.ts';

const TOLERANCE = 0.1;
const ELM022 = LABEL_SHEETS.find(({ id }) => id === 'ELM022')!;

story(
  'an own sheet is typed, seen, refused while it does not fit, saved and printed on',
  { register: 'sample', printer: true },
  async ({ page, app }) => {
    await page.getByRole('link', { name: '設定', exact: true }).click();
    await page.getByRole('link', { name: 'ラベル用紙' }).click();
    await page.getByRole('button', { name: '組合の用紙を足す' }).click();
    const type = async (label: string, text: string) => {
      await page.getByLabel(label, { exact: true }).fill(text);
    };
    await type('名前', '10面 86×50mm（書庫の札）');
    await type('品番', 'X-10、X-11');
    for (const [label, text] of [
      ['幅', '８６'],
      ['高さ', '50'],
      ['列の数', '3'],
      ['段の数', '5'],
      ['左の余白', '19'],
      ['上の余白', '20'],
      ['横の間隔', '86'],
      ['縦の間隔', '50'],
    ] as const)
      await type(label, text);
    // Said beside the field and seen in the drawing while it is typed; saving is no way out.
    await page.getByText('横が用紙から 67mm はみ出します。').waitFor();
    expect(await page.locator('.sheet-label-wrong').count()).toBe(5);
    await page.keyboard.press('Control+s');
    expect((await app.call('label.sheets', {})).every((sheet) => sheet.preset)).toBe(true);
    await type('列の数', '2');
    await page.getByText('横が用紙から', { exact: false }).waitFor({ state: 'detached' });
    expect(await page.locator('.sheet-label').count()).toBe(10);
    expect(await page.locator('.sheet-label-wrong').count()).toBe(0);
    await page.keyboard.press('Control+s');
    await toast(page, '用紙「10面 86×50mm（書庫の札）」を保存しました。');
    await page.getByRole('rowheader', { name: '10面 86×50mm（書庫の札）' }).waitFor();

    await page.getByRole('link', { name: 'ラベル', exact: true }).click();
    await chooseSheet(page, 'x-11');
    await page.getByText('86×50mm、2列×5段').waitFor();
    await page.getByLabel('種類', { exact: true }).selectOption({ label: '電磁的記録媒体' });
    const file = await downloaded(page, () => page.getByRole('button', { name: 'PDFを作る' }).click());
    const [printed] = readPdf(readFileSync(file.path));
    const own = (await app.call('label.sheets', {})).find((sheet) => !sheet.preset)!;
    const { rows } = await app.call('asset.list', { kind: 'medium', columns: ['number'], limit: 10 });
    const numbers = rows.map((row) => String(row.values['number']));
    for (const [i, number] of numbers.entries()) expect(textIn(printed!, cell(own, i))).toContain(number);
    const [first, last] = [
      fromCorner(printed!, numbers[0]!, cell(own, 0)),
      fromCorner(printed!, numbers[9]!, cell(own, 9)),
    ];
    expect(Math.abs(first.x - last.x)).toBeLessThan(TOLERANCE);
    expect(Math.abs(first.y - last.y)).toBeLessThan(TOLERANCE);
  },
);

story(
  'a template is copied, edited by keyboard, seen at 100 %, saved and used',
  { register: 'sample', printer: true },
  async ({ page, app }) => {
    await page.getByRole('link', { name: '設定', exact: true }).click();
    await page.getByRole('link', { name: 'ラベルのひな形' }).click();
    await page.getByRole('button', { name: 'L1 標準の写しを作る', exact: true }).click();
    await page.getByLabel('名前', { exact: true }).fill('備品の札');
    await page.getByLabel('幅（から）').fill('30');
    await page.getByLabel('高さ（まで）').fill('60');
    await chooseSheet(page, 'ELM012', '見本のラベル用紙');
    const rows = page.locator('.template-row');
    while ((await rows.count()) > 0) await page.getByRole('button', { name: '1行目を消す' }).click();
    await page.getByText('行を一つ以上置いてください。').waitFor();
    // The focus goes where the next row begins, a frame later.
    await page.locator('.template-add:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('1行目に書くもの').selectOption({ label: '資産番号' });
    await page.getByRole('button', { name: '行を足す' }).click();
    await page.getByLabel('2行目に書くもの').selectOption({ label: '決まった文字' });
    await page.getByText('入れる文字を書いてください。').waitFor();
    await page.getByLabel('2行目に入れる文字').fill('管理番号の札');
    // Alt with an arrow takes the row along, and the focus with it.
    await page.keyboard.press('Alt+ArrowUp');
    const moved = page.getByLabel('1行目に入れる文字').and(page.locator(':focus'));
    await moved.waitFor();
    expect(await moved.inputValue()).toBe('管理番号の札');

    const label = page.getByRole('img', { name: '備品の札の仕上がり 100%' });
    await label.getByText('管理番号の札').waitFor();
    const box = (await label.boundingBox())!;
    expect(box.width).toBeCloseTo((66 * 96) / 25.4, 0);
    expect(box.height).toBeCloseTo((33.9 * 96) / 25.4, 0);
    const twice = (await page.getByRole('img', { name: '備品の札の仕上がり 200%' }).boundingBox())!;
    expect(twice.width).toBeCloseTo(2 * box.width, 0);
    // With an asset of the register instead of the specimen.
    await page.getByLabel('見本にする資産').fill('計量用PC');
    await page.getByRole('listbox', { name: '候補' }).getByRole('option').first().click();
    const { rows: found } = await app.call('asset.list', { query: '計量用PC', columns: ['number'], limit: 1 });
    await label.getByText(String(found[0]!.values['number'])).waitFor();

    await page.keyboard.press('Control+s');
    await toast(page, 'ひな形「備品の札」を保存しました。');
    await page.getByRole('button', { name: '備品の札を直す' }).click();
    await page.getByLabel('1行目に入れる文字').fill('備品の札です');
    await page.getByLabel('理由（任意）').fill('字を直した');
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: '備品の札を直す' }).waitFor();
    expect((await app.call('label.templates', {})).find((one) => !one.preset)).toMatchObject({ revision: 2 });

    await page.getByRole('link', { name: 'ラベル', exact: true }).click();
    await chooseSheet(page, 'ELM012');
    await page.getByLabel('ひな形', { exact: true }).selectOption({ label: '備品の札' });
    await page.locator('.label-page').first().getByText('備品の札です').first().waitFor();
    await page.getByLabel('種類', { exact: true }).selectOption({ label: '機器' });
    const file = await downloaded(page, () => page.getByRole('button', { name: 'PDFを作る' }).click());
    const [printed] = readPdf(readFileSync(file.path));
    expect(printed!.glyphs.map(({ text }) => text).join('')).toContain('備品の札です');
  },
);

story(
  'what the ruler says is typed back and moves the print',
  { register: 'sample', printer: true },
  async ({ page, app }) => {
    const { rows } = await app.call('asset.list', { kind: 'hardware', columns: ['number'], limit: 1 });
    const number = String(rows[0]!.values['number']);
    const filter = { ids: [rows[0]!.id] };
    const before = readPdf(readFileSync((await app.job('label.print', { filter, sheetId: 'ELM022' })).path))[0]!;

    await page.getByRole('link', { name: 'ラベル', exact: true }).click();
    await page.getByRole('button', { name: '位置合わせ…' }).click();
    const dialog = page.getByRole('dialog', { name: '位置合わせ' });
    await dialog.getByLabel('プリンターの名前').fill('事務室の複合機');
    await dialog.getByLabel('トレイ').fill('手差し');
    await dialog.getByRole('button', { name: '足す' }).click();
    await dialog.getByText('補正なし').waitFor();
    const ruler = await downloaded(page, () => dialog.getByRole('button', { name: '位置合わせの用紙を作る' }).click());
    const [page1, frames] = readPdf(readFileSync(ruler.path));
    expect(page1!.glyphs.map(({ text }) => text).join('')).toContain('20mm');
    const cross = page1!.shapes.filter(({ kind, w, h }) => kind === 'stroke' && w < 20 && h < 20);
    expect(
      cross.some(({ x, y, w, h }) => Math.abs(x + w / 2 - 20) < TOLERANCE && Math.abs(y + h / 2 - 20) < TOLERANCE),
    ).toBe(true);
    const { w, h } = cell(ELM022, 0);
    expect(frames!.shapes.filter((one) => Math.abs(one.w - w) < 0.5 && Math.abs(one.h - h) < 0.5)).toHaveLength(44);

    // The print came out 1.5 mm too far to the right and 0.8 mm too high, and half a percent too wide.
    await dialog.getByLabel('紙の左の端から十字まで（mm）').fill('21.6');
    await dialog.getByLabel('紙の上の端から十字まで（mm）').fill('19.2');
    await dialog.getByRole('button', { name: '長さも書き入れる' }).click();
    await dialog.getByLabel('横の線の長さ（mm）').fill('150.75');
    await page.keyboard.press('Enter');
    await dialog.getByText('補正を保存しました。', { exact: false }).waitFor();
    const [printer] = await app.call('label.printers', {});
    expect(printer!.scaleX).toBeCloseTo(1 / 1.005, 4);
    expect(printer!.offsetY).toBeCloseTo(0.8, 3);
    await dialog.getByText('下へ0.8mm', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: '閉じる' }).last().click();
    expect(await page.getByLabel('プリンター', { exact: true }).inputValue()).toBe(printer!.id);

    // The same label with the correction: every point at offset + scale × where it was.
    await page.getByLabel('種類', { exact: true }).selectOption({ label: '機器' });
    await page.getByRole('button', { name: '新しい用紙' }).click();
    const file = await downloaded(page, () => page.getByRole('button', { name: 'PDFを作る' }).click());
    const after = placeOf(readPdf(readFileSync(file.path))[0]!, number);
    const was = placeOf(before, number);
    expect(Math.abs(after.x - (printer!.offsetX + printer!.scaleX * was.x))).toBeLessThan(TOLERANCE);
    expect(Math.abs(after.y - (printer!.offsetY + was.y))).toBeLessThan(TOLERANCE);
    // CONTROL: it is not where it was.
    expect(Math.abs(after.x - was.x)).toBeGreaterThan(1);
  },
);
