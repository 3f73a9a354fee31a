import readBook from 'read-excel-file/node';
import { expect } from 'vitest';
import { downloaded, story } from '../support/launch.ts';
import { listReady, toast } from '../support/screens.ts';

story('a renamed group is renamed wherever it is shown', { register: 'sample' }, async ({ page, app }) => {
  await page.getByRole('link', { name: '設定', exact: true }).click();
  await page.getByRole('link', { name: 'マスター' }).click();
  await page.getByRole('button', { name: '業務グループを直す' }).click();
  const dialog = page.getByRole('dialog', { name: /「業務グループ」を直す/ });
  await dialog.getByLabel('名前').fill('');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByText('名前を入れてください。').waitFor();
  await dialog.getByLabel('名前').fill('業務係');
  await dialog.getByLabel('使い始める日').fill('R8.4.1');
  await page.keyboard.press('Enter');
  await toast(page, '「業務係」を直しました。');
  await page.getByRole('rowheader', { name: '業務係' }).waitFor();

  await page.getByRole('link', { name: /^台帳（すべて）/ }).click();
  await listReady(page);
  await page.getByLabel('この一覧を絞る言葉').fill('業務係');
  await page.locator('.page-count').getByText(/件中/).waitFor();
  await page.getByRole('gridcell', { name: '業務係', exact: true }).first().waitFor();
  expect((await app.call('asset.list', { query: '業務係' })).matched).toBeGreaterThan(3);
  expect(await page.getByRole('gridcell', { name: '業務グループ', exact: true }).count()).toBe(0);
});

story(
  '決裁欄, numbering with its example, leaving with and without saving',
  { register: 'sample' },
  async ({ page, app }) => {
    await page.getByRole('link', { name: '設定', exact: true }).click();
    const example = page.locator('.settings-example .number');
    const pattern = page.getByLabel('資産番号の付け方');
    await pattern.fill('R{年度}-{区分}-{連番6}');
    expect(await example.textContent()).toMatch(/^R\d{4}-HW-000012$/);
    await pattern.fill('{区分}-{年}-{連番}');
    await page.getByText('{年} は使えません。').waitFor();
    await pattern.fill('R{年度}-{区分}-{連番6}');

    const approvals = page.getByRole('group', { name: '決裁欄' });
    const before = await approvals.getByRole('textbox').count();
    await approvals.getByRole('button', { name: '足す' }).click();
    await approvals.getByRole('textbox').nth(before).fill('会計管理者');

    // Leaving asks; staying keeps everything.
    await page.getByRole('link', { name: '今日の仕事' }).click();
    const question = page.getByRole('dialog', { name: '保存していない変更があります' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await pattern.inputValue()).toBe('R{年度}-{区分}-{連番6}');
    await pattern.focus();
    await page.keyboard.press('Control+s');
    await toast(page, '設定を保存しました。');
    const settings = await app.call('setting.get', {});
    expect(settings.numberPattern).toBe('R{年度}-{区分}-{連番6}');
    expect(settings.approvals.at(-1)).toBe('会計管理者');

    // Both are used: the next number, and the cover of the ledger.
    const made = await app.call('asset.register', { kind: 'hardware', values: { name: '新しいPC' } });
    expect(made.number).toMatch(/^R\d{4}-HW-\d{6}$/);
    await page.getByRole('link', { name: '出力', exact: true }).click();
    const file = await downloaded(page, () => page.getByRole('button', { name: '出力する' }).click());
    const sheets = (await readBook(file.path)) as unknown as { sheet: string; data: unknown[][] }[];
    expect(sheets.find(({ sheet }) => sheet === '表紙')!.data.flat()).toContain('会計管理者');
  },
);

story('the schemes can be read, with levels, duties and rules', { register: 'sample' }, async ({ page, app }) => {
  await page.getByRole('link', { name: '設定', exact: true }).click();
  await page.getByRole('link', { name: '分類体系' }).click();
  const schemes = await app.call('scheme.list', {});
  expect(schemes.length).toBeGreaterThan(1);
  for (const scheme of schemes) {
    await page.getByRole('link', { name: scheme.name, exact: true }).click();
    await page.getByRole('heading', { level: 2, name: scheme.name }).waitFor();
    for (const level of scheme.axes.confidentiality.levels)
      await page.getByRole('rowheader', { name: level.name }).first().waitFor();
    for (const question of scheme.questions) await page.getByText(question.text, { exact: true }).waitFor();
    await page.getByRole('link', { name: '一覧に戻る' }).click();
  }
});
