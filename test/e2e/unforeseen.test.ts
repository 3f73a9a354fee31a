import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violations } from '../support/axe.ts';
import { type Launched, story } from '../support/launch.ts';
import { toast } from '../support/screens.ts';
import { unfitWords } from '../support/words.ts';

/** What goes wrong in the screens themselves is said in Japanese, too (reliability.md P31). */

const goTo = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** What the engine says of it on the console is English and for us; here it is expected. */
function expectNoise({ consoleErrors }: Launched): void {
  expect(consoleErrors.length).toBeGreaterThan(0);
  consoleErrors.length = 0;
}

story('a screen that cannot be drawn says so, and the rest goes on', { register: 'empty' }, async (s) => {
  const { page, app } = s;
  const { id } = await app.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } });
  // An answer that no core gives: drawing it throws in the middle of the screen.
  await page.route('**/rpc/asset.get', (route) =>
    route.fulfill({ json: { ok: true, value: { id, kind: 'hardware', values: null } } }),
  );
  await goTo(page, `#/asset/${id}`);
  const alert = page.getByRole('alert');
  await alert.getByText('思いがけない不具合が起きました。').waitFor();
  expect(unfitWords(await alert.innerText())).toEqual([]);
  expect(await violations(page)).toEqual([]);
  expectNoise(s);
  // The frame stands, and what was wrong is right again.
  await page.unroute('**/rpc/asset.get');
  await alert.getByRole('button', { name: 'もう一度表示する' }).click();
  await page.getByRole('heading', { level: 1, name: '計量用端末' }).waitFor();
});

story('what fails behind a button is said at the lower edge', { register: 'empty' }, async (s) => {
  const { page } = s;
  await page.getByRole('link', { name: '今日の仕事' }).waitFor();
  for (const fail of [
    () => {
      setTimeout(() => {
        throw new TypeError('x is not a function at /home/clerk');
      });
    },
    () => {
      void Promise.reject(new Error('no such table at /home/clerk'));
    },
  ]) {
    await page.evaluate(fail);
    await toast(page, '思いがけない不具合が起きました。');
    const region = page.getByRole('region', { name: 'お知らせ' });
    expect(unfitWords((await region.innerText()).replace(/閉じる|×/g, ''))).toEqual([]);
    expectNoise(s);
    await page.reload();
    await page.getByRole('link', { name: '今日の仕事' }).waitFor();
  }
});

story('before the screens are there, and where they cannot come, words stand in the window', {}, async (s) => {
  const { page } = s;
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload();
  const words = await page.locator('#root').innerText();
  expect(unfitWords(words)).toEqual([]);
  expect(words).toContain('アプリを開き直してください。');
  expectNoise(s);
});
