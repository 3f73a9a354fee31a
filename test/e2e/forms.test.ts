import { readFileSync } from 'node:fs';
import readBook from 'read-excel-file/node';
import { expect } from 'vitest';
import { violations } from '../support/axe.ts';
import { downloaded, story } from '../support/launch.ts';
import { unionForm } from '../support/unionForm.ts';

story(
  'a form is changed by keyboard, kept as the union’s own, and put out; letters that シフトJIS can’t hold are named',
  {
    register: 'sample',
    prepare: async (app) => {
      await app.call('asset.register', { kind: 'hardware', values: { name: '𠮷野の端末' } });
    },
  },
  async ({ page, app }) => {
    await page.getByRole('link', { name: '出力', exact: true }).click();
    await page.getByRole('link', { name: '様式', exact: true }).click();
    await page.getByRole('radio', { name: '機器台帳' }).check();
    await page.getByLabel('できあがりの見本').getByText('管理番号').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: '写しを作る' }).click();
    await page.getByLabel('様式の名前').fill('端末の一覧');
    await page.getByLabel('様式番号').fill('様式第2号（第4条関係）');
    // The second column goes up, the third one out.
    await page.getByRole('listitem', { name: '2列目「管理番号」' }).getByRole('button').first().focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByRole('listitem', { name: '1列目「管理番号」' }).waitFor();
    await page.getByRole('button', { name: '2列目「No.」を外す' }).press('Enter');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: '端末の一覧' }).waitFor();
    const own = (await app.call('form.list', {})).find(({ form }) => form.name === '端末の一覧')!;
    expect(own.form.columns.slice(0, 2).map(({ field }) => field)).toEqual(['number', 'name']);

    const book = await downloaded(page, () => page.getByRole('button', { name: '出力する' }).click());
    const cells = (await readBook(book.path))[0]!.data.flat();
    expect(cells).toEqual(expect.arrayContaining(['様式第2号（第4条関係）', '𠮷野の端末']));

    await page.getByLabel('ファイルの種類').selectOption('csvSjis');
    await page.getByRole('button', { name: '出力する' }).click();
    await page.getByRole('rowheader', { name: '𠮷' }).waitFor();
    expect(await violations(page)).toEqual([]);
    const csv = await downloaded(page, () => page.getByRole('button', { name: '〓にして出す' }).click());
    const text = new TextDecoder('shift_jis').decode(readFileSync(csv.path));
    expect(text).toContain('〓野の端末');
    expect(text).not.toContain('?');
  },
);

/** A headless browser has neither a PDF viewer nor a dialog: a page stands in for the viewer, and says that it was printed. */
function standInForViewer(): void {
  const viewer = { on: true };
  Object.assign(window, { viewer });
  Object.defineProperty(navigator, 'pdfViewerEnabled', { get: () => viewer.on });
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    if (!(blob instanceof Blob) || blob.type !== 'application/pdf' || !viewer.on) return make(blob);
    void blob
      .slice(0, 5)
      .text()
      .then((printing) => Object.assign(window, { printing }));
    return make(new Blob(['<p>viewer</p>'], { type: 'text/html' }));
  };
  window.print = () => Object.assign(window.parent, { printed: true });
}

story(
  'a form goes to the print dialog as the PDF that it is; where a browser has no viewer the PDF is handed over',
  { register: 'sample', printer: true },
  async ({ page, app }) => {
    await page.addInitScript(standInForViewer);
    await page.goto(`${page.url().split('#')[0]}#/export/forms`);
    await page.reload();
    await page.getByRole('radio', { name: '機器台帳' }).check();
    await page.getByRole('button', { name: '印刷する' }).click();
    await page.waitForFunction(() => (window as { printed?: true }).printed);
    expect(await page.evaluate(() => (window as { printing?: string }).printing)).toBe('%PDF-');
    await page.getByText('件を出力しました').waitFor();
    expect(await violations(page)).toEqual([]);
    // One file, one entry of the history.
    expect(await app.call('output.list', {})).toHaveLength(1);

    await page.evaluate(() => Object.assign((window as { viewer?: { on: boolean } }).viewer!, { on: false }));
    const pdf = await downloaded(page, () => page.getByRole('button', { name: '印刷する' }).click());
    expect(readFileSync(pdf.path).subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByText('ここからは印刷できない').waitFor();
  },
);

story(
  'the conditions of a form are chosen with the chips of the list',
  { register: 'sample' },
  async ({ page, app }) => {
    await page.goto(`${page.url().split('#')[0]}#/export/forms`);
    await page.getByRole('radio', { name: '機器台帳' }).check();
    await page.getByRole('button', { name: '写しを作る' }).click();
    await page.getByLabel('様式の名前').fill('総務の機器');
    await page.getByRole('button', { name: '条件を加える' }).click();
    await page.getByRole('button', { name: '所管部署', exact: true }).click();
    await page.getByRole('button', { name: '所管部署', exact: false }).first().click();
    await page.getByRole('checkbox', { name: '総務グループ' }).check();
    await page.keyboard.press('Escape');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: '総務の機器' }).waitFor();
    const own = (await app.call('form.list', {})).find(({ form }) => form.name === '総務の機器')!;
    const group = (await app.call('master.lists', {}))
      .flatMap(({ items }) => items)
      .find(({ label }) => label === '総務グループ')!;
    expect(own.form.filters['group']).toEqual([group.id]);
    expect(own.form.filters['kind']).toBeDefined();
  },
);

story('a union’s own book becomes a form', { register: 'sample' }, async ({ page }) => {
  await page.goto(`${page.url().split('#')[0]}#/export/forms`);
  await page.getByRole('button', { name: 'お持ちの様式を使う…' }).click();
  const file = { name: '管理簿.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(unionForm()) };
  await page.locator('.file-drop-input').setInputFiles(file);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByRole('heading', { name: '管理簿', exact: true, level: 2 }).waitFor();
  const made = await downloaded(page, () => page.getByRole('button', { name: '出力する' }).click());
  const rows = (await readBook(made.path))[0]!.data;
  expect(rows[1]![0]).toBe('水郷地方環境衛生組合　情報資産管理簿');
});
