import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldsOf, KIND_DEFINITIONS, KIND_ORDER } from '../../../contract/catalogue/index.ts';
import { serialOf } from '../../../core/excel/write/dates.ts';
import { openApp, type TestApp, tempDir } from '../../support/app.ts';
import { contentOf } from '../../support/content.ts';
import { type EditedSheet, editLedger, type Row } from '../../support/editLedger.ts';
import { withSql } from '../../support/files.ts';
import { random } from '../../support/random.ts';
import { broughtBack, exported, told } from './support.ts';

/** Acceptance 3 of issue 5: 5,000 assets, sorted, 200 changes, 50 new, 30 deleted; then taken in, and taken back. */

const CHANGES = 200;
const NEW = 50;
const DELETED = 30;
const LEDGER = '大規模台帳_5000件.xlsx';
const MINUTES = 60_000;

const r = random();
let test: TestApp;
let ledger: Buffer;
let rows = 0;

beforeAll(async () => {
  test = await openApp(tempDir());
  await test.call('register.create', { unionName: '水郷地方環境衛生組合', sample: true });
  const base64 = readFileSync(new URL(`../../fixtures/samples/${LEDGER}`, import.meta.url)).toString('base64');
  const { importId, plan } = await test.job('importing.read', { fileName: LEDGER, base64 });
  await test.job('importing.commit', { importId, plan });
  rows = (await test.call('asset.counts', {})).total;
  expect(rows).toBeGreaterThanOrEqual(5000);
  ledger = await exported(test);
}, 10 * MINUTES);
afterAll(() => test.close());

/** Sheets of the book, and every row with its sheet. */
function opened(bytes: Buffer) {
  const book = editLedger(bytes);
  const sheets: EditedSheet[] = [];
  for (const kind of KIND_ORDER) {
    try {
      sheets.push(book.sheet(KIND_DEFINITIONS[kind].label));
    } catch {
      // No asset of this kind.
    }
  }
  return { book, sheets, all: sheets.flatMap((sheet) => sheet.data.map((row) => ({ sheet, row }))) };
}

/** Fields that a clerk may type anything into, of each kind; what all sheets have. */
const COMMON = ['資産名称', 'ふりがな', '概要', '備考', '旧管理番号', '最終棚卸日', '本人の数', '利用者範囲'];
const TYPES = new Map(fieldsOf('hardware').map(({ label, type }) => [label, type]));

/** Types a value that is not there yet. @returns how the file's value is told */
function type(sheet: EditedSheet, row: Row, label: string, i: number): string {
  switch (TYPES.get(label)) {
    case 'date': {
      const day = 1 + (i % 28);
      sheet.type(row, label, serialOf(`2001-02-${String(day).padStart(2, '0')}`)!);
      return `平成13年2月${day}日`;
    }
    case 'integer':
      sheet.type(row, label, 9_000_000 + i);
      return String(9_000_000 + i);
    default: {
      const words = `直した値${i}　𠮷&<>`;
      sheet.type(row, label, words);
      return words;
    }
  }
}

describe('5,000 assets, edited by a script', () => {
  it(
    'gives exactly those differences; all of them are taken in; undo gives back the same register',
    async () => {
      const { book, sheets, all } = opened(ledger);
      expect(all).toHaveLength(rows);
      const expected: string[] = [];
      const picked = new Set<Row>();
      const pick = () => {
        for (;;) {
          const one = r.pick(all);
          if (picked.has(one.row)) continue;
          picked.add(one.row);
          return one;
        }
      };
      for (let i = 0; i < CHANGES; i += 1) {
        const { sheet, row } = pick();
        const label = r.pick(COMMON);
        const number = sheet.text(row, '資産番号');
        const file = type(sheet, row, label, i);
        expected.push(`changed ${number} ${label} ${file}`);
      }
      for (let i = 0; i < DELETED; i += 1) {
        const { sheet, row } = pick();
        expected.push(`missing ${sheet.text(row, '資産番号')}`);
        sheet.remove(row);
      }
      for (let i = 0; i < NEW; i += 1) {
        const { sheet, row } = pick();
        const made = sheet.copy(row);
        sheet.type(made, '資産番号', null);
        sheet.type(made, '資産名称', `新しい資産${i}`);
        expected.push(`new 新しい資産${i}`);
      }
      for (const sheet of sheets) {
        const by = r.pick(['資産名称', 'ふりがな', '所管部署']);
        sheet.sort((row) => sheet.text(row, by));
        sheet.arrange(sheet.labels().toSorted());
      }

      const { outline, items } = await broughtBack(test, book.bytes());
      const line = ({ what, number, name, label, file }: (typeof items)[number]) =>
        what === 'new'
          ? `new ${name}`
          : what === 'missing'
            ? `missing ${number}`
            : `${what} ${number} ${label} ${file}`;
      expect(items.map(line).sort()).toEqual(expected.sort());
      expect(outline.refused).toEqual([]);
      expect(outline.notes).toEqual([]);
      expect(outline.rows).toBe(rows - DELETED + NEW);
      expect(outline.same).toBe(rows - DELETED - CHANGES);
      expect(outline.counts).toEqual({ new: NEW, changed: CHANGES, cleared: 0, conflict: 0, missing: DELETED });

      const highest = withSql(test.dir, (db) => Number(db.prepare('select max(id) from asset').pluck().get()));
      const before = contentOf(test, highest);
      const keys = (missing: boolean) =>
        items.filter(({ what }) => (what === 'missing') === missing).map(({ key }) => key);
      const receipt = await test.job('roundTrip.commit', {
        roundTripId: outline.roundTripId,
        accept: keys(false),
        bin: keys(true),
      });
      expect(receipt).toMatchObject({
        added: NEW,
        changedAssets: CHANGES,
        changedFields: CHANGES,
        binned: DELETED,
        left: 0,
      });
      expect(contentOf(test, highest)).not.toBe(before);
      // Nothing of it is a difference any more but the new rows, which have numbers now that the file does not know.
      expect(new Set((await broughtBack(test, book.bytes())).items.map(({ what }) => what))).toEqual(new Set(['new']));

      await test.job('change.takeBack', { changeId: receipt.changeId });
      expect(contentOf(test, highest)).toBe(before);
      expect((await test.job('register.verify', {})).problems).toEqual([]);
    },
    10 * MINUTES,
  );

  it(
    'control: rows in another order are none, and a single variation selector among 5,000 rows is one',
    async () => {
      const { book, sheets, all } = opened(ledger);
      for (const sheet of sheets) sheet.sort((row) => sheet.text(row, '資産名称'));
      const { sheet, row } = r.pick(all);
      const number = sheet.text(row, '資産番号');
      const name = sheet.text(row, '資産名称');
      sheet.type(row, '資産名称', `${name}\u{e0100}`);
      const { items } = await broughtBack(test, book.bytes());
      expect(items.map(told)).toEqual([`changed | ${number} | 資産名称 | ${name} | ${name} | ${name}\u{e0100}`]);
    },
    10 * MINUTES,
  );
});
