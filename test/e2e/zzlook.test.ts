import { mkdirSync } from 'node:fs';
import { launch } from '../support/launch.ts';
import { ACCOUNT_SCREENS, stepTo, withPeople } from '../support/accountScreens.ts';
import { throughSetup } from '../support/screens.ts';
mkdirSync('/tmp/accpics', { recursive: true });
const shot = async (page: any, name: string) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `/tmp/accpics/${name}-${colorScheme}.png`, animations: 'disabled' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
};
import { test } from 'vitest';
test('look', { timeout: 280_000 }, async () => {
const a = await launch({ register: 'sample', prepare: withPeople });
for (const screen of ACCOUNT_SCREENS) { await stepTo(a, screen); await shot(a.page, screen.name); }
await a.close();
const b = await launch({ register: 'none' });
await throughSetup(b.page, async () => undefined);
await b.page.getByRole('checkbox', { name: /^利用者を登録し/ }).check();
await b.page.getByLabel('氏名').fill('葦沼 恵');
await b.page.getByLabel('あなた（管理者）のパスワード').fill('計量棟の 古い 時計 まで');
await shot(b.page, 'setup-accounts');
await b.page.getByRole('button', { name: '台帳を作って、復旧コードへ' }).click();
await b.page.locator('.recovery-code').waitFor();
await shot(b.page, 'setup-code');
await b.close();
});
