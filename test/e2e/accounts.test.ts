import { expect } from 'vitest';
import { ADMIN, PASSWORD, withAccount, withAdmin } from '../support/accounts.ts';
import type { TestApp } from '../support/app.ts';
import { story } from '../support/launch.ts';
import { listReady, tabTo, throughSetup } from '../support/screens.ts';

const NEXT = '別の 秘密の ことば 四つ';

async function viewing(app: TestApp): Promise<void> {
  await withAdmin(app);
  const id = await withAccount(app, '閲覧 太郎', ['viewer']);
  await app.call('session.login', { account: id, password: PASSWORD });
}

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

story(
  'set-up with accounts: the app comes only after the recovery code has been typed back',
  { register: 'none' },
  async ({ page, app }) => {
    await throughSetup(page, async () => undefined);
    await page.getByRole('checkbox', { name: /^利用者を登録し/ }).check();
    await page.getByLabel('職名').fill(ADMIN.post);
    await page.getByLabel('氏名').fill(ADMIN.name);
    const create = page.getByRole('button', { name: '台帳を作って、復旧コードへ' });
    await page.getByLabel('あなた（管理者）のパスワード').fill('123456789012');
    await create.click();
    await page.getByText('すぐに当てられる言葉は使えません', { exact: false }).waitFor();
    await page.getByLabel('あなた（管理者）のパスワード').fill(PASSWORD);
    await create.click();
    const code = (await page.locator('.recovery-code').textContent())!;
    expect((await app.call('session.get', {})).state).toBe('off');
    expect(await page.getByRole('navigation', { name: '画面' }).count()).toBe(0);
    await page.getByLabel('紙を見ながら、復旧コードを入れる').fill(code);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '画面' }).waitFor();
    expect(await app.call('session.get', {})).toMatchObject({ state: 'in', account: ADMIN });
  },
);

story(
  'a wait after wrong passwords, the recovery code, another code, a new password of one’s own, logged out',
  { register: 'sample', prepare: async (app) => void (await withAdmin(app)) },
  async ({ page, app }) => {
    const code = (await app.call('account.newCode', {})).code;
    await app.call('account.confirm', { code });
    await app.call('session.logout', {});
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    const password = page.getByLabel('パスワード', { exact: true });
    for (const words of ['利用者かパスワードが違います。', '続けて間違えたため、少し待ちます。']) {
      await password.fill('まったく 違う ことば です');
      await page.keyboard.press('Enter');
      await page.getByText(words).waitFor();
    }
    await page.getByRole('button', { name: '管理者がパスワードを忘れたとき' }).click();
    await page.getByLabel('復旧コード', { exact: true }).fill(code.toLowerCase());
    await page.getByLabel('新しいパスワード', { exact: true }).fill(NEXT);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '新しい復旧コードを作る' }).waitFor();
    expect(await app.fails('asset.list', {})).toMatchObject({ code: 'notReady' });
    await page.getByRole('button', { name: '復旧コードを作る' }).click();
    const another = (await page.locator('.recovery-code').textContent())!;
    await page.getByLabel('紙を見ながら、復旧コードを入れる').fill(another);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `利用者 ${ADMIN.post} ${ADMIN.name}` }).click();
    await page.getByRole('button', { name: 'パスワードを替える' }).click();
    await page.getByLabel('今のパスワード', { exact: true }).fill(NEXT);
    await page.getByLabel('新しいパスワード', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('パスワードを替えました。').waitFor();
    await page.getByRole('button', { name: `利用者 ${ADMIN.post} ${ADMIN.name}` }).click();
    await page.getByRole('button', { name: '利用者を替える' }).click();
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    await password.fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '画面' }).waitFor();
  },
);

story(
  'a viewer is offered nothing that would be refused, and is told who may',
  { register: 'sample', prepare: viewing },
  async ({ page, app, origin }) => {
    const { rows } = await app.call('asset.list', { query: 'ごみ計量システム', columns: [], limit: 1 });
    for (const path of [
      '/today',
      '/assets',
      `/asset/${rows[0]!.id}`,
      '/history',
      '/history/changes',
      '/history/number',
      '/settings',
      '/settings/lists',
      '/settings/schemes',
      '/settings/schemes/municipal-2024',
      '/settings/sheets',
      '/settings/templates',
      '/settings/accounts',
      '/move',
    ]) {
      await page.goto(`${origin}/#${path}`);
      await page.locator('h1').first().waitFor();
      await expect.poll(() => page.locator('.busy').count()).toBe(0);
      // A call that was refused would be said in the words of the error.
      expect(await page.getByText('この操作は、あなたの役割ではできません。').count(), path).toBe(0);
      expect(await page.locator('.button-primary:not([aria-disabled], :disabled)').allTextContents(), path).toEqual([]);
    }
    await page.goto(`${origin}/#/asset/${rows[0]!.id}`);
    const bin = page.getByRole('button', { name: 'ごみ箱へ' });
    expect(await bin.getAttribute('title')).toBe('「管理者、編集」の役割の人ができます。');
    // By keyboard: a pointer of the tests waits until a button may be pressed.
    await bin.press('Enter');
    await page.getByRole('listitem').filter({ hasText: '「管理者、編集」の役割の人ができます。' }).waitFor();
    expect(await page.getByLabel('備考').isDisabled()).toBe(true);
    expect((await app.call('asset.get', { id: rows[0]!.id })).binned).toBe(false);
    const screens = await page.getByRole('navigation', { name: '画面' }).getByRole('link').allTextContents();
    expect(screens).toContain('点検・履歴');
    for (const name of ['ラベル', '取り込み', '出力']) expect(screens).not.toContain(name);
  },
);

story(
  'approving: whoever is logged in, never the one who proposed',
  {
    register: 'sample',
    prepare: async (app) => {
      await withAdmin(app);
      await withAccount(app, '承認 花子', ['approver']);
      await app.call('setting.save', { approval: true });
      const { rows } = await app.call('asset.list', { query: 'USBメモリ USB-003', columns: [], limit: 1 });
      const { id: assetId, revision } = await app.call('asset.get', { id: rows[0]!.id });
      const levels = { confidentiality: '1', integrity: '2', availability: '1' };
      await app.call('classification.decide', { assetId, revision, levels, reason: '公表したもの', answers: {} });
    },
  },
  async ({ page, origin }) => {
    const open = async () => {
      await page.goto(`${origin}/#/history/approvals`);
      await page.getByRole('checkbox', { name: 'すべて選ぶ' }).check();
      await page.getByRole('button', { name: '承認する' }).click();
      await page.getByRole('dialog').waitFor();
    };
    await open();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('提案したのは、あなたです。承認は、別の人がします。', { exact: false }).waitFor();
    expect(await dialog.getByRole('button', { name: '承認する' }).isDisabled()).toBe(true);
    expect(await dialog.getByLabel('承認する人の名前').count()).toBe(0);
    await page.keyboard.press('Control+Shift+L');
    await page.getByLabel('利用者', { exact: true }).selectOption({ label: '承認 花子' });
    await page.getByLabel('パスワード', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '利用者 承認 花子' }).waitFor();
    await open();
    await dialog.getByText('承認 花子').waitFor();
    await dialog.getByRole('button', { name: '承認する' }).click();
    await page.getByText('1件の分類の変更を承認しました。').waitFor();
  },
);

story(
  'a restored backup: everybody is out, the screen says why',
  { prepare: async (app) => void (await withAdmin(app)) },
  async ({ page, app }) => {
    await page.getByRole('navigation', { name: '画面' }).waitFor();
    const { path } = await app.job('backup.make', {});
    await app.call('backup.restore', { path });
    await page
      .getByText('台帳を控えから戻しました。もう一度ログインしてください。', { exact: false })
      .waitFor({ timeout: 60_000 });
    await page.getByLabel('パスワード', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '画面' }).waitFor();
  },
);
