import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { InputOf } from '../../contract/api.ts';
import { serialOf } from '../../core/excel/write/dates.ts';
import { editLedger } from './editLedger.ts';
import type { Launched } from './launch.ts';
import type { Screen } from './screen.ts';

/** The sample register's ledger, edited so that there is a difference of each kind, and a cell that cannot be taken. */
export async function editedLedger(
  { app }: Pick<Launched, 'app'>,
  filter: InputOf<'ledger.export'>['filter'] = {},
): Promise<Buffer> {
  const { path } = await app.job('ledger.export', { filter });
  const book = editLedger(readFileSync(path));
  const sheet = book.sheet('機器');
  const [first, second, third, fourth, ...more] = sheet.data;
  sheet.type(first!, '備考', '令和8年度に更新した\n予備のACアダプターは書庫1');
  sheet.type(first!, '取得年月日', serialOf('2025-05-01')!);
  sheet.type(first!, '機密性', '最高機密');
  sheet.type(second!, 'メーカー', null);
  sheet.type(second!, '資産名称', `${sheet.text(second!, '資産名称')}（貸出用）`);
  sheet.type(third!, '備考', 'ファイルで直した備考');
  const made = sheet.copy(fourth!);
  sheet.type(made, '資産番号', null);
  sheet.type(made, '資産名称', '計量室の予備端末');
  sheet.remove(more[0]!);
  sheet.sort((row) => sheet.text(row, '資産名称'));
  const number = sheet.text(third!, '資産番号');
  const { rows } = await app.call('asset.list', { query: number, columns: ['number'] });
  const asset = await app.call('asset.get', { id: rows[0]!.id });
  // Another one each time: what is exported once more is no conflict any more.
  const values = { note: `台帳で直した備考（${asset.revision}回目）` };
  await app.call('asset.update', { id: asset.id, revision: asset.revision, values });
  return book.bytes();
}

const FILE = { name: '情報資産台帳_令和8年度確認.xlsx', mimeType: 'application/octet-stream' };

async function give(page: Page, launched: Launched): Promise<void> {
  // One kind is enough to look at: a picture of eight sheets has eight thousand cells.
  const buffer = await editedLedger(launched, { kind: 'hardware' });
  await page.locator('input[type=file]').setInputFiles({ ...FILE, buffer });
}

async function compared(page: Page, launched: Launched): Promise<void> {
  await give(page, launched);
  await page.getByRole('grid', { name: '違いの一覧' }).getByRole('row').nth(3).waitFor();
}

/** 台帳の変更の取り込み, from the file to the receipt, and the offer at 取り込み. */
export const ROUND_TRIP_SCREENS: readonly Screen[] = [
  {
    name: 'round-trip-file',
    path: '/import/round-trip',
    open: (page) => page.getByRole('heading', { name: '直した台帳を選ぶ' }).waitFor(),
  },
  {
    name: 'import-own',
    path: '/import',
    open: async (page, launched) => {
      await give(page, launched);
      await page.getByRole('button', { name: '変更点を見る' }).waitFor();
    },
  },
  {
    name: 'round-trip',
    path: '/import/round-trip',
    open: async (page, launched) => {
      await compared(page, launched);
      await page.getByRole('grid', { name: '違いの一覧' }).focus();
      for (const key of ['ArrowDown', ' ', 'ArrowDown', ' ', 'ArrowDown']) await page.keyboard.press(key);
    },
  },
  {
    name: 'round-trip-refused',
    path: '/import/round-trip',
    after: 'round-trip',
    open: async (page) => {
      await page.getByRole('button', { name: /^取り込めない/ }).click();
      await page.getByRole('region', { name: '取り込めないセルと行' }).waitFor();
    },
  },
  {
    name: 'round-trip-confirm',
    path: '/import/round-trip',
    after: 'round-trip-refused',
    open: async (page) => {
      await page.getByRole('button', { name: /^すべて/ }).click();
      await page.getByRole('checkbox', { name: 'すべて選ぶ' }).click();
      await page.getByRole('button', { name: '選んだ違いを取り込む' }).click();
      await page.getByRole('dialog', { name: '台帳の変更を取り込む' }).waitFor();
    },
  },
  // Changes the register: last.
  {
    name: 'round-trip-receipt',
    path: '/import/round-trip',
    after: 'round-trip-confirm',
    open: async (page) => {
      await page.getByRole('button', { name: '取り込む', exact: true }).click();
      await page.getByRole('heading', { name: '取り込みました' }).waitFor();
    },
  },
];
