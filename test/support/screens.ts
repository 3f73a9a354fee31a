import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import type { MethodName } from '../../contract/api.ts';
import { KINDS } from '../../contract/catalogue/index.ts';
import type { TestApp } from './app.ts';
import { CLASS_SCREENS, WAITING_SCREENS } from './classScreens.ts';
import type { Launched } from './launch.ts';
import { idOf, type Screen } from './screen.ts';

export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/samples/${name}`, import.meta.url));
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page, title: string | RegExp) => page.getByRole('dialog', { name: title }).waitFor();

/** The list with its rows. */
export async function listReady(page: Page): Promise<void> {
  await page.getByRole('grid').getByRole('row').nth(5).waitFor();
  await page.locator('.grid[aria-busy=false]').waitFor();
}

/** Holds back the answers to a method: `asked` when the first question is there, `release` lets all go; `count`: asked so often. */
export async function hold(page: Page, method: MethodName) {
  const asked = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  let count = 0;
  page.on('request', (request) => {
    if (request.url().endsWith(`/rpc/${method}`)) count += 1;
  });
  await page.route(`**/rpc/${method}`, async (route) => {
    asked.resolve();
    await open.promise;
    await route.continue();
  });
  return {
    asked: asked.promise,
    count: () => count,
    release: async () => {
      open.resolve();
      await page.unrouteAll({ behavior: 'wait' });
    },
  };
}

/** A register of media as an office kept it: rows to take in, to look at again and to leave out. */
const SAMPLE_LEDGER = 'USBメモリ・外部媒体管理簿.xlsx';

/** Words that mean nothing without an answer, and days that can't be read. */
function doubtfulLedger() {
  const lines = [
    '機器番号,機器の名称,取得年月日,機密性',
    'K-1,計量用PC,令和7年4月1日,高',
    'K-2,会議用PC,7.4.1,高',
    'K-3,予備のPC,令和7年4月31日,低',
  ];
  return { name: '機器台帳.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) };
}

/** Rows that the sample register holds already: by serial number, by name, and one that is new. */
function repeatedLedger() {
  const lines = [
    '名称,種別,メーカー,型番,製造番号,コンピュータ名,備考',
    '台帳用ノートPC,ノートPC,水郷電機,SD-NB1430,SDN26A0109,SUIGO-LEDGER2,事務室へ移した',
    '計量ＰＣ,デスクトップPC,あやめ計装,AK-WS500,21040037,SCALE01,',
    '新しい受付端末,ノートPC,水郷電機,SD-NB1500,SDN27A0001,,',
  ];
  return { name: '機器台帳.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) };
}
/** Two cards below each other, and a table in which a word stands for the rows below it too. */
const CARDS = [
  '機器台帳カード,,,',
  '機器番号,K-1,機器の名称,計量用PC',
  '所管,総務グループ,設置場所,事務棟',
  '取得年月日,令和7年4月1日,備考,',
  '',
  '機器番号,K-2,機器の名称,会議用PC',
  '所管,業務グループ,設置場所,会議室',
  '取得年月日,令和7年4月31日,備考,リース品',
];
const OUTLINE = [
  '機器番号,機器の名称,所管,備考',
  'K-1,計量用PC,総務グループ,',
  'K-2,会議用PC,,数字がうまく出ないことがあり',
  ',,,修理を頼んである',
  'K-3,窓口用PC,,',
  'K-4,議場用PC,業務グループ,',
  'K-5,予備のPC,,',
];
const csvFile = (lines: readonly string[]) => ({
  name: '機器台帳.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\r\n')),
});

/** 取り込み of the sample ledger, to the first step: the tables. */
async function importGiven(page: Page): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(fixture(SAMPLE_LEDGER));
  await button(page, '次へ：列の対応').waitFor();
  await page.locator('.picture-body .picture-row').nth(2).waitFor();
}

async function importToColumns(page: Page): Promise<void> {
  await button(page, '次へ：列の対応').click();
  await button(page, '次へ：確かめる').waitFor();
}

async function importToCheck(page: Page): Promise<void> {
  await button(page, '次へ：確かめる').click();
  await page.getByRole('heading', { name: '種類ごとの件数' }).waitFor();
}

async function importToReceipt(page: Page): Promise<void> {
  await page.getByRole('button', { name: /件を取り込む$/ }).click();
  await page.getByRole('heading', { name: '取り込みました' }).waitFor();
}

async function openAsset(page: Page, launched: Launched, name: string): Promise<void> {
  const id = await idOf(launched, name);
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/asset/${id}`);
  await heading(page, name);
  await page.locator('.change').first().waitFor();
}

/** The asset whose page is looked at: links, personal data, all three levels. */
const ASSET = 'ごみ計量システム（トラックスケール）';

/** One part of the editor of the union's own scheme, its first entry open. */
async function openSchemeEditor(page: Page, { app }: Launched, part: string): Promise<void> {
  const schemes = await app.call('scheme.list', {});
  const own =
    schemes.find((one) => !one.preset) ?? (await app.call('scheme.copy', { id: schemes[0]!.id, name: '写し' }));
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/settings/scheme-edit/${own.id}`);
  await page.getByRole('group', { name: '直すところ' }).getByRole('button', { name: part }).click();
  if (part !== '重要性分類')
    await page
      .getByRole('button', { name: /を開く$/ })
      .first()
      .click();
  await page.getByRole('region', { name: part.replace('重要性分類', '重要性') }).waitFor();
}

/** A union's own fields with values, one of them put away. */
async function withOwnFields({ app }: Launched): Promise<void> {
  if ((await app.call('ownField.list', {})).length > 0) return;
  const kinds = ['hardware' as const, 'network' as const];
  const ward = await app.call('ownField.save', {
    label: '棟',
    type: 'text',
    kinds,
    inGrid: true,
    help: '建物の名前。',
  });
  const checked = { label: '点検した日', type: 'date' as const, kinds: ['hardware' as const] };
  const { id: checkedOn } = await app.call('ownField.save', checked);
  const old = { label: '旧システムの区分', type: 'text' as const, kinds: [...KINDS] };
  const { id: former } = await app.call('ownField.save', old);
  const { rows } = await app.call('asset.list', { kind: 'hardware', columns: [] });
  for (const [i, { id }] of rows.slice(0, 3).entries()) {
    const { revision } = await app.call('asset.get', { id });
    const values = { [ward.id]: i === 1 ? '西棟' : '東棟', [checkedOn]: '2026-10-01', [former]: `区分${i}` };
    await app.call('asset.update', { id, revision, values });
  }
  await app.call('ownField.save', { ...old, id: former, archived: true });
}

/** A ledger with columns that no field stands for. */
const OWN_COLUMNS = [
  '機器番号,機器の名称,棟,点検の周期,交換した日',
  'K-1,計量用PC,東棟,3か月,R7.4.1',
  'K-2,会議用PC,西棟,6か月,令和7年5月1日',
];

async function importOwnColumns(page: Page): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(csvFile(OWN_COLUMNS));
  await page.locator('.picture-body .picture-row').nth(2).waitFor();
  await button(page, '次へ：列の対応').click();
  await button(page, '残りの3列を独自項目にする').click();
  await page.getByLabel('独自項目「点検の周期」の値の形').waitFor();
}

const BINNED = 'インターネット閲覧用PC';

/** A few changes as they are made in a week, so that history and bin have something to show. */
export async function someWork(app: TestApp): Promise<void> {
  const found = async (query: string) => {
    const { rows } = await app.call('asset.list', { query, columns: ['name'] });
    const row = rows.find((one) => one.values['name'] === query)!;
    return app.call('asset.get', { id: row.id });
  };
  const scale = await found(ASSET);
  const updated = await app.call('asset.update', {
    id: scale.id,
    revision: scale.revision,
    values: { recoveryTarget: '2時間以内', annualCost: 1_386_000 },
    reason: '令和8年度の保守契約の変更',
  });
  await app.call('asset.update', { id: scale.id, revision: updated.revision, values: { stocktakenOn: '2026-11-20' } });
  await app.call('asset.bin', { ids: [(await found(BINNED)).id], reason: '更新により廃棄' });
}

/** A move to another scheme is under way; of the register nothing changes by it. */
async function moving({ app }: Launched): Promise<void> {
  if ((await app.call('move.status', {})).open) return;
  const pair = { fromSchemeId: 'municipal-2024', toSchemeId: 'ipa-3' };
  const { mapping } = await app.call('move.plan', pair);
  await app.call('move.start', { ...pair, mapping });
}

/** From the worklist to the first asset with look-alikes, every question answered. */
async function alikeShown(page: Page): Promise<void> {
  const together = page.getByRole('button', { name: /もまとめて決める$/ });
  const name = page.locator('.classify-name');
  for (;;) {
    await page.locator('.question input:focus').waitFor();
    if ((await together.count()) > 0) break;
    const words = (await name.textContent())!;
    await button(page, 'あとで決める').click();
    await name.filter({ hasNotText: words }).waitFor();
  }
  for (const question of await page.locator('.question').all()) await question.locator('input').last().check();
  const why = page.getByLabel('違う段階にする理由');
  if ((await why.count()) > 0) await why.fill('見本のため');
  await together.click();
}

/** Every screen and every dialog, in an order that leaves the register as it is until the last one. */
export const SCREENS: readonly Screen[] = [
  { name: 'today', path: '/today', open: (page) => page.getByRole('heading', { name: '台帳の件数' }).waitFor() },
  {
    name: 'assets',
    path: '/assets',
    open: async (page) => {
      await listReady(page);
      await page.getByRole('grid').getByRole('row').nth(4).click();
      await page.getByRole('complementary').getByRole('heading').first().waitFor();
    },
  },
  { name: 'assets-hardware', path: '/assets/hardware', open: listReady },
  {
    name: 'assets-nothing',
    path: `/assets?filter=${encodeURIComponent(JSON.stringify({ query: 'ないはずの言葉' }))}`,
    open: (page) => page.getByText('条件に合う資産がありません。').waitFor(),
  },
  {
    name: 'filter',
    path: '/assets',
    open: async (page) => {
      await listReady(page);
      await page
        .getByRole('button', { name: /^所管部署/ })
        .first()
        .click();
      await page.getByRole('region', { name: '所管部署で絞る' }).waitFor();
    },
  },
  {
    name: 'bulk',
    path: '/assets/hardware',
    open: async (page) => {
      await listReady(page);
      await page.getByRole('checkbox', { name: '条件に合う資産をすべて選ぶ' }).click();
      await button(page, '一括変更').click();
      await dialog(page, /まとめて変える$/);
      await page.getByLabel('変える項目').selectOption({ label: '所管部署' });
      await page.getByLabel('「所管部署」の値を消す').check();
      await page.getByText(/が変わります/).waitFor();
    },
  },
  { name: 'bin', path: '/assets/bin', open: (page) => page.getByRole('gridcell', { name: BINNED }).first().waitFor() },
  {
    name: 'asset-finding',
    path: '/today',
    open: async (page, launched) => {
      await openAsset(page, launched, '職員健康診断結果綴');
      await page.getByRole('region', { name: '点検で見つかったこと' }).waitFor();
    },
  },
  { name: 'asset', path: '/today', open: (page, launched) => openAsset(page, launched, ASSET) },
  {
    name: 'asset-changed',
    path: '/today',
    after: 'asset',
    open: async (page) => {
      await page.getByLabel('備考').fill('試験');
      await page.getByLabel('稼働開始日').fill('令和8年13月');
      await page.getByRole('region', { name: '保存していない変更' }).waitFor();
    },
  },
  {
    name: 'asset-leave',
    path: '/today',
    after: 'asset-changed',
    open: async (page) => {
      await page.getByRole('link', { name: '今日の仕事' }).click();
      await dialog(page, '保存していない変更があります');
    },
  },
  {
    name: 'link-dialog',
    path: '/today',
    open: async (page, launched) => {
      await openAsset(page, launched, ASSET);
      await button(page, 'つながりを加える').click();
      await dialog(page, 'つながりを加える');
      await page.getByLabel('相手の資産').fill('計量');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
    },
  },
  { name: 'asset-kinds', path: '/asset/new', open: (page) => heading(page, '新しい資産を登録する') },
  { name: 'asset-new', path: '/asset/new/information', open: (page) => heading(page, '情報を登録する') },
  { name: 'labels', path: '/labels', open: (page) => page.locator('.label-page').first().waitFor() },
  {
    name: 'labels-places',
    path: '/labels/place',
    open: async (page) => {
      await button(page, 'すべて選ぶ').click();
      await page.locator('.label-page').first().waitFor();
    },
  },
  {
    name: 'label-printer',
    path: '/labels',
    open: async (page) => {
      await button(page, '位置合わせ…').click();
      await dialog(page, '位置合わせ');
      await button(page, '長さも書き入れる').click();
    },
  },
  { name: 'export-forms', path: '/export/forms', open: (page) => page.getByLabel('できあがりの見本').waitFor() },
  {
    name: 'form-edit',
    path: '/export/forms',
    after: 'export-forms',
    open: async (page) => {
      await button(page, '写しを作る').click();
      await button(page, '条件を加える ▾').click();
      await button(page, '所管部署').waitFor();
    },
  },
  { name: 'export', path: '/export', open: (page) => page.getByRole('rowheader', { name: '合計' }).waitFor() },
  { name: 'import', path: '/import', open: (page) => page.getByRole('heading', { name: 'ファイルを選ぶ' }).waitFor() },
  {
    name: 'import-refused',
    path: '/import',
    after: 'import',
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(fixture('議会情報資産台帳.xls'));
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'import-sheets',
    path: '/import',
    open: async (page) => {
      await importGiven(page);
      await page.getByRole('grid').first().focus();
      await page.keyboard.press('n');
      await page.locator('.line-active').waitFor();
    },
  },
  {
    name: 'import-columns',
    path: '/import',
    after: 'import-sheets',
    open: importToColumns,
  },
  {
    name: 'import-check',
    path: '/import',
    after: 'import-columns',
    open: async (page) => {
      await importToCheck(page);
      await page.getByRole('button', { name: 'K11', exact: true }).click();
      await page.getByRole('region', { name: '11行目のセル' }).waitFor();
      await page.locator('#main').evaluate((main) => main.scrollTo(0, 0));
    },
  },
  {
    name: 'import-text',
    path: '/import',
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(fixture('ドキュメント管理台帳.csv'));
      await page.getByRole('heading', { name: /^文字コード/ }).click();
      await page.locator('.picture-body .picture-row').nth(2).waitFor();
      await page.getByText('表の範囲と向きを直す').click();
    },
  },
  { name: 'import-own', path: '/import', open: importOwnColumns },
  {
    name: 'import-own-check',
    path: '/import',
    after: 'import-own',
    open: async (page) => {
      await button(page, '次へ：確かめる').click();
      await page.getByRole('heading', { name: '作る独自項目' }).waitFor();
    },
  },
  {
    name: 'import-cards',
    path: '/import',
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(csvFile(CARDS));
      await page.locator('.picture-body .picture-row').nth(2).waitFor();
      await page.getByRole('grid').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.getByText('表の範囲と向きを直す').click();
      await page.getByLabel('表の形').waitFor();
    },
  },
  {
    name: 'import-outline',
    path: '/import',
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(csvFile(OUTLINE));
      await button(page, '次へ：列の対応').click();
      await page.getByLabel('C列「所管」の空欄は上と同じ').waitFor();
    },
  },
  {
    name: 'import-continued',
    path: '/import',
    after: 'import-outline',
    open: async (page) => {
      await page.getByLabel('C列「所管」の空欄は上と同じ').check();
      await button(page, '次へ：確かめる').click();
      await page.getByRole('button', { name: 'D4', exact: true }).click();
      await page.locator('.correction').waitFor();
    },
  },
  {
    name: 'import-correct',
    path: '/import',
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(doubtfulLedger());
      await button(page, '次へ：列の対応').click();
      await button(page, '次へ：確かめる').click();
      await page.getByLabel('機密性の「高」の意味').selectOption({ index: 1 });
      await page.getByRole('button', { name: 'C3', exact: true }).click();
      await page.getByRole('button', { name: '「令和7年4月1日」にする' }).click();
      await page.getByRole('button', { name: 'C4', exact: true }).click();
      await page.locator('.correction').waitFor();
    },
  },
  {
    name: 'import-duplicate',
    path: '/import',
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(repeatedLedger());
      await button(page, '次へ：列の対応').click();
      await button(page, '次へ：確かめる').click();
      await button(page, '今ある資産に上書きする').first().click();
      await page.getByRole('table').getByRole('rowheader', { name: '備考' }).waitFor();
      await page.getByRole('heading', { name: '気になるところ' }).evaluate((heading) => heading.scrollIntoView());
    },
  },
  ...CLASS_SCREENS,
  { name: 'checks', path: '/history/D3', open: (page) => page.locator('.finding-hits li').first().waitFor() },
  {
    name: 'history',
    path: '/history/changes',
    open: (page) => page.getByRole('region', { name: '変更の一覧' }).waitFor(),
  },
  {
    name: 'history-health',
    path: '/history/health',
    open: (page) => page.getByRole('rowheader', { name: '残ったファイル' }).waitFor(),
  },
  {
    name: 'history-number',
    path: '/history/number',
    open: (page) => page.getByRole('heading', { name: 'これまでの照合番号' }).waitFor(),
  },
  {
    name: 'settings',
    path: '/settings',
    open: (page) => page.getByRole('heading', { name: '組合', exact: true }).waitFor(),
  },
  {
    name: 'settings-lists',
    path: '/settings/lists',
    open: (page) => page.getByRole('region', { name: '所管部署の項目' }).waitFor(),
  },
  {
    name: 'settings-item',
    path: '/settings/lists',
    after: 'settings-lists',
    open: async (page) => {
      await page.getByRole('button', { name: '総務グループを直す' }).click();
      await dialog(page, /「総務グループ」を直す/);
    },
  },
  {
    name: 'settings-schemes',
    path: '/settings/schemes',
    open: (page) => page.getByRole('heading', { name: '分類体系の一覧' }).waitFor(),
  },
  {
    name: 'settings-scheme',
    path: '/settings/schemes/municipal-2024',
    open: (page) => page.getByRole('heading', { name: '分類するときの質問' }).waitFor(),
  },
  ...(['機密性', '取扱制限', '重要性分類', '質問'] as const).map((part) => ({
    name: `settings-scheme-${{ 機密性: 'levels', 取扱制限: 'duties', 重要性分類: 'importance', 質問: 'questions' }[part]}`,
    path: '/settings/schemes',
    open: (page: Page, launched: Launched) => openSchemeEditor(page, launched, part),
  })),
  {
    name: 'settings-sheets',
    path: '/settings/sheets',
    open: (page) => page.getByRole('heading', { name: 'ラベルプリンター' }).waitFor(),
  },
  {
    name: 'settings-sheet',
    path: '/settings/sheets',
    after: 'settings-sheets',
    open: async (page) => {
      await button(page, '組合の用紙を足す').click();
      await page.getByLabel('列の数').fill('3');
      await page.getByText('横が用紙から', { exact: false }).waitFor();
    },
  },
  {
    name: 'settings-templates',
    path: '/settings/templates',
    open: (page) => page.getByRole('heading', { name: 'はじめからあるひな形' }).waitFor(),
  },
  {
    name: 'settings-template',
    path: '/settings/templates',
    after: 'settings-templates',
    open: async (page) => {
      await button(page, 'L1 標準の写しを作る').click();
      await page.locator('.template-label').first().waitFor();
    },
  },
  {
    name: 'settings-backup',
    path: '/settings/backup',
    open: async (page, { app }) => {
      if ((await app.call('backup.list', {})).backups.length === 0) await app.job('backup.make', {});
      await page.getByRole('region', { name: '控えの一覧の表' }).waitFor();
      await page.getByLabel('パスワード', { exact: true }).selectOption('second');
      await page.getByText('だれにも開けません', { exact: false }).waitFor();
    },
  },
  {
    name: 'backup-compare',
    path: '/settings/backup',
    after: 'settings-backup',
    open: async (page, { app }) => {
      // Something has changed since, so that there is something to lose.
      const made = await app.job('backup.make', {});
      await app.call('setting.save', { reviewMonths: 12 + (made.manifest.no % 12) });
      await page
        .getByRole('button', { name: /の控えに戻す/ })
        .first()
        .click();
      await dialog(page, /と今の台帳を比べる$/);
      await page.getByRole('region', { name: 'なくなる変更' }).waitFor();
    },
  },
  {
    name: 'settings-accounts',
    path: '/settings/accounts',
    open: (page) => page.getByRole('heading', { name: '利用者を登録して使う' }).waitFor(),
  },
  {
    name: 'palette',
    path: '/assets',
    open: async (page) => {
      await listReady(page);
      await page.keyboard.press('Control+k');
      await page.getByLabel('番号・名称・画面・操作').fill('けいりょう');
      await page.getByRole('listbox').getByRole('option').filter({ hasText: '資産' }).first().waitFor();
    },
  },
  {
    name: 'keys',
    path: '/today',
    open: async (page) => {
      await heading(page, '今日の仕事');
      await button(page, 'キーの一覧').click();
      await dialog(page, 'キーの一覧');
    },
  },
  {
    name: 'operator',
    path: '/today',
    open: async (page) => {
      await heading(page, '今日の仕事');
      await page.getByRole('button', { name: /^作業する人/ }).click();
      await dialog(page, '作業する人');
    },
  },
  {
    name: 'move',
    path: '/move',
    open: (page) => page.getByRole('button', { name: /件を決め始める$/ }).waitFor(),
  },
  {
    name: 'move-work',
    path: '/move',
    open: async (page, launched) => {
      await moving(launched);
      await page.locator('.question input:focus').waitFor();
    },
  },
  {
    name: 'move-alike',
    path: '/move',
    open: async (page, launched) => {
      await moving(launched);
      await alikeShown(page);
      await dialog(page, '同じような資産をまとめて決める');
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  {
    name: 'move-list',
    path: '/move/list',
    open: async (page, launched) => {
      await moving(launched);
      await page.locator('.move-items').waitFor();
    },
  },
  {
    name: 'move-finish',
    path: '/move/finish',
    open: async (page, launched) => {
      await moving(launched);
      await page.getByRole('button', { name: /件を切り替える$/ }).waitFor();
    },
  },
  {
    name: 'move-abandon',
    path: '/move/finish',
    open: async (page, launched) => {
      await moving(launched);
      await button(page, '切替を取りやめる').click();
      await dialog(page, '切替を取りやめる');
    },
  },
  // Change the register: last.
  {
    name: 'settings-own-fields',
    path: '/settings/own-fields',
    open: async (page, launched) => {
      await withOwnFields(launched);
      await page.getByRole('button', { name: '旧システムの区分をまた使う' }).waitFor();
    },
  },
  {
    name: 'settings-own-field',
    path: '/settings/own-fields',
    after: 'settings-own-fields',
    open: async (page) => {
      await page.getByRole('button', { name: '点検した日を直す' }).click();
      await dialog(page, '独自項目「点検した日」を直す');
    },
  },
  {
    name: 'assets-own',
    path: '/assets/hardware',
    open: async (page, launched) => {
      await withOwnFields(launched);
      await listReady(page);
      await page.getByRole('columnheader', { name: /棟/ }).waitFor();
      await page.getByRole('button', { name: 'ほかの条件' }).click();
      await page.getByRole('region', { name: 'ほかの条件' }).getByRole('button', { name: '棟', exact: true }).click();
      await page.locator('.chip', { hasText: '棟' }).click();
      await page.getByRole('checkbox', { name: '東棟' }).waitFor();
    },
  },
  {
    name: 'asset-own',
    path: '/assets/hardware',
    open: async (page, launched) => {
      await withOwnFields(launched);
      const { rows } = await launched.app.call('asset.list', { kind: 'hardware', columns: [] });
      await page.evaluate((to) => {
        location.hash = to;
      }, `#/asset/${rows[0]!.id}`);
      await page.getByRole('heading', { level: 2, name: '独自項目' }).scrollIntoViewIfNeeded();
    },
  },
  ...WAITING_SCREENS,
  {
    name: 'import-receipt',
    path: '/import',
    open: async (page) => {
      await importGiven(page);
      await importToColumns(page);
      await importToCheck(page);
      await importToReceipt(page);
    },
  },
];

/**
 * Goes to the screen's address and opens it, or goes on to it from the one before (`after`). The page is loaded anew, as
 * by typing the address and pressing Enter, where something of the last screen could stay: it is of the same kind, has a
 * dialog open or something unsaved, or keeps where it was (取り込み).
 */
export async function visit(launched: Launched, screen: Screen, before?: Screen): Promise<void> {
  if (screen.after === undefined) await goTo(launched, screen);
  else if (screen.after !== before?.name) throw new Error(`${screen.name} comes after ${screen.after}`);
  await screen.open(launched.page, launched);
  await launched.page.evaluate(() => document.fonts.ready.then(() => undefined));
}

async function goTo({ page }: Launched, screen: Screen): Promise<void> {
  const stays = await page.evaluate((path) => {
    const kind = (address: string) => address.split(/[/?]/)[1];
    const here = location.hash.slice(1);
    const held = document.querySelector('dialog[open], [aria-label="保存していない変更"]') !== null;
    const anew = here === '' || held || kind(here) === kind(path) || kind(path) === 'import';
    if (anew) history.replaceState(null, '', `#${path}`);
    else location.hash = `#${path}`;
    return !anew;
  }, screen.path);
  if (!stays) await page.reload();
}

/** The five steps of the guided set-up, one after the other; `look` is called at each. */
export async function throughSetup(page: Page, look: (name: string) => Promise<unknown>): Promise<void> {
  await page.getByLabel('組合の名前').fill('水郷地方環境衛生組合');
  for (const [index, title] of ['組合の名前', '実施機関', 'グループ', '分類体系', '作成者と確認'].entries()) {
    await page.getByRole('heading', { level: 2, name: `${index + 1}. ${title}` }).waitFor();
    if (title === '分類体系') await page.getByRole('region', { name: /の段階$/ }).waitFor();
    await look(index === 0 ? 'setup' : `setup-${index + 1}`);
    if (index < 4) await button(page, '次へ').click();
  }
}

/** Goes on with Tab (Shift+Tab with `back`) until that control has the focus, as a person without a mouse does. */
export async function tabTo(page: Page, target: Locator, { back = false } = {}): Promise<void> {
  // To look for it by its role at each step would take longer than the steps.
  let element = await target.elementHandle();
  for (let presses = 0; presses < 250; presses += 1) {
    const at = await page.evaluate((one) => (one?.isConnected ? one === document.activeElement : null), element);
    if (at) return;
    if (at === null) element = await target.elementHandle();
    else await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** The toast that says so. */
export async function toast(page: Page, words: string | RegExp): Promise<void> {
  await page.getByRole('region', { name: 'お知らせ' }).getByText(words).first().waitFor();
}
