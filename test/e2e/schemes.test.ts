import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { story } from '../support/launch.ts';
import { tabTo, toast } from '../support/screens.ts';

const NOW = '2026-11-23T01:00:00Z';
const NAME = '水郷地方環境衛生組合の分類';

const part = (page: Page, name: string) =>
  page.getByRole('group', { name: '直すところ' }).getByRole('button', { name, exact: false });
const option = (page: Page, axis: string, name: string) =>
  page.getByRole('group', { name: axis }).getByRole('radio', { name: new RegExp(`^\\S+ \\S+ ${name}`) });
const state = (page: Page, words: string | RegExp) => page.locator('.scheme-state').getByText(words).waitFor();

story(
  'a preset is copied and edited, saved with a reason, and assets are classed in it',
  { register: 'sample', now: NOW },
  async ({ page, app }) => {
    await page.getByRole('link', { name: '設定', exact: true }).click();
    await page.getByRole('link', { name: '分類体系' }).click();

    // A preset has nothing to edit it with, only a copy.
    await page.getByRole('link', { name: '自治体の新しい分類（自治体機密性3A〜1）' }).click();
    await page.getByRole('heading', { name: '分類するときの質問' }).waitFor();
    expect(await page.getByRole('link', { name: '直す', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: '写しを作る' }).click();
    const dialog = page.getByRole('dialog', { name: '分類体系の写しを作る' });
    await dialog.getByLabel('写しの名前').fill(NAME);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `「${NAME}」を直す` }).waitFor();
    const own = (await app.call('scheme.list', {})).find((one) => one.name === NAME)!;

    // An asset that was classed 3A before the level is hidden.
    await app.call('setting.save', { schemeId: own.id });
    const values = { integrity: '2', availability: '1', classificationReason: '指定' };
    const secret = await app.call('asset.register', {
      kind: 'document',
      values: { name: '秘密の設計書', confidentiality: '3A', ...values },
    });

    // By keyboard: hide 3A, write the 対策基準's own sentence and another definition.
    await part(page, '機密性').focus();
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('checkbox', { name: '自治体機密性3Aを使わない' }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: '自治体機密性2を開く' }));
    await page.keyboard.press('Enter');
    const two = page.getByRole('group', { name: '自治体機密性2', exact: true });
    await tabTo(page, two.getByLabel('組合の対策基準の文'));
    await page.keyboard.insertText('対策基準第5条第3号に定める情報資産');
    await two.getByLabel('定義', { exact: true }).fill('外に出さない情報資産です。');
    await page.getByRole('button', { name: '自治体機密性3Aを開く' }).click();
    // 3A is in use: it is hidden, not taken out.
    await page.getByText('この段階は、資産の分類に使ったことがあります。').waitFor();
    expect(await page.getByRole('button', { name: 'この段階をなくす' }).count()).toBe(1);

    // The first question proposes the hidden level; it is said, and changed.
    await part(page, '質問').click();
    await page
      .getByText(/使わない段階「自治体機密性3A」を提案します/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '秘密文書に指定されていますかを開く' }).click();
    const question = page.getByRole('group', { name: '秘密文書に指定されていますか' }).first();
    await question.getByLabel('「はい」の機密性').selectOption('3B');
    await question.getByLabel('質問の文').fill('秘密の指定を受けていますか');
    const tried = page.getByRole('region', { name: '試してみる' });
    await tried.getByRole('group', { name: '秘密の指定を受けていますか' }).getByLabel('はい').check();
    await tried.getByText('自治体機密性3B').waitFor();
    await tried.getByText('「秘密の指定を受けていますか」→「はい」').waitFor();

    // A contradiction is said where it is, and cannot be saved.
    await part(page, '重要性分類').click();
    await page.getByRole('button', { name: '決まり4をなくす' }).click();
    await page.getByText('▲ 機1・完1・可1の重要性が決まりません。').waitFor();
    await state(page, /直すところが\d+件あります/);
    expect(await page.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '決まりを加える' }).click();
    await state(page, '保存していない変更があります');

    // Leaving asks; saving wants a reason.
    await page.getByRole('link', { name: '今日の仕事' }).click();
    await page.getByRole('button', { name: 'このページに残る' }).click();
    await page.keyboard.press('Control+s');
    await page.getByText('理由を書いてください。').waitFor();
    await page.keyboard.insertText('対策基準の改正');
    await page.keyboard.press('Control+s');
    await toast(page, `「${NAME}」を保存しました（第2版）。`);
    await state(page, '変更はありません');
    const saved = (await app.call('scheme.list', {})).find((one) => one.id === own.id)!;
    expect(saved.axes.confidentiality.levels.find((one) => one.code === '3A')!.hidden).toBe(true);
    expect(saved.questions[0]!.text).toBe('秘密の指定を受けていますか');

    // The record of revisions says what was changed, by whom and why.
    await page.getByRole('link', { name: '見る画面に戻る' }).click();
    await page.getByRole('link', { name: '改正の記録' }).click();
    const second = page.getByRole('region', { name: /^第2版/ });
    await second.getByText('理由 対策基準の改正').waitFor();
    await second.getByRole('rowheader', { name: '段階「自治体機密性2」の定義' }).waitFor();
    await second.getByRole('cell', { name: '外に出さない情報資産です。' }).waitFor();
    await page
      .getByRole('region', { name: /^第1版/ })
      .getByText('はじめの版です。')
      .waitFor();

    // A new asset is classed in it: no 3A, the union's own sentence before the definition.
    await page.keyboard.press('Control+n');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => {
      location.hash = '#/asset/new/document';
    });
    await option(page, '機密性', '自治体機密性2').waitFor();
    expect(await option(page, '機密性', '自治体機密性3A').count()).toBe(0);
    const words = await page.locator('.level-option', { hasText: '自治体機密性2' }).first().innerText();
    expect(words.indexOf('対策基準第5条第3号')).toBeGreaterThan(0);
    expect(words.indexOf('対策基準第5条第3号')).toBeLessThan(words.indexOf('外に出さない情報資産です。'));
    await page.getByLabel('資産名称').fill('新しい仕様書');
    await option(page, '機密性', '自治体機密性2').check();
    await page.keyboard.press('Control+s');
    await toast(page, /登録しました/);
    const { rows } = await app.call('asset.list', { query: '新しい仕様書', columns: ['confidentiality'] });
    expect(rows[0]).toMatchObject({ schemeId: own.id, values: { confidentiality: '2' } });

    // CONTROL: the stored 3A is still shown, and stays when something else is saved.
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/asset/${secret.id}`);
    await page.getByRole('heading', { level: 1, name: '秘密の設計書' }).waitFor();
    await option(page, '機密性', '自治体機密性3A（終了）').waitFor();
    expect(await option(page, '機密性', '自治体機密性3A').isChecked()).toBe(true);
  },
);

story('a scheme that is not in force is used only after a warning', { register: 'sample', now: NOW }, async (s) => {
  const { page, app } = s;
  const {
    revision,
    assets: _assets,
    usedLevels: _used,
    ...scheme
  } = await app.call('scheme.copy', {
    id: 'ipa-3',
    name: NAME,
  });
  await app.call('scheme.save', { scheme: { ...scheme, effectiveFrom: '2027-04-01' }, revision, reason: '来年度から' });
  await page.getByRole('link', { name: '設定', exact: true }).click();
  await page.getByRole('link', { name: '分類体系' }).click();
  await page.getByText('令和9年4月1日〜').waitFor();
  await page.getByRole('link', { name: NAME, exact: true }).click();
  await page.getByRole('button', { name: 'この体系を使う' }).click();
  const dialog = page.getByRole('dialog', { name: 'この分類体系を使う' });
  await dialog.getByText('使い始める日は令和9年4月1日です。まだその日になっていません。').waitFor();
  await dialog.getByRole('button', { name: 'やめる' }).click();
  expect((await app.call('setting.get', {})).schemeId).toBe('municipal-2024');
  await page.getByRole('button', { name: 'この体系を使う' }).click();
  await dialog.getByRole('button', { name: 'それでも使う' }).click();
  await page.getByText('✓ 今使っている分類体系').waitFor();
  expect((await app.call('setting.get', {})).schemeId).toBe(scheme.id);

  // CONTROL: a scheme without dates is used without a warning.
  await page.getByRole('link', { name: '一覧に戻る' }).click();
  await page.getByRole('link', { name: /^IPAの分類/ }).click();
  await page.getByRole('button', { name: 'この体系を使う' }).click();
  await dialog.getByRole('button', { name: '使う', exact: true }).waitFor();
  expect(await dialog.locator('.notice').count()).toBe(0);
});
