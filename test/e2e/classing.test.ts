import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { questionsFor } from '../../contract/questionnaire.ts';
import type { TestApp } from '../support/app.ts';
import { downloaded, type Launched, story } from '../support/launch.ts';
import { readPdf } from '../support/pdf.ts';
import { tabTo, toast } from '../support/screens.ts';

const levels = (confidentiality: string) => ({ confidentiality, integrity: '2', availability: '1' });

async function open({ page }: Launched, id: string, name: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/asset/${id}`);
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** Questions asked for information in the scheme that the register uses. */
async function questions(app: TestApp) {
  const [{ schemeId }, schemes] = [await app.call('setting.get', {}), await app.call('scheme.list', {})];
  return questionsFor(schemes.find(({ id }) => id === schemeId)!, 'information');
}

const nameOf = (page: Page, name: string) => page.locator('.classify-name').getByText(name, { exact: true });
const decided = async (app: TestApp, assetId: string) => (await app.call('classification.ofAsset', { assetId }))[0];

story(
  'two assets classed one after the other by keyboard alone: 「わからない」 leads up, an override asks for its reason',
  {
    register: 'empty',
    prepare: async (app) => {
      for (const name of ['あいまいな綴り', '広報紙の綴り'])
        await app.call('asset.register', { kind: 'information', values: { name } });
    },
  },
  async ({ page, app }) => {
    const asked = await questions(app);
    const ids = (await app.call('asset.ids', {})).ids;
    await tabTo(page, page.getByRole('link', { name: /^分類する.*分類されていない/ }));
    await page.keyboard.press('Enter');
    await page.getByText('2件のうち1件目').waitFor();
    const first = await page.locator('.classify-name strong').innerText();
    const firstId = ids[first === 'あいまいな綴り' ? 0 : 1]!;

    // Too early: it says what is missing and goes there.
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('まだ答えていない質問').waitFor();
    expect(await decided(app, firstId)).toBeUndefined();

    // ↑ and ↓ go between the questions; 0 is 「わからない」 and says what follows.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.locator('.question-active').getByText(asked[0]!.text).waitFor();
    await page.keyboard.press('0');
    await page.getByText('いちばん厳しい段階を提案します。').waitFor();
    for (const question of asked.slice(1)) await page.keyboard.press(String(question.choices.length));
    const proposal = page.getByRole('list', { name: '提案' });
    await proposal.getByText(`「${asked[0]!.text} → わからない」`).waitFor();
    await proposal.getByText('厳しいほうの').waitFor();
    await page.keyboard.press('Enter');
    await toast(page, `「${first}」を分類しました。`);
    const one = (await decided(app, firstId))!;
    expect(one.levels.confidentiality).toBe('3A');
    expect(one.answers).toContain(`${asked[0]!.text} → わからない`);
    expect(one.reason).toContain('わからない');

    // The next one. Its integrity is chosen by hand, from the keys of the levels.
    await page.getByText('2件のうち2件目').waitFor();
    const second = first === 'あいまいな綴り' ? '広報紙の綴り' : 'あいまいな綴り';
    await nameOf(page, second).waitFor();
    for (const question of asked) await page.keyboard.press(String(question.choices.length));
    const integrity = page.getByRole('group', { name: '完全性' });
    await tabTo(page, integrity.getByRole('radio', { checked: true }));
    await page.keyboard.press((await integrity.getByRole('radio').first().isChecked()) ? '2' : '1');
    await page.keyboard.press('Enter');
    const why = page.getByLabel('違う段階にする理由');
    await page.getByRole('alert').getByText('違う段階にする理由').waitFor();
    expect(await why.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.type('議会で読み上げるため');
    await page.keyboard.press('Enter');
    await page.getByText('すべて分類しました。').waitFor();
    const two = (await decided(app, ids.find((id) => id !== firstId)!))!;
    expect(two.reason).toContain('違う段階にした理由：議会で読み上げるため');
    expect(two.who).toBe('葦沼 恵');

    await page.getByRole('link', { name: '今日の仕事へ' }).click();
    await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
    expect(await page.getByText('分類されていない資産があります').count()).toBe(0);
  },
);

story(
  'what is put off keeps its answers, and the chosen rows of a list are classed in one go',
  { register: 'sample' },
  async ({ page }) => {
    await page.getByRole('link', { name: /^情報\s*\d/ }).click();
    await page.getByRole('grid').getByRole('row').nth(5).waitFor();
    await page.getByRole('grid').focus();
    for (const key of ['Space', 'Shift+ArrowDown']) await page.keyboard.press(key);
    await page.getByRole('region', { name: '選んだ資産' }).getByRole('button', { name: '分類する' }).click();
    await page.getByText('2件のうち1件目').waitFor();
    const first = await page.locator('.classify-name strong').innerText();
    // Answered from the register, and said so.
    await page.getByText('台帳の内容から').first().waitFor();
    await page.locator('.question input').first().focus();
    await page.keyboard.press('0');
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByText('2件のうち2件目').waitFor();
    await page.getByRole('button', { name: '前へ' }).click();
    await nameOf(page, first).waitFor();
    expect(
      await page
        .locator('.question')
        .first()
        .getByRole('radio', { name: /^わからない/ })
        .isChecked(),
    ).toBe(true);
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByText('2件のうち2件目').waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByText('2件をあとに残しました。').waitFor();
  },
);

story(
  'a new asset is classed by questions before it is there; its answers are kept',
  { register: 'empty' },
  async (s) => {
    const { page, app } = s;
    const asked = await questions(app);
    await page.evaluate(() => {
      location.hash = '#/asset/new/information';
    });
    await page.getByLabel('資産名称').fill('議事録の控え');
    await page.getByRole('button', { name: '質問に答えて決める' }).click();
    const dialog = page.getByRole('dialog', { name: '質問に答えて分類を決める' });
    await dialog.waitFor();
    await dialog.locator('.question input').first().focus();
    for (const question of asked) await page.keyboard.press(String(question.choices.length));
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByLabel('分類の理由').inputValue()).toContain('→');
    await page.keyboard.press('Control+s');
    await toast(page, 'として登録しました。');
    const [id] = (await app.call('asset.ids', {})).ids;
    const record = (await decided(app, id!))!;
    expect(record.answers).toHaveLength(asked.length);
    expect(Object.values(record.levels)).not.toContain(null);
  },
);

story(
  'a second person: the change waits, its own proposer cannot approve it, another can',
  { register: 'empty' },
  async (s) => {
    const { page, app } = s;
    const info = await app.call('asset.register', { kind: 'information', values: { name: '名簿', ...levels('2') } });
    await page.getByRole('link', { name: '設定' }).click();
    await page.getByLabel('分類の変更に、別の人の承認を求める').check();
    await page.getByLabel('承認する人の職名').fill('総務グループ長');
    await page.keyboard.press('Control+s');
    await toast(page, '設定を保存しました。');

    await open(s, info.id, '名簿');
    await page.getByRole('group', { name: '機密性' }).getByRole('radio').nth(1).check();
    await page.keyboard.press('Control+s');
    await toast(page, '承認を待っています');
    await page.getByRole('region', { name: '承認待ちの分類' }).waitFor();
    expect((await app.call('asset.get', { id: info.id })).values['confidentiality']).toBe('2');

    await page.getByRole('link', { name: '今日の仕事' }).click();
    await page.getByRole('link', { name: /^承認する.*待っています/ }).click();
    await page.getByRole('region', { name: '承認待ちの一覧' }).waitFor();
    await tabTo(page, page.getByRole('checkbox', { name: /^「名簿」/ }));
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: '承認する' }).click();
    const dialog = page.getByRole('dialog', { name: '1件の分類の変更を承認する' });
    expect(await dialog.getByLabel('承認する人の職名').inputValue()).toBe('総務グループ長');
    const name = dialog.getByLabel('承認する人の名前');
    expect(await name.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.type('葦沼　恵');
    await dialog.getByText('提案した人と同じ名前です').waitFor();
    expect(await dialog.getByRole('button', { name: '承認する' }).isDisabled()).toBe(true);
    await name.fill('辻 恵子');
    await page.keyboard.press('Enter');
    await toast(page, '1件の分類の変更を承認しました。');
    await page.getByText('承認を待っている分類の変更はありません。').waitFor();
    expect(await decided(app, info.id)).toMatchObject({
      levels: levels('3B'),
      who: '葦沼 恵',
      approvedBy: '辻 恵子',
      approvedPost: '総務グループ長',
    });

    // One more, turned down with a reason, and one taken back by its proposer.
    await open(s, info.id, '名簿');
    await page.getByText('これまでの分類').click();
    await page.getByText('承認：総務グループ長 辻 恵子').first().waitFor();
    await page.getByRole('group', { name: '機密性' }).getByRole('radio').nth(3).check();
    await page.keyboard.press('Control+s');
    await page.getByRole('alert').getByText('機密性が低くなる（または必要な段階に足りない）ので、理由を').waitFor();
    await page.getByLabel('変更の理由').fill('公表したため');
    await page.keyboard.press('Control+s');
    await page.getByRole('region', { name: '承認待ちの分類' }).getByRole('button', { name: '取り下げる' }).click();
    await toast(page, '分類の変更を取り下げました。');
    await page.getByRole('region', { name: '承認待ちの分類' }).waitFor({ state: 'detached' });
    expect(await app.call('approval.list', {})).toEqual([]);
  },
);

story(
  'a contradiction is accepted with reason and day, listed apart, taken back, and solved by one press; then a review',
  { register: 'empty', now: '2026-11-23T03:00:00Z' },
  async (s) => {
    const { page, app } = s;
    const info = await app.call('asset.register', { kind: 'information', values: { name: '名簿', ...levels('3B') } });
    const usb = await app.call('asset.register', {
      kind: 'medium',
      values: { name: '媒体', ...levels('2'), locked: 'yesNo.yes' },
    });
    const link = await app.call('link.add', { fromId: info.id, toId: usb.id, type: 'storedOn' });
    await open(s, usb.id, '媒体');
    const findings = page.getByRole('region', { name: '点検で見つかったこと' });
    await findings.getByRole('link', { name: '中の資産を見る' }).waitFor();
    await findings.getByRole('button', { name: /^理由と期限を書いて受け入れる/ }).click();
    const dialog = page.getByRole('dialog', { name: '理由と期限を書いて受け入れる' });
    expect(await dialog.getByLabel('いつまで').inputValue()).toBe('令和9年3月31日');
    await dialog.getByRole('button', { name: '受け入れる' }).click();
    await dialog.getByText('理由を書いてください。').first().waitFor();
    await dialog.getByLabel('受け入れる理由').fill('更新の機器が届くまで');
    await dialog.getByLabel('いつまで').fill('R9.1.31');
    await dialog.getByRole('button', { name: '受け入れる' }).click();
    await findings.getByText('令和9年1月31日まで').waitFor();

    await page.getByRole('link', { name: '点検・履歴' }).click();
    await page.getByText(/^決まり\d+件/).waitFor();
    expect(await page.locator('.finding-title').getByText('入れ物の分類が、中の情報より低い').count()).toBe(0);
    await page.getByRole('link', { name: '受け入れ済み' }).click();
    const row = page.getByRole('region', { name: '受け入れ済みの一覧' }).getByRole('row').nth(1);
    await row.getByText('更新の機器が届くまで').waitFor();
    await row.getByText('令和9年1月31日').waitFor();
    await row.getByRole('button', { name: /受け入れをやめる$/ }).click();
    await page.getByText('受け入れた点検結果はありません。').waitFor();
    await page.getByRole('link', { name: '点検', exact: true }).click();
    await page.locator('.finding-title').getByText('入れ物の分類が、中の情報より低い').waitFor();

    await open(s, usb.id, '媒体');
    await findings.getByRole('button', { name: '中の分類に合わせる' }).click();
    await toast(page, '中の分類に合わせました。');
    await findings.waitFor({ state: 'detached' });
    expect(await decided(app, usb.id)).toMatchObject({
      levels: levels('3B'),
      reason: '中の「名簿」の分類に合わせた。',
    });

    // The link goes: nothing is lowered, somebody has to look.
    await app.call('link.remove', { id: link.id });
    await page.getByRole('region', { name: '分類の見直し' }).waitFor();
    expect((await app.call('asset.get', { id: usb.id })).values['confidentiality']).toBe('3B');
    await page.getByRole('link', { name: '今日の仕事' }).click();
    await page.getByRole('link', { name: /^見直す.*見直す資産/ }).click();
    await page.getByRole('checkbox', { name: 'すべて選ぶ' }).check();
    await page.getByRole('button', { name: 'そのままでよい' }).click();
    await page.getByLabel('そのままでよい理由').fill('ほかの名簿も入れるため');
    await page.getByRole('button', { name: '見直しを終える' }).click();
    await page.getByText('見直しの要る分類はありません。').waitFor();
    expect(await app.call('review.list', {})).toEqual([]);
  },
);

story(
  'the handling card: on the page, freed of a duty with a reason, and printed as one page',
  { register: 'sample', printer: true, now: '2026-11-23T03:00:00Z' },
  async (s) => {
    const { page, app } = s;
    const id = (await app.call('asset.list', { query: '人事給与システム', columns: [] })).rows[0]!.id;
    await open(s, id, '人事給与システム');
    const card = page.locator('#section-handling');
    const carry = card.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^持ち出す/ }) });
    await carry.getByText('してはいけません').waitFor();
    await carry.getByText('最高情報セキュリティ責任者').waitFor();
    await card.getByText('公衆無線LANでは送りません').waitFor();

    await page.getByRole('checkbox', { name: /^H06 .*この資産では求めない$/ }).check();
    await page.getByText('取扱制限を外すときは、理由を書いてください。').waitFor();
    expect(await page.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('取扱制限を外した理由').fill('回線につながないため');
    await page.keyboard.press('Control+s');
    await card.getByText('公衆無線LANでは送りません').waitFor({ state: 'detached' });

    const file = await downloaded(page, () => card.getByRole('button', { name: /カードを印刷する/ }).click());
    expect(file.name).toMatch(/^取扱いカード_.+\.pdf$/);
    const pages = readPdf(readFileSync(file.path));
    expect(pages).toHaveLength(1);
    const text = pages[0]!.glyphs.map((glyph) => glyph.text).join('');
    for (const words of ['人事給与システム', '水郷地方環境衛生組合', '発行 令和8年11月23日', '自治体機密性3B'])
      expect(text).toContain(words);
    expect(text).not.toContain('公衆無線LAN');
  },
);

story('the rules are readable in the app and on paper', { register: 'sample' }, async ({ page, app }) => {
  await page.evaluate(() => {
    location.hash = '#/history/rules';
  });
  await page.getByRole('region', { name: '決まりの一覧', exact: true }).waitFor();
  const { rules } = await app.call('finding.list', {});
  for (const { title } of rules) await page.getByText(title).first().waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // A font may have one glyph for a letter and for the radical that looks like it; the PDF tells either.
  const text = readPdf(await page.pdf({ preferCSSPageSize: true }))
    .flatMap((one) => one.glyphs.map((glyph) => glyph.text))
    .join('')
    .normalize('NFKC');
  for (const rule of rules)
    expect(text.replaceAll(' ', '')).toContain(rule.title.replaceAll(' ', '').normalize('NFKC'));
  expect(text).toContain('水郷地方環境衛生組合');
  // CONTROL: what stands around it on the screen is not on the paper.
  expect(text).not.toContain('ごみ箱');
  await page.emulateMedia({ media: 'screen' });
});
