import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { story } from '../support/launch.ts';
import { readPdf } from '../support/pdf.ts';
import { toast } from '../support/screens.ts';

story('what has changed since is named, and only the rest goes back', {}, async ({ page, app, origin }) => {
  const ids: string[] = [];
  for (const name of ['端末一', '端末二', '端末三'])
    ids.push((await app.call('asset.register', { kind: 'hardware', values: { name } })).id);
  await app.call('asset.updateMany', { ids, values: { note: '一括' } });
  await app.call('asset.update', { id: ids[1]!, revision: 2, values: { note: '手で直した' } });
  await page.goto(`${origin}/#/history/changes`);
  await page.getByRole('button', { name: /の一括変更を取り消す$/ }).click();
  const asked = page.getByRole('dialog', { name: '一括変更（3件）を取り消しますか' });
  await asked.getByText('「端末二」の「備考」が、そのあとでさらに変更されています').waitFor();
  await asked.getByRole('button', { name: '変わっていない2件を取り消す' }).click();
  await toast(page, '一括変更（3件）を取り消しました。そのあとで変わった1件は、そのままです。');
  const notes = await Promise.all(ids.map(async (id) => (await app.call('asset.get', { id })).values['note'] ?? null));
  expect(notes).toEqual([null, '手で直した', null]);
  // The history says that it was taken back, and why others can't be.
  await page.getByText('取り消し済み').waitFor();

  // A setting is taken back where it was made.
  await page.goto(`${origin}/#/settings`);
  await page.getByLabel('組合の名前').fill('別の組合');
  await page.getByRole('button', { name: '保存' }).first().click();
  await toast(page, '設定を保存しました。');
  await page.getByRole('button', { name: '取り消す', exact: true }).last().click();
  await toast(page, '設定の変更（組合名）を取り消しました。');
  expect((await app.call('setting.get', {})).unionName).toBe('水郷地方環境衛生組合');
});

story('健康診断 by hand: looked at, checked whole, put on paper', { printer: true }, async ({ page, app, origin }) => {
  await app.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
  await page.goto(`${origin}/#/history/health`);
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await row('履歴の鎖').getByText('まだ調べていません。').waitFor();
  await page.getByRole('button', { name: '調べる' }).click();
  await row('履歴の鎖').getByText('書かれたときのままです').waitFor();
  await row('控え').getByText('要対応').waitFor();
  await row('控え').getByRole('link', { name: '控えを開く' }).waitFor();
  await page.getByRole('button', { name: '印刷する（PDF）' }).click();
  await page.getByText('健康診断を、自己点検に使えるPDFにしました。').waitFor({ timeout: 60_000 });
  const [output] = await app.call('output.list', {});
  const text = readPdf(readFileSync(output!.path))
    .flatMap(({ glyphs }) => glyphs.map((glyph) => glyph.text))
    .join('');
  for (const part of ['健康診断', '履歴の鎖', '要対応', '1／1頁', output!.number!]) expect(text).toContain(part);
});
