import type { Page } from 'playwright-core';
import readBook from 'read-excel-file/node';
import { expect } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { downloaded, story } from '../support/launch.ts';
import { tabTo } from '../support/screens.ts';
import { takeIn } from '../unit/move/support.ts';

const FROM = 'municipal-former';
const TO = 'municipal-2024';
const LEDGER = 'ドキュメント管理台帳.csv';

async function formerRegister(app: TestApp): Promise<void> {
  await app.call('register.create', {
    unionName: '水郷地方環境衛生組合',
    schemeId: FROM,
    operator: { name: '葦沼 恵', post: '主任' },
  });
  await takeIn(app, LEDGER, FROM);
}

const go = async (page: Page, words: string) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'さがして開く' }).waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
};

/** The asset before the person, by its number. */
const shown = (page: Page) => page.locator('.classify-name a').textContent();

/** The asset is there, and the keys go to its questions. */
async function ready(page: Page): Promise<void> {
  await page.locator('.question input:focus').waitFor();
}

/** Another asset than this one, or the end of the worklist. */
async function movedOn(page: Page, from: string | null): Promise<void> {
  const others = page.locator('.classify-name a').filter({ hasNotText: from! });
  const end = page.getByText('すべて決まりました。', { exact: true });
  await others.or(end).first().waitFor();
  if ((await end.count()) === 0) await ready(page);
}

/** Answers what is open, one digit for each question, as far as a level is proposed for every axis. */
async function answerAll(page: Page): Promise<void> {
  const open = page.locator('.question').filter({ hasText: '未回答' });
  for (let left = await open.count(); left > 0; left = await open.count()) {
    const first = open.first();
    await first
      .locator('input')
      .first()
      .evaluate((input) => input === document.activeElement || input.focus());
    // Kinds of personal data: none; everything else: no.
    await page.keyboard.press((await first.textContent())!.includes('どんな個人情報') ? '4' : '2');
    await expect.poll(() => open.count()).toBeLessThan(left);
  }
}

story(
  'a ledger of the former scheme moves to the new one by keyboard: single, together, stopped, gone on with, finished',
  { register: 'none', prepare: formerRegister, timeout: 240_000 },
  async ({ page, app }) => {
    const before = await app.call('asset.list', { columns: ['number', 'confidentiality'], limit: 1000 });
    await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
    await go(page, '分類体系の切替');
    const start = page.getByRole('button', { name: /件を決め始める$/ });
    await start.waitFor();

    // A table that would lower is refused beside its row.
    await tabTo(page, page.getByLabel('機密性2の行き先'));
    await page.keyboard.press('End');
    await page.getByText('「機密性2」を自動で「自治体機密性1」にはできません。').waitFor();
    expect(await start.isDisabled()).toBe(true);
    await page.keyboard.press('Home');
    await expect.poll(() => start.isEnabled()).toBe(true);
    await tabTo(page, start);
    await page.keyboard.press('Enter');

    // One by one: skipped, come back to, decided.
    await ready(page);
    const first = await shown(page);
    await page.keyboard.press('Alt+ArrowDown');
    await movedOn(page, first);
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => shown(page)).toBe(first);
    await ready(page);
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/まだ答えていない質問/)
      .waitFor();
    await answerAll(page);
    await page.keyboard.press('Enter');
    await movedOn(page, first);
    expect((await app.call('move.status', {})).open).toMatchObject({ decided: 1 });

    // Look-alikes: one is left out.
    for (let seen = await shown(page); ; seen = await shown(page)) {
      const { items } = await app.call('move.list', { state: 'open', limit: 500 });
      const one = await app.call('move.case', { at: items.find(({ number }) => number === seen)!.assetId });
      if (one!.alike >= 2) break;
      await page.keyboard.press('Alt+ArrowDown');
      await movedOn(page, seen);
    }
    const head = await shown(page);
    await answerAll(page);
    await page.keyboard.press('Shift+Enter');
    const dialog = page.getByRole('dialog', { name: '同じような資産をまとめて決める' });
    const boxes = dialog.getByRole('checkbox');
    await boxes.first().waitFor();
    const alike = await boxes.count();
    await tabTo(page, boxes.first(), { back: true });
    await page.keyboard.press('Space');
    await dialog.getByRole('button', { name: `${alike}件をまとめて決める` }).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await movedOn(page, head);
    const bulk = (await app.call('move.list', { state: 'decided', limit: 500 })).items.filter(
      ({ how }) => how === 'bulk',
    );
    expect(bulk).toHaveLength(alike);

    // Stopped: nothing of the register has changed; gone on with after a new start of the screens.
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: '切替の一覧' }).waitFor();
    expect(await app.call('asset.list', { columns: ['number', 'confidentiality'], limit: 1000 })).toEqual(before);
    await go(page, '今日の仕事');
    await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
    await page.reload();
    const goOn = page.getByRole('link', { name: /^続ける.*分類体系の切替：あと\d+件$/ });
    await goOn.waitFor();
    await tabTo(page, goOn);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '決めて次へ' }).waitFor();
    const done = page.getByText('すべて決まりました。', { exact: true });
    let lowered = 0;
    for (;;) {
      const now = await shown(page);
      await answerAll(page);
      const why = page.getByLabel('違う段階にする理由');
      if ((await why.count()) > 0) {
        // The facts alone would lower it; a person has to say why.
        await tabTo(page, why);
        await page.keyboard.type('公表したものだけのため');
        lowered += 1;
      }
      const bulkButton = page.getByRole('button', { name: /もまとめて決める$/ });
      const together = (await bulkButton.count()) > 0;
      // In a text Enter belongs to the text.
      await tabTo(page, together ? bulkButton : page.getByRole('button', { name: '決めて次へ' }));
      await page.keyboard.press('Enter');
      if (together) {
        await boxes.first().waitFor();
        await page.keyboard.press('Enter');
        await dialog.waitFor({ state: 'detached' });
      }
      await movedOn(page, now);
      if ((await done.count()) > 0) break;
    }

    await tabTo(page, page.getByRole('link', { name: '結果を確かめて切り替える' }));
    await page.keyboard.press('Enter');
    await page.getByLabel('切り替える理由').waitFor();
    await tabTo(page, page.getByLabel('切り替える理由'));
    await page.keyboard.type('対策基準の改定（令和8年4月1日）');
    await tabTo(page, page.getByRole('button', { name: `${before.matched}件を切り替える` }));
    const { items } = await app.call('move.list', { limit: 500 });
    expect(lowered).toBeGreaterThan(0);
    expect(items.filter((item) => item.lowered).length).toBeGreaterThanOrEqual(lowered);
    await page.keyboard.press('Enter');
    const report = page.getByRole('button', { name: '結果表を出力する' });
    await report.waitFor();
    const after = await app.call('asset.list', { columns: ['number', 'confidentiality'], limit: 1000 });
    expect(after.rows.map(({ id, schemeId }) => [id, schemeId])).toEqual(before.rows.map(({ id }) => [id, TO]));

    // The result sheet: every decision with its reason.
    await tabTo(page, report);
    const file = await downloaded(page, () => page.keyboard.press('Enter'));
    expect(file.name).toMatch(/^分類体系の切替_結果表_.*\.xlsx$/);
    const sheets = (await readBook(file.path)) as unknown as { sheet: string; data: unknown[][] }[];
    const [headings, ...rows] = sheets.find(({ sheet }) => sheet === '切替の結果')!.data;
    const cell = (row: unknown[], heading: string) => row[headings!.indexOf(heading)];
    expect(rows).toHaveLength(before.matched);
    for (const item of items) {
      const row = rows.find((one) => cell(one, '資産番号') === item.number)!;
      expect(cell(row, '決め方')).toBe({ mapping: '対応表', single: '1件ずつ', bulk: 'まとめて' }[item.how]);
      expect(cell(row, '理由') ?? null).toBe(item.reason);
      if (item.state === 'decided') expect(String(item.reason)).toMatch(/→/);
    }
    expect(new Set(items.map(({ how }) => how))).toEqual(new Set(['mapping', 'single', 'bulk']));
    await page.getByRole('heading', { name: 'これまでの切替' }).waitFor();
  },
);

story(
  'laxer than before: asked why, marked, named at the end; decided again from the list',
  { register: 'none', prepare: formerRegister },
  async ({ page, app, origin }) => {
    const plan = await app.call('move.plan', { fromSchemeId: FROM, toSchemeId: TO });
    await app.call('move.start', { fromSchemeId: FROM, toSchemeId: TO, mapping: plan.mapping });
    await page.goto(`${origin}/#/move`);
    await ready(page);
    const first = await shown(page);
    await answerAll(page);
    await page.locator('[data-axis=confidentiality] input[value="1"]').check();
    await page
      .getByText(/これまでの「機密性\d」より低くなります。|提案の「.+」と違います。/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '決めて次へ' }).click();
    await page.getByRole('alert').getByText('提案などと違う段階にする理由を書いてください。').waitFor();
    await page.getByLabel('違う段階にする理由').fill('すでに公表しているため');
    await page.getByLabel('違う段階にする理由').press('Control+Enter');
    await movedOn(page, first);
    await page.getByRole('link', { name: '切り替える' }).click();
    await page.getByRole('heading', { name: /低くした資産/ }).waitFor();
    await page.getByText(/すでに公表しているため/).waitFor();
    expect(await page.getByRole('button', { name: /件を切り替える$/ }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: '一覧' }).click();
    await page.getByRole('button', { name: /^低くした/ }).click();
    await page.getByRole('button', { name: /^決め直す/ }).click();
    await expect.poll(() => shown(page)).toBe(first);
    expect(await page.getByLabel(/^分類の理由/).inputValue()).toContain('すでに公表しているため');
    expect((await app.call('move.status', {})).open).toMatchObject({ decided: 0, lowered: 0 });

    await page.getByRole('link', { name: '切り替える' }).click();
    await page.getByRole('button', { name: '切替を取りやめる' }).click();
    await page.getByLabel('取りやめる理由').fill('改定が延びたため');
    await page.getByRole('button', { name: '取りやめる', exact: true }).click();
    await page.getByRole('cell', { name: '取りやめ', exact: true }).waitFor();
  },
);
