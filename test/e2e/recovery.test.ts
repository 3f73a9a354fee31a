import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { LATEST } from '../../db/migrate.ts';
import { PASSWORD, withAdmin } from '../support/accounts.ts';
import { violations } from '../support/axe.ts';
import { AFTER_BACKUP, damagedRegister, IN_BACKUP } from '../support/damage.ts';
import { registerFiles, withSql } from '../support/files.ts';
import { story } from '../support/launch.ts';
import { listReady, tabTo } from '../support/screens.ts';

story(
  'a damaged register: what is wrong, what would be missing, and two clicks to work on; the file stays aside',
  { dataDir: () => damagedRegister() },
  async ({ page, app, dir }) => {
    const before = readFileSync(join(dir, 'register.sqlite'));
    await page.getByRole('heading', { name: '台帳を開けません' }).waitFor();
    await page.getByText(AFTER_BACKUP).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page, undefined)).toEqual([]);
    }
    // By keyboard alone.
    await tabTo(page, page.getByRole('button', { name: 'この控えで続ける…' }));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '控えから戻す' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/^控えから戻しました。/).waitFor();
    await page.getByRole('navigation').first().waitFor();
    const { rows } = await app.call('asset.list', { query: IN_BACKUP, columns: ['name'] });
    expect(rows).toHaveLength(1);
    const { id } = rows[0]!;
    const { revision } = await app.call('asset.get', { id });
    await app.call('asset.update', { id, revision, values: { note: '続き' } });
    const kept = (await page.getByText(/register-kept-/).textContent())!.match(/register-kept-[\d_-]+\.sqlite/)![0];
    expect(readFileSync(join(dir, kept)).equals(before)).toBe(true);
  },
);

story(
  'a register of a newer app is viewed and left again; not a byte of it changes',
  {
    dataDir: async () => {
      const dir = await damagedRegister();
      withSql(dir, (db) => db.pragma(`user_version = ${LATEST + 1}`));
      return dir;
    },
  },
  async ({ page, dir, origin }) => {
    const before = registerFiles(dir);
    const banner = page.getByRole('complementary', { name: '見るだけの表示' });
    await banner.waitFor();
    await page.goto(`${origin}/#/assets`);
    await listReady(page);
    expect(await violations(page, undefined)).toEqual([]);
    await banner.getByRole('button', { name: '案内の画面へ戻る' }).click();
    await page.getByRole('heading', { name: '新しい版のアプリで作られた台帳です' }).waitFor();
    expect(await violations(page, undefined)).toEqual([]);
    await page.getByRole('button', { name: '見るだけで開く' }).click();
    await listReady(page);
    expect(registerFiles(dir)).toEqual(before);
  },
);

story(
  'with accounts: the recovery screen tells no content, a view asks for the login, and so does what was restored',
  { dataDir: () => damagedRegister(async (test) => void (await withAdmin(test))) },
  async ({ page }) => {
    const banner = page.getByRole('complementary', { name: '見るだけの表示' });
    await page.getByRole('button', { name: 'この控えで続ける…' }).waitFor();
    expect(await page.content()).not.toContain('端末');
    await page.getByRole('button', { name: '壊れた台帳の、読めるところを見る' }).click();
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    await banner.waitFor();
    expect(await page.content()).not.toContain('端末');
    await banner.getByRole('button', { name: '案内の画面へ戻る' }).click();
    await page.getByRole('button', { name: 'この控えで続ける…' }).click();
    await page.getByRole('button', { name: '戻す', exact: true }).click();
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    await banner.waitFor({ state: 'detached' });
    await page.getByLabel('パスワード', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor();
  },
);
