import { expect } from 'vitest';
import { story } from '../support/launch.ts';
import { listReady, tabTo } from '../support/screens.ts';

story(
  'the guided set-up by keyboard alone: going back loses nothing, the register is usable',
  { register: 'none' },
  async (s) => {
    const { page, app } = s;
    const { keyboard } = page;
    const step = (n: number) => page.getByRole('heading', { level: 2, name: new RegExp(`^${n}\\. `) }).waitFor();
    const next = () => tabTo(page, page.getByRole('button', { name: '次へ' })).then(() => keyboard.press('Enter'));
    const back = () => tabTo(page, page.getByRole('button', { name: '戻る' })).then(() => keyboard.press('Enter'));

    // 1 組合の名前: an empty one is refused in words beside the field.
    await step(1);
    const union = page.getByLabel('組合の名前');
    await tabTo(page, union);
    await keyboard.press('Enter');
    await page.getByText('組合の名前を入れてください。').waitFor();
    expect(await union.getAttribute('aria-invalid')).toBe('true');
    await keyboard.type('髙瀬川環境衛生組合');
    await keyboard.press('Enter');

    // 2 実施機関: the union has no 公平委員会 of its own.
    await step(2);
    const equity = page.getByRole('checkbox', { name: '公平委員会' });
    await tabTo(page, equity);
    await keyboard.press('Space');
    expect(await equity.isChecked()).toBe(false);
    await next();

    // 3 グループ: another name in the first row, one more row.
    await step(3);
    const first = page.getByLabel('1行目のグループの名前');
    await tabTo(page, first);
    await keyboard.press('Control+a');
    await keyboard.type('庶務係');
    const rows = await page.getByLabel(/行目のグループの名前$/).count();
    await tabTo(page, page.getByRole('button', { name: '行を足す' }));
    await keyboard.press('Enter');
    await page.getByLabel(`${rows + 1}行目のグループの名前`).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toContain('の名前');
    await keyboard.type('斎場係');
    await next();

    // 4 分類体系: another one by the arrow keys.
    await step(4);
    const schemes = page.getByRole('radio');
    await tabTo(page, schemes.first());
    await keyboard.press('ArrowDown');
    expect(await schemes.nth(1).isChecked()).toBe(true);

    // Back to the beginning: every answer is still there.
    await back();
    await step(3);
    expect(await first.inputValue()).toBe('庶務係');
    expect(await page.getByLabel(`${rows + 1}行目のグループの名前`).inputValue()).toBe('斎場係');
    await back();
    await step(2);
    expect(await equity.isChecked()).toBe(false);
    await back();
    await step(1);
    expect(await union.inputValue()).toBe('髙瀬川環境衛生組合');
    for (const n of [2, 3, 4]) {
      await next();
      await step(n);
    }
    expect(await schemes.nth(1).isChecked()).toBe(true);
    await tabTo(page, schemes.nth(1));
    await keyboard.press('ArrowUp');
    await next();

    // 5 作成者と確認
    await step(5);
    await tabTo(page, page.getByLabel('職名'));
    await keyboard.type('庶務係長');
    await tabTo(page, page.getByLabel('氏名'));
    await keyboard.type('髙﨑 恵');
    for (const words of ['髙瀬川環境衛生組合', '庶務係', '斎場係'])
      await page.locator('dd', { hasText: words }).first().waitFor();
    await tabTo(page, page.getByRole('button', { name: '台帳を作る' }));
    await keyboard.press('Enter');

    await page.getByText('まだ資産がありません。').waitFor();
    const status = await app.call('register.status', {});
    expect(status).toMatchObject({ unionName: '髙瀬川環境衛生組合', operator: { post: '庶務係長', name: '髙﨑 恵' } });
    const lists = await app.call('master.lists', {});
    const shown = (id: string) => lists.find((list) => list.id === id)!.items.filter((item) => !item.hidden);
    expect(shown('group').map((item) => item.label)).toEqual(expect.arrayContaining(['庶務係', '斎場係']));
    expect(shown('body').map((item) => item.label)).not.toContain('公平委員会');

    // Usable: the first asset, still without a mouse.
    await keyboard.press('Control+n');
    await page.getByRole('heading', { name: '新しい資産を登録する' }).waitFor();
    await tabTo(page, page.getByRole('link', { name: /^電磁的記録媒体/ }).last());
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: '電磁的記録媒体を登録する' }).waitFor();
    await tabTo(page, page.getByLabel('資産名称'));
    await keyboard.type('運搬用USBメモリ');
    await keyboard.press('Control+s');
    await page.getByRole('heading', { level: 1, name: '運搬用USBメモリ' }).waitFor();
    expect((await app.call('asset.counts', {})).byKind.medium).toBe(1);
  },
);

story('見本で試す: one button leads to a register with linked assets', { register: 'none' }, async ({ page, app }) => {
  await page.getByRole('button', { name: '見本で試す' }).click();
  await listReady(page);
  expect((await app.call('asset.counts', {})).total).toBeGreaterThan(50);
});

story('作って、Excelから取り込む leads to the import', { register: 'none' }, async ({ page }) => {
  await page.getByLabel('組合の名前').fill('水郷地方環境衛生組合');
  for (let n = 2; n <= 5; n += 1) {
    await page.getByRole('button', { name: '次へ' }).click();
    await page.getByRole('heading', { level: 2, name: new RegExp(`^${n}\\. `) }).waitFor();
  }
  await page.getByRole('button', { name: '作って、Excelから取り込む' }).click();
  await page.getByRole('heading', { name: 'ファイルを選ぶ' }).waitFor();
});
