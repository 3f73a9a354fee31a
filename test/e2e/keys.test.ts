import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { story } from '../support/launch.ts';
import { hold, listReady, tabTo, toast } from '../support/screens.ts';

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

story(
  'dialogs: Esc closes and gives the focus back, Tab stays inside, Enter does it',
  { register: 'sample' },
  async ({ page, app }) => {
    const opener = page.getByRole('button', { name: /^作業する人/ });
    await tabTo(page, opener);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '作業する人' });
    await dialog.waitFor();
    expect(await dialog.getByLabel('職名').evaluate((element) => element === document.activeElement)).toBe(true);
    for (let n = 0; n < 8; n += 1) {
      await page.keyboard.press('Tab');
      // Between two rounds the browser's own frame has the focus, never the page behind.
      expect(
        await page.evaluate(
          () => !!document.activeElement?.closest('dialog') || document.activeElement === document.body,
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);

    await page.keyboard.press('Enter');
    await dialog.getByLabel('氏名').fill('髙﨑 恵');
    await page.keyboard.press('Enter');
    await toast(page, '作業する人を書きかえました。');
    await dialog.waitFor({ state: 'detached' });
    expect((await app.call('register.status', {})).operator.name).toBe('髙﨑 恵');
  },
);

story('Ctrl+K leads to assets, screens and actions without a mouse', { register: 'sample' }, async ({ page }) => {
  const palette = page.getByRole('dialog', { name: 'さがして開く' });
  /** Types and presses Enter at once: what is opened is what was typed for, not what stood there before. */
  const go = async (words: string) => {
    await page.keyboard.press('Control+k');
    await palette.waitFor();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  };
  await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
  await go('とらっくすけーる');
  await page.getByRole('heading', { level: 1, name: 'ごみ計量システム（トラックスケール）' }).waitFor();

  await go('設定');
  await page.getByRole('heading', { level: 1, name: '設定' }).waitFor();

  await go('新しく登録する：機器');
  await page.getByRole('heading', { level: 1, name: '機器を登録する' }).waitFor();

  await go('キーの一覧');
  await page.getByRole('dialog', { name: 'キーの一覧' }).waitFor();
  await page.keyboard.press('Escape');
  await go('ないはずの言葉');
  await palette.getByText('見つかりませんでした。').waitFor();
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });

  // Words taken away before their answer came: Enter means what stands there now.
  const held = await hold(page, 'asset.list');
  await page.keyboard.press('Control+k');
  await palette.waitFor();
  await page.keyboard.type('計量');
  await held.asked;
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
  await held.release();
  await page.getByRole('heading', { level: 1, name: '今日の仕事' }).waitFor();
});

story(
  '? opens the list of keys, but not while writing; the keys in it work',
  { register: 'sample' },
  async ({ page }) => {
    await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
    const keys = page.getByRole('dialog', { name: 'キーの一覧' });
    await page.keyboard.press('?');
    await keys.waitFor();
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });

    await page
      .getByRole('link', { name: /^台帳（すべて）/ })
      .first()
      .click();
    await listReady(page);
    await page.keyboard.press('Control+f');
    const box = page.getByLabel('この一覧を絞る言葉');
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('?');
    expect(await keys.count()).toBe(0);
    expect(await box.inputValue()).toBe('?');
    await page.keyboard.press('Escape');
    await listReady(page);

    await page.keyboard.press('Control+p');
    await page.getByRole('heading', { level: 1, name: 'ラベル' }).waitFor();
    await page.keyboard.press('Control+n');
    await page.getByRole('heading', { level: 1, name: '新しい資産を登録する' }).waitFor();
    await page.keyboard.press('Control+z');
    await toast(page, '取り消せる変更はありません。');
    await page.keyboard.press('Control+y');
    await toast(page, 'やり直せる取り消しはありません。');
  },
);

story(
  'the skip link leads past the navigation; a new screen takes the focus to itself',
  { register: 'sample' },
  async ({ page }) => {
    await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
    // What is to be done today comes later than the counts on a slow machine; before, there is nothing to tab to.
    await page.locator('#main a[href], #main button').first().waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const skip = page.getByRole('button', { name: '本文へ' });
    await tabTo(page, skip);
    expect(await skip.evaluate((element) => element.getBoundingClientRect().top >= 0)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.getElementById('main')!.contains(document.activeElement))).toBe(true);
    expect(await focused(page)).not.toBe('');
  },
);
