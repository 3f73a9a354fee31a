import type { Page } from 'playwright-core';
import type { Launched } from './launch.ts';
import { idOf, type Screen } from './screen.ts';

const PAYROLL = '人事給与システム';
const STICK = 'USBメモリ USB-003';

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/** 分類する with its dialog, and the parts of 点検・履歴 that need no other state of the register. */
export const CLASS_SCREENS: readonly Screen[] = [
  {
    name: 'classify',
    path: '/today',
    open: async (page, launched) => {
      await go(page, `#/classify/${await idOf(launched, PAYROLL)}`);
      await page.getByRole('list', { name: '質問' }).waitFor();
      // All answered, and back at the first: a whole proposal is looked at.
      for (const key of ['2', '1', '1', '2', ...Array(4).fill('ArrowUp')]) await page.keyboard.press(key);
      await page.locator('.level-proposed').first().waitFor();
      await page.locator('.classing-levels').evaluate((levels) => levels.scrollTo(0, 0));
    },
  },
  {
    name: 'asset-class',
    path: '/today',
    open: async (page, launched) => {
      await go(page, `#/asset/${await idOf(launched, STICK)}`);
      await page.getByRole('region', { name: '点検で見つかったこと' }).waitFor();
      await page.locator('#section-classification').evaluate((section) => section.scrollIntoView());
    },
  },
  {
    name: 'classify-dialog',
    path: '/asset/new/information',
    open: async (page) => {
      await page.getByRole('button', { name: '質問に答えて決める' }).click();
      await page.getByRole('dialog', { name: '質問に答えて分類を決める' }).waitFor();
    },
  },
  {
    name: 'asset-card',
    path: '/today',
    open: async (page, launched) => {
      await go(page, `#/asset/${await idOf(launched, PAYROLL)}`);
      await page.locator('.handling-act').first().waitFor();
      await page.locator('#section-handling').evaluate((section) => section.scrollIntoView());
    },
  },
  {
    name: 'accept',
    path: '/history/D3',
    open: async (page) => {
      await page
        .getByRole('button', { name: /理由と期限を書いて受け入れる$/ })
        .first()
        .click();
      await page.getByRole('dialog', { name: '理由と期限を書いて受け入れる' }).waitFor();
    },
  },
  {
    name: 'rules',
    path: '/history/rules',
    open: (page) => page.getByRole('region', { name: '決まりの一覧', exact: true }).waitFor(),
  },
];

/** A class change that waits, a review, an accepted finding: what each list shows only when there is something. */
async function classWork({ app }: Launched): Promise<void> {
  if ((await app.call('approval.list', {})).length > 0) return;
  const { rows } = await app.call('asset.list', { query: STICK, columns: [] });
  const stick = await app.call('asset.get', { id: rows[0]!.id });
  const finding = stick.findings.find((one) => one.ruleId === 'D3' && !one.accepted);
  const { id: assetId, revision } = stick;
  if (finding) {
    const until = '2027-03-31';
    await app.call('finding.accept', { assetId, ruleId: 'D3', key: finding.key, reason: '機器の更新まで', until });
  }
  await app.call('setting.save', { approval: true, approverPost: '総務グループ長' });
  await app.call('classification.decide', {
    assetId,
    revision,
    levels: { confidentiality: '1', integrity: '2', availability: '1' },
    reason: '公表したものだけを入れるため。',
    answers: {},
  });
  const payroll = await app.call('asset.list', { query: PAYROLL, columns: [] });
  const { links } = await app.call('asset.get', { id: payroll.rows[0]!.id });
  for (const link of links) await app.call('link.remove', { id: link.id });
}

const withWork =
  (open: (page: Page) => Promise<unknown>): Screen['open'] =>
  async (page, launched) => {
    await classWork(launched);
    await open(page);
  };

/** The lists of what waits for somebody. They change the register: for the end. */
export const WAITING_SCREENS: readonly Screen[] = [
  {
    name: 'approvals',
    path: '/history/approvals',
    open: withWork((page) => page.getByRole('region', { name: '承認待ちの一覧' }).waitFor()),
  },
  {
    name: 'approve',
    path: '/history/approvals',
    after: 'approvals',
    open: async (page) => {
      await page.getByRole('checkbox', { name: 'すべて選ぶ' }).check();
      await page.getByRole('button', { name: '承認する' }).click();
      await page.getByRole('dialog', { name: /承認する$/ }).waitFor();
    },
  },
  {
    name: 'reviews',
    path: '/history/reviews',
    open: withWork((page) => page.getByRole('region', { name: '見直しの一覧' }).waitFor()),
  },
  {
    name: 'accepted',
    path: '/history/accepted',
    open: withWork((page) => page.getByRole('region', { name: '受け入れ済みの一覧' }).waitFor()),
  },
  {
    name: 'asset-waiting',
    path: '/today',
    open: async (page, launched) => {
      await classWork(launched);
      await go(page, `#/asset/${await idOf(launched, STICK)}`);
      await page.getByRole('region', { name: '承認待ちの分類' }).waitFor();
      await page.getByText('これまでの分類').click();
      await page.locator('.past-class').first().waitFor();
    },
  },
];
