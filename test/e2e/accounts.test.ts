import { expect } from 'vitest';
import { ADMIN, PASSWORD, withAccount, withAdmin } from '../support/accounts.ts';
import { story } from '../support/launch.ts';
import { listReady, tabTo } from '../support/screens.ts';

story(
  'accounts by keyboard: the first administrator, the recovery code typed back',
  { register: 'sample' },
  async ({ page, app, origin }) => {
    const { keyboard } = page;
    await page.goto(`${origin}/#/settings/accounts`);
    await tabTo(page, page.getByLabel('パスワード', { exact: true }));
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    const code = (await page.locator('.recovery-code').textContent())!;
    await tabTo(page, page.getByLabel('紙を見ながら、復旧コードを入れる'));
    await keyboard.type(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
    await keyboard.press('Enter');
    await page.getByText('打ちまちがいがあります。').waitFor();
    await keyboard.press('Control+a');
    await keyboard.type(code.toLowerCase());
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: '利用者', exact: true }).waitFor();
    expect((await app.call('session.get', {})).account?.roles).toEqual(['admin']);
    expect(await page.locator('.recovery-code').count()).toBe(0);
  },
);

story(
  'locked: nothing of the register is in the page; a wrong password is refused, a viewer sees no import',
  {
    register: 'sample',
    prepare: async (app) => {
      await withAdmin(app);
      await withAccount(app, '閲覧 太郎', ['viewer']);
    },
  },
  async ({ page, app, origin }) => {
    await page.goto(`${origin}/#/assets`);
    await listReady(page);
    expect(await page.content()).toContain('計量');
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('heading', { name: 'ロック中' }).waitFor();
    const shown = await page.content();
    for (const words of ['計量', '水郷地方', '端末', 'グループ']) expect(shown).not.toContain(words);
    expect(await page.title()).toBe('情報資産台帳');
    await page.getByLabel('パスワード', { exact: true }).fill('まったく 違う ことば です');
    await page.keyboard.press('Enter');
    await page.getByText('利用者かパスワードが違います。').waitFor();
    await page.getByLabel('利用者', { exact: true }).selectOption({ label: '閲覧 太郎' });
    await page.getByLabel('パスワード', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await listReady(page);
    expect((await app.call('session.get', {})).account?.name).toBe('閲覧 太郎');
    expect(ADMIN.name).not.toBe('閲覧 太郎');
    await page.goto(`${origin}/#/import`);
    await page.getByText('「管理者、編集」の役割の人ができます。').waitFor();
  },
);
