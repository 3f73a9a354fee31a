import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { tempDir } from '../support/app.ts';
import { stateDigest } from '../support/digest.ts';
import { withSql } from '../support/files.ts';
import { story } from '../support/launch.ts';
import { tabTo, toast } from '../support/screens.ts';

const go = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const press = async (page: Page, name: string | RegExp) => {
  await tabTo(page, button(page, name).first());
  await page.keyboard.press('Enter');
};

story(
  'backups by keyboard: made, checked, compared, rehearsed, restored, taken back',
  { register: 'empty' },
  async ({ page, app, dir }) => {
    const digest = () => withSql(dir, (db) => stateDigest(db));
    await app.call('asset.register', { kind: 'hardware', values: { name: '端末一' } });
    await go(page, '#/settings/backup');
    await page.getByText('まだありません。', { exact: true }).waitFor();
    await press(page, '今すぐ控えを作る');
    await toast(page, '読み直して検査しました');
    await press(page, /の控えを検査する$/);
    await toast(page, '壊れていません');
    await page.getByText('検査済み（令和', { exact: false }).waitFor();

    const { id } = await app.call('asset.register', { kind: 'hardware', values: { name: '端末二' } });
    const changed = digest();
    await press(page, /の控えに戻す/);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('この控えより後の変更1件が', { exact: false }).waitFor();
    await dialog.getByRole('region', { name: 'なくなる変更' }).getByText('登録', { exact: false }).waitFor();
    await press(page, '復元の練習をする');
    await dialog.getByText('練習ができました', { exact: false }).waitFor();
    expect(digest()).toBe(changed);
    expect((await app.call('backup.status', {})).rehearsed).toMatchObject({ ok: true, assets: 1 });

    await press(page, 'この控えに戻す');
    await page.getByText('控えから戻しました。', { exact: false }).waitFor();
    await dialog.waitFor({ state: 'hidden' });
    expect(await app.fails('asset.get', { id })).toMatchObject({ code: 'notFound' });
    expect((await app.call('history.list', {})).changes[0]).toMatchObject({ action: '控えから戻した' });

    await press(page, '取り消して、戻す前の台帳にする');
    await page.getByText('戻したのを取り消しました。', { exact: false }).waitFor();
    expect((await app.call('asset.get', { id })).values['name']).toBe('端末二');
    // What was done before the history was exchanged is asked about.
    await page.keyboard.press('Control+z');
    await page.getByRole('dialog', { name: '「端末二」の登録を取り消しますか' }).waitFor();
    await page.keyboard.press('Escape');
    expect((await app.call('asset.get', { id })).values['name']).toBe('端末二');
  },
);

story(
  'a second place with a password: typed twice and written down; the reminder on the start page goes',
  { register: 'sample' },
  async ({ page, app }) => {
    const stick = tempDir();
    await go(page, '#/today');
    const reminder = page.getByRole('list', { name: '控えの仕事' });
    await reminder.getByText('控えの二つめの置き場所が決まっていません', { exact: true }).waitFor();
    await reminder.getByRole('link', { name: /^控えを開く/ }).click();
    await page.getByLabel('二つめの置き場所', { exact: true }).fill(`${stick}/ない`);
    await button(page, '控えの設定を保存').click();
    await page.getByText('二つめの置き場所が見つかりません', { exact: false }).waitFor();
    await page.getByLabel('二つめの置き場所', { exact: true }).fill(stick);
    await page.getByLabel('パスワード', { exact: true }).selectOption('second');
    await page.getByLabel('パスワードを決める').fill('ひたちの計量棟 2026');
    await page.getByLabel('もう一度').fill('ひたちの計量棟 2025');
    await button(page, '控えの設定を保存').click();
    await page.getByText('二つのパスワードが違います', { exact: false }).first().waitFor();
    await page.getByLabel('もう一度').fill('ひたちの計量棟 2026');
    await page.getByLabel('パスワードを紙に書き、別の所に置きました').check();
    await button(page, '控えの設定を保存').click();
    await toast(page, '控えの設定を保存しました');
    await button(page, '今すぐ控えを作る').click();
    await page.getByText('今日、写しました。').waitFor();
    const away = (await app.call('backup.list', {})).backups.find(({ place }) => place === 'second')!;
    expect(away).toMatchObject({ encrypted: true });
    expect(existsSync(away.path)).toBe(true);
    await go(page, '#/today');
    await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
    await reminder.waitFor({ state: 'detached' });
  },
);
