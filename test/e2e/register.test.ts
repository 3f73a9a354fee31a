import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import { story } from '../support/launch.ts';
import { tabTo, toast } from '../support/screens.ts';

const NOW = '2026-11-23T01:00:00Z';
const DAY = '2026-04-01';
const DAY_WORDS = '令和8年4月1日';

interface Example {
  readonly kind: Kind;
  readonly name: string;
  readonly kana: string;
  /** A date field of the kind, and how its date is typed. */
  readonly field: string;
  readonly typed: string;
}

/** One asset of each kind; the same day, written in eight ways. */
const EXAMPLES: readonly Example[] = [
  { kind: 'hardware', name: '計量用PC', kana: 'けいりょうようPC', field: 'acquiredOn', typed: '令和8年4月1日' },
  { kind: 'network', name: '事務室L2スイッチ', kana: 'じむしつL2すいっち', field: 'inspectedOn', typed: 'R8.4.1' },
  { kind: 'system', name: '財務会計システム', kana: 'ざいむかいけいしすてむ', field: 'startedOn', typed: '2026/4/1' },
  { kind: 'medium', name: '運搬用USBメモリ', kana: 'うんぱんようUSBめもり', field: 'acquiredOn', typed: '20260401' },
  {
    kind: 'software',
    name: '文書作成ソフト',
    kana: 'ぶんしょさくせいそふと',
    field: 'supportUntil',
    typed: '２０２６年４月１日',
  },
  {
    kind: 'information',
    name: '搬入者台帳',
    kana: 'はんにゅうしゃだいちょう',
    field: 'retentionFrom',
    typed: 'Ｒ８．４．１',
  },
  {
    kind: 'document',
    name: '計量システム仕様書',
    kana: 'けいりょうしすてむしようしょ',
    field: 'createdOn',
    typed: '令和８年４月１日',
  },
  {
    kind: 'service',
    name: '収集運搬業務委託',
    kana: 'しゅうしゅううんぱんぎょうむいたく',
    field: 'contractFrom',
    typed: '2026-04-01',
  },
];

const labelOf = (kind: Kind, id: string) => KIND_DEFINITIONS[kind].fields.find((field) => field.id === id)!.label;

/** Class by keys: from the first radio button of each axis, digits by place from the top. */
async function classify(page: Page, keys: { 機密性: string; 完全性: string; 可用性: string }): Promise<void> {
  for (const [axis, key] of Object.entries(keys)) {
    await tabTo(page, page.getByRole('group', { name: axis }).getByRole('radio').first());
    await page.keyboard.press(key);
  }
}

async function enter(page: Page, { kind, name, kana, field, typed }: Example): Promise<string> {
  await page.keyboard.press('Control+n');
  await page.getByRole('heading', { name: '新しい資産を登録する' }).waitFor();
  await page
    .getByRole('link', { name: new RegExp(`^${KIND_DEFINITIONS[kind].label}`) })
    .last()
    .click();
  await page.getByRole('heading', { level: 1, name: `${KIND_DEFINITIONS[kind].label}を登録する` }).waitFor();
  await page.getByLabel('資産名称', { exact: true }).fill(name);
  await page.getByLabel('ふりがな', { exact: true }).fill(kana);
  // 所管部署 by its number; the only one that fits is taken by Enter.
  await page.getByLabel('所管部署').pressSequentially('03');
  await page.keyboard.press('Enter');
  const date = page.getByLabel(labelOf(kind, field), { exact: true });
  await date.fill('令和8年4月31日');
  await page.getByText('日付として読めません。').first().waitFor();
  expect(await page.getByRole('button', { name: '登録', exact: true }).isDisabled()).toBe(true);
  await date.fill(typed);
  await date.blur();
  await expect.poll(() => date.inputValue()).toBe(DAY_WORDS);
  await page.getByLabel('資産名称', { exact: true }).focus();
  await classify(page, { 機密性: '2', 完全性: '1', 可用性: '2' });
  await page.getByLabel('分類の理由').fill('多人数の住民情報');
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  return (await page.locator('.asset-number .number').textContent()) ?? '';
}

story(
  'an asset of each of the eight kinds through the form',
  { register: 'empty', now: NOW },
  async ({ page, app }) => {
    await page.getByText('台帳はまだ空です。').waitFor();
    for (const example of EXAMPLES) {
      const { kind, name, kana, field } = example;
      // Kind code, fiscal year, number of the group, serial (domain.md D17).
      const number = `${KIND_DEFINITIONS[kind].code}-2026-03-0001`;
      expect(await enter(page, example)).toBe(number);
      const list = await app.call('asset.list', { kind, columns: ['number'] });
      const { values } = await app.call('asset.get', { id: list.rows[0]!.id });
      expect(values).toMatchObject({
        number,
        name,
        kana,
        [field]: DAY,
        confidentiality: '3B',
        integrity: '2',
        availability: '1',
        classificationReason: '多人数の住民情報',
      });
    }
    expect((await app.call('asset.counts', {})).total).toBe(EXAMPLES.length);
  },
);

story(
  'an asset lives: edit with a reason, history in words, copy, bin, undo, restore',
  { register: 'empty', now: NOW },
  async (s) => {
    const { page, app } = s;
    const made = await app.call('asset.register', { kind: 'hardware', values: { name: '計量用PC', acquiredOn: DAY } });
    await page.evaluate((id) => {
      location.hash = `#/asset/${id}`;
    }, made.id);
    const title = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await title('計量用PC');

    await page.getByLabel('資産名称', { exact: true }).fill('計量用端末');
    await page.getByLabel('取得年月日').fill('R7.10.1');
    await page.getByRole('region', { name: '保存していない変更' }).getByText('2か所を変更').waitFor();
    await page.getByLabel('変更の理由（書かなくてもかまいません）').fill('備品台帳と合わせた');
    await page.keyboard.press('Control+s');
    await toast(page, '「計量用PC」を保存しました。');
    await title('計量用端末');
    const newest = page.locator('.change').first();
    await newest.getByText('理由：備品台帳と合わせた').waitFor();
    const words = (await newest.textContent())!;
    expect(words).toContain('葦沼 恵');
    expect(words).toContain('資産名称計量用PC→計量用端末');
    expect(words).toContain('取得年月日令和8年4月1日→令和7年10月1日');

    // A half-written date is not saved, and leaving asks.
    await page.getByLabel('備考').fill('あとで消す');
    await page.getByRole('link', { name: '今日の仕事' }).click();
    await page
      .getByRole('dialog', { name: '保存していない変更があります' })
      .getByRole('button', { name: 'このページに残る' })
      .click();
    expect(await page.getByLabel('備考').inputValue()).toBe('あとで消す');
    await page.getByRole('button', { name: '元に戻す' }).click();
    expect(await page.getByLabel('備考').inputValue()).toBe('');

    await page.keyboard.press('Control+d');
    await title('機器を複製して登録する');
    expect(await page.getByLabel('資産名称', { exact: true }).inputValue()).toContain('計量用端末');
    await page.keyboard.press('Control+s');
    await toast(page, /として登録しました。$/);
    await expect.poll(() => page.locator('.asset-number .number').textContent()).toBe('HW-2026-00-0002');

    // Into the bin, and back by Ctrl+Z.
    await page.getByRole('button', { name: 'ごみ箱へ' }).click();
    await page.getByText('ごみ箱にあります').first().waitFor();
    expect(await app.call('asset.counts', {})).toMatchObject({ total: 1, binned: 1 });
    await page.getByRole('button', { name: '台帳へ戻す' }).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'ごみ箱へ', exact: true }).waitFor();
    expect(await app.call('asset.counts', {})).toMatchObject({ total: 2, binned: 0 });

    // Into the bin again, found there, and back by its own button.
    await page.getByRole('button', { name: 'ごみ箱へ' }).click();
    await page.getByRole('button', { name: '台帳へ戻す' }).waitFor();
    await page.getByRole('link', { name: /^ごみ箱/ }).click();
    await page.getByRole('gridcell', { name: 'HW-2026-00-0002', exact: true }).waitFor();
    await page.getByRole('checkbox', { name: /^HW-2026-00-0002/ }).click();
    await page.getByRole('button', { name: '台帳へ戻す' }).click();
    await page.getByText('ごみ箱は空です。').waitFor();
    expect(await app.call('asset.counts', {})).toMatchObject({ total: 2, binned: 0 });
  },
);
