import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { story } from '../support/launch.ts';
import { fixture, listReady, tabTo } from '../support/screens.ts';

const step = (page: Page, name: string) => page.locator('[aria-current=step]', { hasText: name }).waitFor();
const fileBox = (page: Page) => page.locator('input[type=file]');
const total = (page: Page, label: string) =>
  page
    .locator('.import-totals div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator('dd')
    .textContent();

/** What a screen reader adds to a cell: the text of what `aria-describedby` names. */
function description(cell: Locator): Promise<string> {
  return cell.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );
}

/** Five rows: right; a day that does not exist; a level that does not exist; a number twice; no name. */
const LEDGER = [
  '資産番号,資産名称,ふりがな,担当の係,機密性,完全性,可用性,取得年月日,備考',
  'OLD-1,計量用PC,けいりょうようPC,総務グループ,自治体機密性3B,自治体完全性2,自治体可用性1,令和7年4月1日,',
  'OLD-2,事務用PC,じむようPC,総務グループ,自治体機密性3B,自治体完全性2,自治体可用性1,令和7年4月31日,',
  'OLD-3,会議用PC,かいぎようPC,施設グループ,自治体機密性9,自治体完全性2,自治体可用性1,R7.4.1,',
  'OLD-1,予備のPC,よびのPC,施設グループ,自治体機密性2,自治体完全性1,自治体可用性1,2025/4/1,',
  'OLD-5,,,施設グループ,自治体機密性2,自治体完全性1,自治体可用性1,2025/4/1,名前のない行',
].join('\r\n');

story(
  'a CSV with faults: each at its cell, a column put right by hand, taken in, taken back',
  { register: 'empty' },
  async (s) => {
    const { page, app } = s;
    await page.getByRole('link', { name: '取り込み', exact: true }).click();
    await fileBox(page).setInputFiles({ name: '機器台帳.csv', mimeType: 'text/csv', buffer: Buffer.from(LEDGER) });
    await step(page, '読み取った表');
    await page.getByLabel('何の台帳か').selectOption({ label: '機器' });
    await page.getByRole('button', { name: '次へ：列の対応' }).click();

    await step(page, '列の対応');
    const unknown = page.getByLabel('D列「担当の係」の項目');
    expect(await unknown.inputValue()).toBe('');
    await unknown.selectOption({ label: '所管部署' });
    expect(await page.getByLabel('B列「資産名称」の項目').inputValue()).toBe('name');
    await page.getByRole('button', { name: '次へ：確かめる' }).click();

    await step(page, '確かめる');
    expect(await total(page, '表の行')).toBe('5');
    const sum = Number(await total(page, '取り込む')) + Number(await total(page, '取り込んで、あとで確認'));
    expect(sum + Number(await total(page, '除く'))).toBe(5);
    expect(await total(page, '除く')).toBe('1');
    expect((await app.call('asset.counts', {})).total).toBe(0);

    // Each remark leads to its cell, which says what is wrong with it.
    const picture = page.getByRole('region', { name: /行目のセル$/ });
    for (const [cell, value, words] of [
      ['H3', '令和7年4月31日', /令和7年4月31日/],
      ['E4', '自治体機密性9', /自治体機密性9/],
      ['A5', 'OLD-1', /OLD-1/],
      ['B6', '', /名称/],
    ] as const) {
      await page.getByRole('button', { name: cell, exact: true }).click();
      await page.getByRole('region', { name: `${cell.slice(1)}行目のセル` }).waitFor();
      const marked = picture
        .locator('td.cell-marked')
        .filter({ hasText: value || /./ })
        .first();
      expect(await description(marked), cell).toMatch(words);
      expect(await page.locator('tr[aria-current=true]').getByRole('button').textContent()).toContain(cell);
    }
    await page.getByRole('button', { name: /^▲ 除く 1$/ }).click();
    expect(await page.locator('.import-problems tbody tr').count()).toBe(1);

    await page.getByRole('button', { name: '4件を取り込む' }).click();
    await step(page, '受け取り');
    await page.getByRole('status').getByText('資産4件').waitFor();
    const held = await app.call('asset.list', { columns: ['number', 'name', 'group', 'acquiredOn'] });
    expect(held.matched).toBe(4);
    const groups = (await app.call('master.lists', {})).find((list) => list.id === 'group')!.items;
    const rowOf = (name: string) => held.rows.find((row) => row.values['name'] === name)!.values;
    expect(groups.find((item) => item.id === rowOf('計量用PC')['group'])?.label).toBe('総務グループ');
    expect(rowOf('計量用PC')['number']).toBe('OLD-1');
    // The doubtful ones came in with what could be read; the number that stood there twice only once.
    expect(rowOf('事務用PC')['acquiredOn'] ?? null).toBe(null);
    expect(rowOf('予備のPC')['number']).not.toBe('OLD-1');

    await page.getByRole('button', { name: 'この取り込みを取り消す' }).click();
    await page.getByRole('heading', { name: 'この取り込みは取り消しました' }).waitFor();
    expect((await app.call('asset.counts', {})).total).toBe(0);
  },
);

story(
  '5,000 rows through the screen, with progress, and all of them in the list',
  { register: 'empty' },
  async ({ page, app }) => {
    await page.getByRole('link', { name: '取り込み', exact: true }).click();
    // Every state of the bar is kept: it may come and go between two looks.
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { progressSeen: seen });
      new MutationObserver(() => {
        const words = document.querySelector('.progress-words')?.textContent;
        if (words && seen.at(-1) !== words) seen.push(words);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await fileBox(page).setInputFiles(fixture('大規模台帳_5000件.xlsx'));
    await page.getByRole('button', { name: '次へ：列の対応' }).click({ timeout: 30_000 });
    await page.getByRole('button', { name: '次へ：確かめる' }).click();
    const take = page.getByRole('button', { name: '5,000件を取り込む' });
    await take.click({ timeout: 30_000 });
    await page.getByRole('status').getByText('資産5,000件').waitFor({ timeout: 60_000 });
    const seen = await page.evaluate(() => (window as unknown as { progressSeen: string[] }).progressSeen);
    expect(seen.some((words) => /5,000行中[\d,]+行/.test(words))).toBe(true);
    await page.getByRole('link', { name: '台帳を見る' }).click();
    await listReady(page);
    await page.locator('.page-count').getByText('5,000件').waitFor();
    expect((await app.call('asset.counts', {})).total).toBe(5000);
  },
);

story(
  'a wrong kind of file gets its message, and the next file can be chosen at once',
  { register: 'empty' },
  async ({ page, app }) => {
    await page.getByRole('link', { name: '取り込み', exact: true }).click();
    await fileBox(page).setInputFiles(fixture('議会情報資産台帳.xls'));
    const alert = page.getByRole('alert');
    await alert.getByText('この種類のファイルは取り込めません。').waitFor();
    expect(await alert.textContent()).toContain('「Excel ブック（.xlsx）」として保存し直してください');
    await fileBox(page).setInputFiles(fixture('機器台帳.xlsx'));
    await step(page, '読み取った表');
    expect(await alert.count()).toBe(0);
    expect((await app.call('asset.counts', {})).total).toBe(0);
  },
);

/** Title, 決裁欄, a heading between the rows, two unknown words, a day without an era, a total, a missing name. */
const MESSY = [
  '機器台帳,,,,',
  '係長,課長,局長,,',
  '機器番号,名称,取得年月日,機密性,備考',
  '【総務グループ】,,,,',
  'M-1,計量用PC,7.4.1,高,',
  'M-2,会議用PC,7.4.1,高,',
  'M-3,予備のPC,令和7年4月1日,低,倉庫',
  'M-4,,令和7年4月1日,低,名前のない行',
  'M-5,事務用PC,令和7年4月31日,低,',
  '計,5台,,,',
].join('\r\n');

story(
  'a messy sheet by keyboard: rows put right, words explained once, doubtful cells decided',
  { register: 'empty' },
  async (s) => {
    const { page, app } = s;
    await page.getByRole('link', { name: '取り込み', exact: true }).click();
    await fileBox(page).setInputFiles({ name: '機器台帳.csv', mimeType: 'text/csv', buffer: Buffer.from(MESSY) });
    await step(page, '読み取った表');

    // Every row says in words what it is.
    const grid = page.getByRole('grid', { name: '表の読み取り' });
    const mark = (row: number) => grid.locator(`tr[aria-rowindex="${row + 1}"] .picture-mark`);
    const words = async () =>
      Promise.all([1, 2, 3, 4, 5, 8, 10].map(async (row) => (await mark(row).innerText()).replace(/\s/g, '')));
    await mark(10).waitFor();
    expect(await words()).toEqual(['―題名', '―決裁欄', '■見出し', '―まとめの見出し', '●資産', '▲名称なし', '―集計']);
    await grid.focus();
    await page.keyboard.press('n');
    await page.getByText(/^4行目：まとめの見出し/).waitFor();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowDown');
    await page.getByText(/^7行目：資産/).waitFor();
    await page.keyboard.press('x');
    await mark(7).getByText('外した行').waitFor();
    await page.keyboard.press('z');
    await mark(7)
      .getByText(/^●\s*資産$/)
      .waitFor();
    await page.keyboard.press('x');
    await mark(7).getByText('外した行').waitFor();

    await page.getByLabel('何の台帳か').selectOption({ label: '機器' });
    await page.getByRole('button', { name: '次へ：列の対応' }).click();
    await page.getByRole('button', { name: '次へ：確かめる' }).click();
    await step(page, '確かめる');

    await page.getByLabel('機密性の「高」の意味').selectOption({ label: '自治体機密性3B' });
    await page.getByLabel('機密性の「低」の意味').selectOption({ label: '決めずに空欄にする' });
    // One click for both cells with the same day.
    await page.getByRole('button', { name: 'C5', exact: true }).click();
    await page.getByLabel('この列の同じ値すべて（2か所）').check();
    await page.getByRole('button', { name: '「令和7年4月1日」にする' }).click();
    await page.getByRole('status').getByText('「令和7年4月1日」にします（同じ値すべて）。').waitFor();
    // A typed value, with Enter.
    await page.getByRole('button', { name: 'C9', exact: true }).click();
    await page.getByLabel('C9の正しい値').fill('令和7年4月30日');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('「令和7年4月30日」にします。').waitFor();
    // A missing name.
    await page.getByRole('button', { name: 'B8', exact: true }).click();
    await page.getByLabel('B8の正しい値').fill('受付のPC');
    await page.getByRole('button', { name: 'この値にする' }).click();
    await page.getByRole('button', { name: '確かめ直す' }).click();
    await page.getByRole('button', { name: '4件を取り込む' }).click();
    await step(page, '受け取り');

    const held = await app.call('asset.list', { columns: ['number', 'name', 'acquiredOn', 'confidentiality'] });
    const read = held.rows.map(({ values }) => [
      values['number'],
      values['name'],
      values['acquiredOn'],
      values['confidentiality'] ?? null,
    ]);
    expect(read.sort()).toEqual([
      ['M-1', '計量用PC', '2025-04-01', '3B'],
      ['M-2', '会議用PC', '2025-04-01', '3B'],
      ['M-4', '受付のPC', '2025-04-01', null],
      ['M-5', '事務用PC', '2025-04-30', null],
    ]);
  },
);

story('a CSV shows its encoding with a sample; another one is read again', { register: 'empty' }, async ({ page }) => {
  await page.getByRole('link', { name: '取り込み', exact: true }).click();
  await fileBox(page).setInputFiles(fixture('ドキュメント管理台帳.csv'));
  await page.getByRole('heading', { name: '文字コード：シフトJIS（CP932）' }).click();
  const choice = (name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) });
  expect(await choice('UTF-8').isDisabled()).toBe(true);
  expect(await choice('シフトJIS').isChecked()).toBe(true);
  await page.getByLabel('区切りの文字').selectOption({ label: 'タブ' });
  // One column only is no table of assets.
  await page.getByText('資産の表ではないとみました').waitFor();
  await page.getByLabel('区切りの文字').selectOption({ label: 'コンマ（,）' });
  await page.getByRole('gridcell', { name: '文書番号', exact: true }).waitFor();
});

story(
  'a ledger that comes again, by keyboard: what would change is seen, one asset is overwritten, and given back',
  { register: 'empty' },
  async ({ page, app }) => {
    const add = (values: Record<string, string>) => app.call('asset.register', { kind: 'hardware', values });
    const first = await add({ name: '計量用PC', note: '窓口', maker: '水郷電機' });
    const second = await add({ name: '会議用PC', note: '倉庫' });
    const ledger = [
      '資産番号,資産名称,メーカー,備考',
      `${first.number},計量用PC,,事務室`,
      `${second.number},会議用PC,,書庫`,
      ',予備のPC,,倉庫',
    ].join('\r\n');
    await page.getByRole('link', { name: '取り込み', exact: true }).click();
    await fileBox(page).setInputFiles({ name: '機器台帳.csv', mimeType: 'text/csv', buffer: Buffer.from(ledger) });
    await step(page, '読み取った表');
    await page.getByLabel('何の台帳か').selectOption({ label: '機器' });
    await page.getByRole('button', { name: '次へ：列の対応' }).click();
    await page.getByRole('button', { name: '次へ：確かめる' }).click();
    await step(page, '確かめる');
    expect([await total(page, '取り込む'), await total(page, '除く')]).toEqual(['1', '2']);

    // The row, what stands there, what would stand there; a blank cell is no difference.
    await tabTo(page, page.getByRole('button', { name: 'A2', exact: true }));
    await page.keyboard.press('Enter');
    const values = page.getByRole('region', { name: '書きかわる項目' });
    expect(await values.locator('tbody tr').allInnerTexts()).toEqual(['備考\t窓口\t事務室']);
    await tabTo(page, page.getByRole('button', { name: '今ある資産に上書きする' }), { back: true });
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('この行は、「今ある資産に上書きする」にします。').waitFor();
    // Once more takes it back, once more says it again.
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('選ばなければ、「取り込まない」になります。').waitFor();
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: '確かめ直す' }));
    await page.keyboard.press('Enter');
    const take = page.getByRole('button', { name: '2件を取り込む（うち上書き1件）' });
    await take.waitFor();
    expect(await total(page, '今ある資産に上書き')).toBe('1');
    expect(await total(page, '除く')).toBe('1');

    // Somebody changes it meanwhile: it is not overwritten unseen.
    const { revision } = await app.call('asset.get', { id: first.id });
    await app.call('asset.update', { id: first.id, revision, values: { note: '受付' } });
    await tabTo(page, take);
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/確かめたあとで変わりました/)
      .waitFor();
    await tabTo(page, page.getByRole('button', { name: '確かめ直す' }));
    await page.keyboard.press('Enter');
    await page.getByRole('cell', { name: '受付' }).waitFor();
    await tabTo(page, take);
    await page.keyboard.press('Enter');

    await step(page, '受け取り');
    const rows = await page.locator('.import-receipt tr').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual([
      '機器 2件',
      '登録した資産 1件',
      '上書きした資産 1件',
      '除いた行 1行',
      '表の行 3行',
    ]);
    expect((await app.call('asset.get', { id: first.id })).values).toMatchObject({ note: '事務室', maker: '水郷電機' });
    await tabTo(page, page.getByRole('button', { name: 'この取り込みを取り消す' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'この取り込みは取り消しました' }).waitFor();
    expect((await app.call('asset.get', { id: first.id })).values['note']).toBe('受付');
    expect((await app.call('asset.counts', {})).total).toBe(2);
  },
);
