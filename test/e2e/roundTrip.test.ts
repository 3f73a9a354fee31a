import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoundTripItem, RoundTripReceipt } from '../../contract/roundTrip.ts';
import { tempDir } from '../support/app.ts';
import { daicho } from '../support/cli.ts';
import { editLedger } from '../support/editLedger.ts';
import { story } from '../support/launch.ts';
import { editedLedger } from '../support/roundTripScreens.ts';

/** A ledger of our own comes back: by the screen with keys alone, and by the command line. */

story(
  'the offer at 取り込み leads to the differences; keys choose, one change takes them in, 取り消す takes it back',
  {
    register: 'sample',
  },
  async ({ page, app, origin }) => {
    const buffer = await editedLedger({ app });
    await page.goto(`${origin}/#/import`);
    await page.locator('input[type=file]').setInputFiles({ name: '台帳.xlsx', mimeType: '', buffer });
    await page.getByText('この台帳はDaichoが書き出したものです。').waitFor();
    await page.getByRole('button', { name: '変更点を見る' }).press('Enter');
    const grid = page.getByRole('grid', { name: '違いの一覧' });
    await grid.getByRole('row').nth(3).waitFor();
    const filters = page.getByRole('group', { name: '違いを絞る' });
    expect((await filters.textContent())?.replaceAll(/\s/g, '')).toBe(
      'すべて7新規1変更3空欄にした1衝突1なくなった1取り込めない1',
    );
    const take = page.getByRole('button', { name: '選んだ違いを取り込む' });
    expect(await take.isDisabled()).toBe(true);

    // All of the new and changed; what is emptied, in conflict or gone waits for a look of its own.
    await grid.focus();
    await page.keyboard.press('Control+a');
    await page.getByText('4件を選択').waitFor();
    await filters.getByRole('button', { name: /^衝突/ }).press('Enter');
    await page.getByText('台帳で直した備考').first().waitFor();
    await grid.focus();
    await page.keyboard.press(' ');
    await page.getByText('5件を選択').waitFor();
    await filters.getByRole('button', { name: /^なくなった/ }).press('Enter');
    await grid.focus();
    await page.keyboard.press('Control+a');
    await page.getByText('5件を選択').waitFor();
    // 廃棄済, then the bin.
    await page.keyboard.press(' ');
    await page.keyboard.press(' ');
    await page.getByText('6件を選択').waitFor();
    expect(await page.getByRole('radio', { name: 'ごみ箱へ移す' }).isChecked()).toBe(true);
    const before = await app.call('asset.counts', {});
    await take.press('Enter');
    const dialog = page.getByRole('dialog', { name: '台帳の変更を取り込む' });
    expect(await dialog.getByRole('row', { name: /ごみ箱へ移す資産/ }).textContent()).toContain('1件');
    await dialog.getByLabel('変更の理由').fill('令和8年度の棚卸');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '取り込みました' }).waitFor();
    const after = await app.call('asset.counts', {});
    expect([after.total - before.total, after.binned - before.binned]).toEqual([0, 1]);
    const [change] = (await app.call('history.list', {})).changes;
    expect(change).toMatchObject({ action: '台帳の変更の取り込み', reason: '台帳.xlsx　令和8年度の棚卸' });
    await page.getByRole('button', { name: 'この取り込みを取り消す' }).press('Enter');
    await page.getByRole('heading', { name: 'この取り込みは取り消しました' }).waitFor();
    expect((await app.call('asset.counts', {})).binned).toBe(before.binned + 1);
  },
);

describe('daicho round-trip', () => {
  const dir = tempDir();
  const [book, edited, other] = ['台帳.xlsx', '直した台帳.xlsx', '別の表.csv'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const run = (...args: string[]) => daicho([...args, '--data', join(dir, 'data')]);
  const json = async <T>(...args: string[]): Promise<T> => {
    const { code, out, err } = await run(...args, '--json');
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as T;
  };
  interface Told {
    readonly rows: number;
    readonly same: number;
    readonly base: string;
    readonly counts: Record<string, number>;
    readonly differences: readonly RoundTripItem[];
    readonly accepted: number;
    readonly receipt?: RoundTripReceipt;
  }

  beforeAll(async () => {
    await json('init', '--sample');
    await json('export', '--out', book);
    const ledger = editLedger(readFileSync(book));
    const sheet = ledger.sheet('機器');
    const [first, second, third] = sheet.data;
    sheet.type(first!, '備考', '直した備考');
    sheet.type(sheet.copy(second!), '資産番号', null);
    sheet.remove(third!);
    writeFileSync(edited, ledger.bytes());
    writeFileSync(other, '資産名称,備考\r\n別の表,\r\n');
  });

  test('--dry-run lists the differences and changes nothing', async () => {
    const told = await json<Told>('round-trip', edited, '--dry-run', '--accept', 'all');
    expect(told.counts).toEqual({ new: 1, changed: 1, cleared: 0, conflict: 0, missing: 1 });
    expect(told.differences.map(({ what, label, file }) => [what, label, file])).toEqual([
      ['new', '', ''],
      ['changed', '備考', '直した備考'],
      ['missing', '', ''],
    ]);
    expect([told.base, told.accepted, told.rows - told.same]).toEqual(['known', 0, 2]);
    expect((await json<Told>('round-trip', edited)).counts).toEqual(told.counts);
  });

  test('--accept takes in what it names, and never a row that is gone', async () => {
    expect((await json<Told>('round-trip', edited, '--accept', 'changed')).receipt).toMatchObject({
      changedAssets: 1,
      added: 0,
      left: 2,
    });
    const rest = await json<Told>('round-trip', edited, '--accept', 'all', '--reason', '棚卸');
    expect(rest.receipt).toMatchObject({ changedAssets: 0, added: 1, binned: 0, disposed: 0, left: 1 });
    expect((await json<{ ok: boolean }>('verify')).ok).toBe(true);
  });

  test('no ledger of ours: one Japanese line; a word that --accept does not know: usage', async () => {
    const refused = await run('round-trip', other);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toMatch(/^[^\n]*このアプリが書き出した台帳ではありません[^\n]*\n$/);
    expect((await run('round-trip', edited, '--accept', 'missing')).code).toBe(2);
  });
});
