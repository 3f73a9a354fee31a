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
