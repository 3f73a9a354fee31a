import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { SheetPlan } from '../../../contract/importing.ts';
import type { PictureLine } from '../../../contract/importPicture.ts';
import type { Known } from '../../../core/importing/rows.ts';
import { checkImport, type ImportSessionState, pictureOf, readImport, tableOf } from '../../../core/importing/task.ts';
import { fixture } from '../../support/screens.ts';
import { csv, emptyKnown } from './support.ts';

/** The picture of a sheet says of every row what the dry run makes of it, and why. */

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

function open(bytes: Uint8Array, fileName: string) {
  const session: ImportSessionState = {};
  const outline = readImport(session, { fileName, bytes, kind: null }, known.state, () => undefined);
  const lines = (sheet: SheetPlan, from = 0, count = 400) => pictureOf(session, { sheet, from, count });
  const again = (sheet: SheetPlan, place: Partial<SheetPlan>) =>
    tableOf(session, { sheet: { ...sheet, ...place }, kind: null, fileName }, known.state);
  return { session, outline, lines, again };
}

const LEDGER = csv([
  ['機器台帳', '', '', ''],
  ['係長', '課長', '局長', ''],
  ['', '', '', ''],
  ['機器番号', '名称', '設置場所', '機密性'],
  ['【総務】', '', '', ''],
  ['H-1', '計量用PC', '事務室', '2'],
  ['H-2', '会議用PC', '会議室', '2'],
  ['', '小計 2台', '', ''],
  ['機器番号', '名称', '設置場所', '機密性'],
  ['H-3', '', '書庫', '2'],
  ['※廃棄したものは除く。', '', '', ''],
]);

const said = (lines: readonly PictureLine[]) => lines.map((line) => `${line.row} ${line.as}`);

test('each row has its class and its reason; blank rows are one line', () => {
  const { outline, lines } = open(LEDGER, '機器台帳.csv');
  const picture = lines(outline.plan.sheets[0]!);
  expect(said(picture.lines)).toEqual([
    '1 title',
    '2 approval',
    '3 blank',
    '4 heading',
    '5 group',
    '6 asset',
    '7 asset',
    '8 total',
    '9 repeated',
    '10 nameless',
    '11 note',
  ]);
  const silent = picture.lines.filter((line) => line.reason === '').map((line) => line.row);
  expect(silent).toEqual([6, 7]);
  expect(picture.assets).toBe(3);
  expect(picture.stops.map((index) => picture.lines[index]!.row)).toEqual([5, 8, 9, 10, 11]);
  expect(picture.lines[5]!.cells).toEqual(['H-1', '計量用PC', '事務室', '2']);
});

test('what the person says of a row counts, in the picture and in the dry run alike', () => {
  const { session, outline, lines } = open(LEDGER, '機器台帳.csv');
  const sheet = { ...outline.plan.sheets[0]!, rows: { 7: false, 8: true } };
  const picture = lines(sheet);
  expect(picture.lines[6]).toMatchObject({ as: 'skipped', said: true });
  expect(picture.lines[7]).toMatchObject({ as: 'asset', said: true, reason: '' });
  const check = checkImport(session, { ...outline.plan, sheets: [sheet] }, known, () => undefined, true);
  expect(check.proposal!.assets.map((asset) => asset.row)).toEqual([6, 8, 10]);
  // CONTROL: without it the rows are what they were.
  const before = checkImport(session, outline.plan, known, () => undefined, true);
  expect(before.proposal!.assets.map((asset) => asset.row)).toEqual([6, 7, 10]);
});

test('the end of the table: what is below it stands in the picture, outside', () => {
  const { outline, lines } = open(LEDGER, '機器台帳.csv');
  const picture = lines({ ...outline.plan.sheets[0]!, bottom: 6 });
  expect(said(picture.lines.slice(5))).toEqual([
    '6 asset',
    '7 outside',
    '8 outside',
    '9 outside',
    '10 outside',
    '11 outside',
  ]);
  expect(picture.assets).toBe(1);
});

test('a table that was not found: kind and columns are proposed where the person says the headings are', () => {
  const rows = [
    ['あ', 'い', 'う'],
    ['1', '2', '3'],
    ['機器番号', '機器の名称', '設置場所'],
    ['H-1', '計量用PC', '事務室'],
  ];
  const { outline, again } = open(csv(rows), 'x.csv');
  const wrong = again(outline.plan.sheets[0]!, { headerRow: 1 });
  expect(wrong.sheet.columns.filter((id) => id !== null)).toEqual([]);
  const read = again(wrong.sheet, { headerRow: 3 });
  expect(read.sheet).toMatchObject({ headerRow: 3, kind: 'hardware', use: true, columns: ['number', 'name', 'place'] });
  expect(read.outline.headings).toEqual(['機器番号', '機器の名称', '設置場所']);
  expect(read.outline.rowCount).toBe(1);
});

test('5,000 rows: any piece is the same as that part of the whole', () => {
  const { outline, lines } = open(readFileSync(fixture('大規模台帳_5000件.xlsx')), '大規模台帳_5000件.xlsx');
  const sheet = outline.plan.sheets.find((one) => one.use)!;
  const first = lines(sheet);
  expect(first.total).toBeGreaterThan(5000);
  expect(first.assets).toBe(5000);
  const piece = lines(sheet, 4900, 50);
  expect(piece.from).toBe(4900);
  expect(piece.lines).toHaveLength(50);
  expect(lines(sheet, 4920, 1).lines).toEqual([piece.lines[20]]);
});
