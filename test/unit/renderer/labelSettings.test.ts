import { expect, test } from 'vitest';
import type { LabelSheetInfo } from '../../../contract/label.ts';
import { labelTemplateSchema } from '../../../contract/labelTemplate.ts';
import { LABEL_TEMPLATES } from '../../../core/presets/labelTemplates.ts';
import { stateOf } from '../../../renderer/labels/sheetGeometry.ts';
import { correctionWords, groupOf, sheetOptions } from '../../../renderer/labels/sheetWords.ts';
import { drawableCells } from '../../../renderer/settings/sheets/drawable.ts';
import { blankSheet, changed, sheetOf } from '../../../renderer/settings/sheets/sheetDraft.ts';
import {
  addCell,
  addRow,
  changeCell,
  draftOf,
  draftProblems,
  moveRow,
  removeCell,
  removeRow,
  retarget,
  templateOf,
} from '../../../renderer/settings/templates/templateDraft.ts';

const info = (over: Partial<LabelSheetInfo>): LabelSheetInfo => ({
  ...blankSheet(),
  name: '12面',
  title: '12面',
  preset: true,
  notes: [],
  start: 1,
  skip: [],
  printerId: null,
  last: false,
  ...over,
});

test('cells behind skipped ones are filled instead of them', () => {
  const states = [1, 2, 3, 4, 5, 6].map((index) => stateOf(index, { start: 2, skip: [3] }, 3));
  expect(states).toEqual(['used', 'start', 'skipped', 'filled', 'filled', 'free']);
});

test('sheets stand under their groups and are found by the number on the packet', () => {
  const own = info({ id: 'own', preset: false, models: ['X-1'] });
  const roll = info({ id: 'roll', medium: 'roll' });
  const sheet = info({ id: 'ELM018', maker: 'ヒサゴ', models: ['ELM018'] });
  expect([own, roll, sheet].map(groupOf)).toEqual(['組合の用紙', 'ラベルプリンター', '用紙']);
  const options = sheetOptions([own, roll, sheet]);
  expect(options.map(({ value }) => value)).toEqual(['ELM018', 'roll', 'own']);
  expect(options[2]!.keys).toContain('X-1');
});

test('a correction is said in words', () => {
  const none = { offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1 };
  expect(correctionWords(none)).toBe('補正なし');
  expect(correctionWords({ offsetX: -1.25, offsetY: 0.8, scaleX: 1, scaleY: 0.995 })).toBe(
    '左へ1.25mm、下へ0.8mm、縦を99.5%',
  );
});

test('a roll is its label; a single column has its width as pitch', () => {
  const roll = changed(blankSheet(), { medium: 'roll', labelWidth: 62, labelHeight: 29 });
  expect(roll).toMatchObject({ columns: 1, rows: 1, x0: 0, dx: 62, dy: 29, paperWidth: 62, paperHeight: 29 });
  expect(changed(roll, { medium: 'sheet' })).toMatchObject({ paperWidth: 210, paperHeight: 297 });
  expect(changed(blankSheet(), { columns: 1, labelWidth: 90 }).dx).toBe(90);
  // What the list adds to a sheet is not sent back.
  expect(Object.keys(sheetOf(info({})))).not.toContain('title');
});

test('labels outside the paper or over the one before are marked; unfinished numbers draw nothing', () => {
  const sheet = blankSheet();
  expect(drawableCells(sheet)).toHaveLength(12);
  expect(drawableCells(sheet).some(({ wrong }) => wrong)).toBe(false);
  expect(drawableCells({ ...sheet, columns: 3 }).filter(({ wrong }) => wrong)).toHaveLength(6);
  expect(drawableCells({ ...sheet, dy: 40 }).filter(({ wrong }) => wrong)).toHaveLength(10);
  expect(drawableCells({ ...sheet, dx: Number.NaN })).toEqual([]);
});

test('every template of the app goes through the editor unchanged', () => {
  for (const template of LABEL_TEMPLATES) {
    expect(templateOf(draftOf(template))).toEqual(template);
    expect([...draftProblems(draftOf(template))]).toEqual([]);
  }
});

test('rows and cells are added, moved and taken out, and what comes out fits the contract', () => {
  const first = draftOf(LABEL_TEMPLATES[0]!);
  const added = addRow(first);
  const key = added.rows.at(-1)!.key;
  expect(added.rows).toHaveLength(first.rows.length + 1);
  const wide = addCell(added, key);
  expect(wide.rows.at(-1)!.cells).toHaveLength(2);
  expect(removeCell(removeCell(wide, key, 0), key, 0).rows.at(-1)!.cells).toHaveLength(1);
  const moved = moveRow(wide, key, -1);
  expect(moved.rows.at(-2)!.key).toBe(key);
  expect(moveRow(moved, moved.rows[0]!.key, -1)).toBe(moved);
  expect(removeRow(moved, key).rows.map((row) => row.key)).toEqual(first.rows.map((row) => row.key));

  const small = changeCell(moved, key, 0, { size: 6, minSize: 8 });
  expect(draftProblems(small).get(`${key}.0`)).toContain('小さくても');
  const text = changeCell(moved, key, 0, { part: 'text' });
  expect(draftProblems(text).get(`${key}.0`)).toContain('入れる文字');
  const whole = changeCell(text, key, 0, { text: '持出禁止', caption: '' });
  expect(labelTemplateSchema.safeParse(templateOf(whole)).success).toBe(true);

  // For another target, parts that have no value there become ones that have.
  const place = retarget(whole, 'place');
  expect(place.rows.flatMap((row) => row.cells.map((cell) => cell.part))).not.toContain('number');
  expect(place.kinds).toEqual([]);
});
