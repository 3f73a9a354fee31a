import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { story } from '../support/launch.ts';
import { tabTo, toast } from '../support/screens.ts';

/** The union's own fields as a clerk meets them: made by keyboard, filled, filtered by, put away; made by an import. */

const goTo = (page: Page, path: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, `#${path}`);
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

story('a field made by keyboard alone is filled, filtered by, put away and brought back', {}, async ({ page, app }) => {
  await app.call('asset.register', { kind: 'hardware', values: { name: '計量用PC' } });
  const { id } = await app.call('asset.register', { kind: 'hardware', values: { name: '会議用PC' } });
  await goTo(page, '/settings/own-fields');
  await page.getByText('まだ独自項目がありません').waitFor();
  await tabTo(page, button(page, '追加する'));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '独自項目を追加する' });
  await dialog.waitFor();
  // The name of another field is refused while it is typed, and nothing is sent without a kind.
  await page.keyboard.type('製造番号');
  await dialog.getByText('はじめからある項目の名前です').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('棟');
  await page.keyboard.press('Enter');
  await dialog.getByText('資産区分を一つ以上選んでください').waitFor();
  expect(await app.call('ownField.list', {})).toEqual([]);
  await tabTo(page, dialog.getByRole('checkbox', { name: '機器', exact: true }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await toast(page, '「棟」を追加しました');
  expect(await app.call('ownField.list', {})).toMatchObject([{ id: 'own01', label: '棟', kinds: ['hardware'] }]);

  await goTo(page, `/asset/${id}`);
  await page.getByRole('heading', { level: 2, name: '独自項目' }).waitFor();
  await page.getByLabel('棟', { exact: true }).fill('東棟');
  await page.keyboard.press('Control+S');
  await page.getByRole('region', { name: '保存していない変更' }).waitFor({ state: 'detached' });
  expect((await app.call('asset.get', { id })).values['own01']).toBe('東棟');
  await page.locator('.change').first().getByText('棟', { exact: true }).first().waitFor();

  await goTo(page, '/assets/hardware');
  await page.getByRole('button', { name: 'ほかの条件 ▾' }).click();
  await page.getByRole('region', { name: 'ほかの条件' }).getByRole('button', { name: '棟', exact: true }).click();
  await page.locator('.chip', { hasText: '棟' }).click();
  await page.getByRole('checkbox', { name: '東棟' }).check();
  await page.getByText('2件中1件を表示').waitFor();

  await goTo(page, '/settings/own-fields');
  await button(page, '棟をしまう').click();
  await toast(page, '入っている値は消えません');
  await goTo(page, `/asset/${id}`);
  await page.getByRole('heading', { level: 1, name: '会議用PC' }).waitFor();
  expect(await page.getByRole('heading', { level: 2, name: '独自項目' }).count()).toBe(0);
  await goTo(page, '/settings/own-fields');
  await button(page, '棟をまた使う').click();
  await goTo(page, `/asset/${id}`);
  await page.getByRole('heading', { level: 2, name: '独自項目' }).waitFor();
  expect(await page.getByLabel('棟', { exact: true }).inputValue()).toBe('東棟');
});

story('columns of a ledger become fields with the import, and go with it', {}, async ({ page, app }) => {
  const lines = ['機器番号,機器の名称,棟,点検の周期', 'K-1,計量用PC,東棟,3か月', 'K-2,会議用PC,西棟,6か月'];
  await goTo(page, '/import');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '機器台帳.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
  await button(page, '次へ：列の対応').click();
  await page.getByLabel('C列「棟」の項目').selectOption({ label: '独自項目「棟」にする' });
  await page.getByLabel('独自項目「棟」の値の形').waitFor();
  await button(page, '次へ：確かめる').click();
  await page.getByRole('region', { name: '作る独自項目' }).getByText('棟').waitFor();
  await page.getByRole('button', { name: /件を取り込む$/ }).click();
  await page.getByRole('region', { name: '作った独自項目' }).waitFor();
  expect((await app.call('ownField.list', {})).map(({ label }) => label)).toEqual(['棟']);
  expect((await app.call('asset.list', { query: '西棟', columns: ['own01'] })).rows[0]?.values['own01']).toBe('西棟');
  await button(page, 'この取り込みを取り消す').click();
  await page.getByRole('heading', { name: 'この取り込みは取り消しました' }).waitFor();
  expect(await app.call('ownField.list', {})).toEqual([]);
  expect((await app.call('asset.list', {})).matched).toBe(0);
});
