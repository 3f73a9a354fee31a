import { cpSync, rmSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { newRegister, type TestApp, tempDir } from '../support/app.ts';
import { type Launched, story } from '../support/launch.ts';
import { hold, listReady, toast } from '../support/screens.ts';

const MANY = 2000;

/** A copy of the register that `fill` makes, which is made once. */
async function filledDir(): Promise<string> {
  filled ??= (async () => {
    const made = await newRegister();
    await fill(made);
    await made.app.close();
    return made.dir;
  })();
  const dir = tempDir();
  cpSync(await filled, dir, { recursive: true });
  return dir;
}
let filled: Promise<string> | null = null;
afterAll(async () => filled && rmSync(await filled, { recursive: true, force: true }));

/** 2,000 assets of two kinds: 20 計量器, 20 written with 髙 and 20 with 高, 60 in the plant's zone. */
async function fill(app: TestApp): Promise<void> {
  const groups = (await app.call('master.lists', {})).find((list) => list.id === 'group')!.items;
  for (let n = 1; n <= MANY; n += 1) {
    const serial = String(n).padStart(4, '0');
    const special: Record<number, readonly [string, string]> = {
      1: ['計量器', 'けいりょうき'],
      2: ['髙橋担当綴', 'たかはしたんとうつづり'],
      3: ['高橋担当綴', 'たかはしたんとうつづり'],
    };
    const [name, kana] = special[n % 100] ?? ['事務用端末', 'じむようたんまつ'];
    await app.call('asset.register', {
      kind: n % 2 === 0 ? 'hardware' : 'information',
      values: {
        name: `${name} ${serial}`,
        kana,
        group: groups[n % 2]!.id,
        confidentiality: n % 3 === 0 ? '3B' : '1',
        ...(n % 100 < 3 ? { zone: 'zone.plant' } : {}),
        state: n % 50 === 0 ? 'state.spare' : 'state.inUse',
      },
    });
  }
}

const count = (page: Page) => page.locator('.page-count');
const search = (page: Page) => page.getByLabel('この一覧を絞る言葉');

async function openList({ page }: Launched): Promise<void> {
  await page
    .getByRole('link', { name: /^台帳（すべて）/ })
    .first()
    .click();
  await listReady(page);
  await count(page)
    .getByText(`${MANY.toLocaleString('ja-JP')}件`, { exact: true })
    .waitFor();
}

/** A filter chip: opens it, ticks the words, closes it; the rarer ones come from ほかの条件. */
async function filterBy(page: Page, field: string, words: string): Promise<void> {
  const bar = page.getByRole('search');
  const chip = bar.getByRole('button', { name: new RegExp(`^${field}`) });
  if ((await chip.count()) === 0) {
    await bar.getByRole('button', { name: 'ほかの条件 ▾' }).click();
    await bar.getByRole('region', { name: 'ほかの条件' }).getByRole('button', { name: field, exact: true }).click();
  }
  await chip.click();
  await page
    .getByRole('region', { name: `${field}で絞る` })
    .getByLabel(words, { exact: true })
    .check();
  await page.keyboard.press('Escape');
}

/** Types as an input method does: composes, and commits only when told to. */
function inputMethod(session: CDPSession) {
  const compose = (text: string) =>
    session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  return { compose, commit: (text: string) => session.send('Input.insertText', { text }) };
}

/** Twice as long as the search box waits; that nothing happens can only be seen by waiting. */
const stillness = (page: Page) => page.evaluate(() => new Promise<void>((done) => setTimeout(done, 300)));

story(
  '2,000 assets: scrolling, sorting, filters, search as people write, and coming back',
  { dataDir: filledDir },
  async (s) => {
    const { page, app } = s;
    await openList(s);
    const grid = page.getByRole('grid');
    const cell = (words: string) => page.getByRole('gridcell', { name: words, exact: true });

    // Only what is in view is in the page; the grid says how much there is.
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(MANY + 1));
    expect(await grid.getByRole('row').count()).toBeLessThan(80);
    await grid.focus();
    await page.keyboard.press('End');
    await cell('INF-2026-03-1000').waitFor();
    expect(await grid.getByRole('row').count()).toBeLessThan(80);
    await page.keyboard.press('Home');
    await cell('HW-2026-01-0001').waitFor();

    // Sorting by the heading, both ways, said aloud.
    const heading = page.getByRole('columnheader', { name: '資産名称' });
    expect(await heading.getAttribute('aria-sort')).toBe('none');
    await heading.getByRole('button').click();
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('ascending');
    await heading.getByRole('button').click();
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('descending');
    const wanted = await app.call('asset.list', {
      sort: { field: 'name', descending: true },
      columns: ['name'],
      limit: 1,
    });
    // The name is followed by how much is missing.
    const first = String(wanted.rows[0]!.values['name']);
    await page.locator('#row-0').getByRole('gridcell', { name: first }).last().waitFor();
    await page.getByRole('columnheader', { name: '資産番号' }).getByRole('button').click();

    // Search: kana, kanji, half width, and a variant finds the other; each finds the same as the core does.
    for (const [words, found] of [
      ['計量器', 20],
      ['けいりょうき', 20],
      ['ケイリョウキ', 20],
      ['ｹｲﾘｮｳｷ', 20],
      ['髙橋', 40],
      ['高橋', 40],
      ['たかはし', 40],
      ['計量器　0001', 1],
    ] as const) {
      await search(page).fill(words);
      await count(page).getByText(`2,000件中${found}件`, { exact: true }).waitFor();
      expect((await app.call('asset.list', { query: words })).matched, words).toBe(found);
    }
    await search(page).press('Escape');
    await count(page).getByText('2,000件', { exact: true }).waitFor();

    // Filters: different fields together, values of one field as alternatives.
    await filterBy(page, '機密性', '自治体機密性3B');
    await count(page).getByText('2,000件中666件', { exact: true }).waitFor();
    await filterBy(page, 'ネットワーク領域', await labelOf(app, 'zone.plant'));
    const both = (await app.call('asset.list', { filters: { confidentiality: ['3B'], zone: ['zone.plant'] } })).matched;
    await count(page).getByText(`2,000件中${both}件`, { exact: true }).waitFor();
    await page.getByRole('button', { name: '条件をすべて外す' }).click();
    await filterBy(page, '所管部署', '施設グループ');
    await count(page).getByText('2,000件中1,000件', { exact: true }).waitFor();
    await filterBy(page, '状態', await labelOf(app, 'state.spare'));
    await page.getByText('条件に合う資産がありません。').waitFor();
    await page.getByRole('button', { name: '条件をすべて外す' }).first().click();

    // Away in the middle of the list, and back: the same row, by Esc and by the navigation.
    await listReady(page);
    await grid.focus();
    await page.keyboard.press('End');
    for (let n = 0; n < 20; n += 1) await page.keyboard.press('PageUp');
    // A row that has just come into view is still on its way.
    await expect.poll(() => page.locator('.row-active .number').textContent()).toMatch(/-\d{4}$/);
    const active = (await page.locator('.row-active .number').textContent())!;
    await page.keyboard.press('Enter');
    await page.locator('.asset-number').getByText(active, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.row-active').getByText(active, { exact: true }).waitFor();
    await page.getByRole('link', { name: '設定' }).click();
    await page.getByRole('heading', { level: 1, name: '設定' }).waitFor();
    await page.getByRole('link', { name: /^台帳（すべて）/ }).click();
    await page.locator('.row-active').getByText(active, { exact: true }).waitFor();
  },
);

async function labelOf(app: TestApp, id: string): Promise<string> {
  const lists = await app.call('master.lists', {});
  const item = lists.flatMap((list) => list.items).find((one) => one.id === id);
  if (!item) throw new Error(`no item ${id}`);
  return item.label;
}

story(
  'while an input method composes nothing is searched, and Enter belongs to it',
  { register: 'sample' },
  async ({ page }) => {
    await page
      .getByRole('link', { name: /^台帳（すべて）/ })
      .first()
      .click();
    await listReady(page);
    const ime = inputMethod(await page.context().newCDPSession(page));
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/rpc/asset.list')) asked.push(String(request.postDataJSON()?.query ?? ''));
    });

    await search(page).focus();
    for (const text of ['け', 'けい', 'けいりょう']) await ime.compose(text);
    expect(await search(page).inputValue()).toBe('けいりょう');
    await stillness(page);
    expect(asked.filter(Boolean)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#/assets');
    await ime.compose('計量');
    await ime.commit('計量');
    await expect.poll(() => asked.includes('計量')).toBe(true);
    expect(asked.filter((query) => query !== '' && query !== '計量')).toEqual([]);
    await count(page)
      .getByText(/件中\d+件$/)
      .waitFor();

    // 検索・移動: Enter takes the reading's kanji, not the first thing found.
    asked.length = 0;
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'さがして開く' });
    await palette.waitFor();
    await ime.compose('せってい');
    await stillness(page);
    expect(asked).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await palette.isVisible()).toBe(true);
    await ime.commit('設定');
    await palette.getByRole('option', { name: /設定/ }).first().waitFor();
    await expect.poll(() => palette.getByRole('option').first().textContent()).toContain('設定');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '設定' }).waitFor();
  },
);

story(
  'all that match are selected, changed together with a preview, and taken back by Ctrl+Z',
  { dataDir: filledDir },
  async (s) => {
    const { page, app } = s;
    await openList(s);
    await search(page).fill('計量器');
    await count(page).getByText('2,000件中20件', { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: '条件に合う資産をすべて選ぶ' }).click();
    const bar = page.getByRole('region', { name: '選んだ資産' });
    await bar.getByText('20件を選択').waitFor();

    await bar.getByRole('button', { name: '一括変更' }).click();
    const dialog = page.getByRole('dialog', { name: '20件をまとめて変える' });
    await dialog.getByLabel('変える項目').selectOption({ label: '所管部署' });
    const value = dialog.getByLabel('新しい値');
    await value.fill('総務グループ');
    await value.press('Enter');
    // Said beforehand: none of the 20 belongs to 総務グループ, all are odd and so of 施設グループ.
    await dialog.getByText('いまの値：施設グループ 20件').waitFor();
    await dialog.getByLabel('変更の理由（書かなくてもかまいません）').fill('令和8年4月の組織変更');
    await dialog.getByRole('button', { name: '20件を変更する' }).click();
    await toast(page, '20件の「所管部署」を変えました。');

    const groups = (await app.call('master.lists', {})).find((list) => list.id === 'group')!.items;
    const inGroup = async (label: string) => {
      const { id } = groups.find((item) => item.label === label)!;
      return (await app.call('asset.list', { query: '計量器', filters: { group: [id] } })).matched;
    };
    expect(await inGroup('総務グループ')).toBe(20);
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+z');
    await toast(page, '一括変更（20件）を取り消しました。');
    expect(await inGroup('総務グループ')).toBe(0);
    expect(await inGroup('施設グループ')).toBe(20);

    // By keys: rows with Space and Shift, all with Ctrl+A, none with Esc.
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await bar.getByText('1件を選択').waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await bar.getByText('3件を選択').waitFor();
    await page.keyboard.press('Control+a');
    await bar.getByText('20件を選択').waitFor();
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });

    // Into the bin and out of it without a mouse, many at once, and taken back.
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await bar.getByText('2件を選択').waitFor();
    await page.keyboard.press('Delete');
    await toast(page, '2件をごみ箱へ移しました。');
    expect((await app.call('asset.counts', {})).binned).toBe(2);
    await page.getByRole('link', { name: /^ごみ箱/ }).click();
    await page.getByRole('heading', { level: 1, name: 'ごみ箱' }).waitFor();
    await page.getByRole('grid').getByRole('row').nth(2).waitFor();
    await page.keyboard.press('Control+a');
    await bar.getByText('2件を選択').waitFor();
    await page.keyboard.press('Control+Enter');
    await toast(page, '2件を台帳へ戻しました。');
    expect((await app.call('asset.counts', {})).binned).toBe(0);
    await page.keyboard.press('Control+z');
    await toast(page, 'ごみ箱から戻す（2件）を取り消しました。');
    expect((await app.call('asset.counts', {})).binned).toBe(2);
    await page.keyboard.press('Control+y');
    await toast(page, 'ごみ箱から戻す（2件）をやり直しました。');
    expect((await app.call('asset.counts', {})).binned).toBe(0);
  },
);

story('what is done with the chosen rows waits for the choosing', { register: 'sample' }, async ({ page, app }) => {
  await page.getByRole('link', { name: /^情報\s*\d/ }).click();
  await page.getByRole('heading', { level: 1, name: '情報' }).waitFor();
  await listReady(page);
  const bar = page.getByRole('region', { name: '選んだ資産' });
  const { matched } = await app.call('asset.list', { kind: 'information', columns: [], limit: 1 });
  await page.getByRole('grid').focus();

  // Rows that are in view are chosen without asking.
  let held = await hold(page, 'asset.list');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await bar.getByText('2件を選択').waitFor();
  await held.release();

  // Taken back before the answer: nothing is chosen when it comes.
  held = await hold(page, 'asset.ids');
  await page.keyboard.press('Control+a');
  await held.asked;
  await page.keyboard.press('Escape');
  await bar.getByText('2件を選択').waitFor();
  await held.release();
  await bar.waitFor({ state: 'detached' });

  held = await hold(page, 'asset.ids');
  await page.keyboard.press('Control+a');
  await held.asked;
  await page.keyboard.press('Delete');
  expect((await app.call('asset.counts', {})).binned).toBe(0);
  await held.release();
  await toast(page, `${matched}件をごみ箱へ移しました。`);
  expect((await app.call('asset.counts', {})).binned).toBe(matched);
});
