import type { Page } from 'playwright-core';
import { PASSWORD, TEMPORARY, withAccount, withAdmin } from './accounts.ts';
import type { TestApp } from './app.ts';
import type { Launched } from './launch.ts';
import { idOf, type Screen } from './screen.ts';

const VIEWER = '閲覧 太郎';
const NEWCOMER = '新任 次郎';

/** An administrator, who is logged in, a viewer, and somebody who has not logged in yet. */
export async function withPeople(app: TestApp): Promise<void> {
  await withAdmin(app);
  await withAccount(app, VIEWER, ['viewer']);
  await app.call('account.save', { name: NEWCOMER, post: '主事', roles: ['editor', 'approver'], password: TEMPORARY });
}

async function logIn(page: Page, label: string, password: string): Promise<void> {
  await page.getByLabel('利用者', { exact: true }).selectOption({ label });
  await page.getByLabel('パスワード', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

const locked = (page: Page) => page.getByRole('heading', { name: 'ロック中' }).waitFor();
const loggedOut = (page: Page) => page.getByRole('heading', { name: 'ログイン' }).waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

/** What is there only with accounts, one after the other: each begins where the last one ended. */
export const ACCOUNT_SCREENS: readonly Screen[] = [
  {
    name: 'settings-accounts-list',
    path: '/settings/accounts',
    open: (page) => page.getByRole('heading', { name: 'ロックと復旧コード' }).waitFor(),
  },
  {
    name: 'account',
    path: '/settings/accounts',
    open: async (page) => {
      await press(page, `${NEWCOMER}を直す`);
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'recovery-code',
    path: '/settings/accounts',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await press(page, '復旧コードを作り直す');
      await page.locator('.recovery-code').waitFor();
    },
  },
  {
    name: 'user',
    path: '/today',
    open: async (page) => {
      await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
      await press(page, /^利用者 /);
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'lock',
    path: '/today',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await press(page, 'ロックする');
      await locked(page);
    },
  },
  {
    name: 'refused',
    path: '/today',
    open: async (page, launched) => {
      await logIn(page, VIEWER, PASSWORD);
      await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
      await go(page, `/asset/${await idOf(launched, 'ごみ計量システム（トラックスケール）')}`);
      await page.locator('.handling-act').first().waitFor();
      // By keyboard: a pointer of the tests waits until a button may be pressed.
      await page.getByRole('button', { name: 'ごみ箱へ' }).press('Enter');
      await page.locator('.toast').first().waitFor();
    },
  },
  {
    name: 'password',
    path: '/today',
    open: async (page, { app }) => {
      await app.call('session.logout', {});
      await loggedOut(page);
      await logIn(page, `主事 ${NEWCOMER}`, TEMPORARY);
      await page.getByRole('heading', { name: '自分のパスワードを決める' }).waitFor();
    },
  },
  {
    name: 'recover',
    path: '/today',
    open: async (page, { app }) => {
      await app.call('session.logout', {});
      await loggedOut(page);
      await press(page, '管理者がパスワードを忘れたとき');
    },
  },
];

async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, `#${path}`);
}

/** Without loading the page anew: while no page is there, the app locks itself. */
export async function stepTo({ page, ...rest }: Launched, screen: Screen): Promise<void> {
  await go(page, screen.path);
  await screen.open(page, { page, ...rest });
}
