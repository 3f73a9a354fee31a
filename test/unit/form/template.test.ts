import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBook } from '../../../core/excel/read/index.ts';
import { fillTemplate } from '../../../core/excel/template/fill.ts';
import { movedAreas, movedFormula } from '../../../core/excel/template/shift.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { makeZip, type Part, withParts } from '../../support/books.ts';
import { unionForm, unionFormParts } from '../../support/unionForm.ts';
import { partsOf } from '../excel-write/support.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const part = (name: string) => unionFormParts().find((one) => one.name === name)!.data as string;

describe('what names rows', () => {
  const shift = { from: 6, to: 6, copies: 4 };
  const two = { from: 6, to: 7, copies: 3 };

  test('areas above stay, below move, over the block grow, in it are there for each copy', () => {
    expect(movedAreas('A1:C5', shift, false)).toEqual(['A1:C5']);
    expect(movedAreas('B9', shift, false)).toEqual(['B12']);
    expect(movedAreas('A5:A7', shift, false)).toEqual(['A5:A10']);
    expect(movedAreas('C6', shift, false)).toEqual(['C6:C9']);
    expect(movedAreas('C6:D6', shift, true)).toEqual(['C6:D6', 'C7:D7', 'C8:D8', 'C9:D9']);
    expect(movedAreas('C7', two, false)).toEqual(['C7', 'C9', 'C11']);
    expect(movedAreas('C6:C7', two, false)).toEqual(['C6:C11']);
  });

  test('formulas: of a copy, from outside, of another sheet; texts and names are none', () => {
    const from = (formula: string, copy: number | null) => movedFormula(formula, shift, '管理簿', true, copy);
    expect(from('A6*2+$A$9', 2)).toBe('A8*2+$A$12');
    expect(from('$A$6+A5', 2)).toBe('$A$6+A5');
    expect(from('SUM(F6:F6)', null)).toBe('SUM(F6:F9)');
    expect(from('"A9"&A9&LOG10(A9)', null)).toBe('"A9"&A12&LOG10(A12)');
    expect(from("表紙!A9+管理簿!A9+'管理簿'!$A$9", null)).toBe("表紙!A9+管理簿!A12+'管理簿'!$A$12");
    expect(movedFormula('A9+管理簿!A9', shift, '管理簿', false, null)).toBe('A9+管理簿!A12');
    expect(movedFormula('管理簿!$1:$5', shift, '管理簿', false, null)).toBe('管理簿!$1:$5');
  });
});

describe('a union’s own book', () => {
  let app: TestApp;
  let filled: Map<string, string>;
  let path: string;
  const original = new Map(unionFormParts().map(({ name, data }) => [name, Buffer.from(data).toString('utf8')]));

  beforeAll(async () => {
    app = await newRegister();
    const group = (await app.call('master.lists', {})).find(({ id }) => id === 'group')!.items[0]!.id;
    for (const [name, acquiredOn] of [
      ['計量用PC <1号> & 予備', '2026-04-01'],
      ['𠮷野の端末 葛󠄀', null],
      ['=1+1', '1989-01-08'],
    ] as const)
      await app.call('asset.register', {
        kind: 'hardware',
        values: { name, group, confidentiality: '3B', ...(acquiredOn ? { acquiredOn } : {}) },
      });
    const { form, facts } = await app.job('form.addTemplate', {
      name: '管理簿（様式第3号）',
      fileName: '管理簿.xlsx',
      base64: base64(unionForm()),
    });
    expect(facts).toMatchObject({ repeats: true });
    expect(facts.words).toEqual(expect.arrayContaining(['組合名', '基準日', '通し番号', '機密性', '所管部署']));
    const made = await app.job('form.export', { formId: form.form.id, filter: {} });
    expect(made.rows).toBe(3);
    path = made.path;
    filled = partsOf(path);
  });
  afterAll(() => app.close());

  test('every part that need not change is there, byte by byte', () => {
    const touched = [
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
      'xl/workbook.xml',
      'xl/drawings/drawing1.xml',
      'xl/drawings/vmlDrawing1.vml',
      'xl/comments1.xml',
      // The chain of formulas goes, and with it its two mentions.
      'xl/calcChain.xml',
      '[Content_Types].xml',
      'xl/_rels/workbook.xml.rels',
    ];
    expect([...filled.keys()]).toEqual([...original.keys()].filter((name) => name !== 'xl/calcChain.xml'));
    let same = 0;
    for (const [name, text] of original) {
      if (touched.includes(name)) continue;
      expect(filled.get(name), name).toBe(text);
      same += 1;
    }
    expect(same).toBe(original.size - touched.length);
    expect(filled.get('[Content_Types].xml')).not.toContain('calcChain');
    expect(filled.get('xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
  });

  test('the touched sheet keeps all its elements, and those below the repeated row moved by two', () => {
    const sheet = filled.get('xl/worksheets/sheet1.xml')!;
    const elements = (xml: string) =>
      [...xml.replace(/<sheetData>.*<\/sheetData>/s, '<sheetData/>').matchAll(/<([a-zA-Z0-9:]+)/g)].map(
        ([, name]) => name,
      );
    expect(elements(sheet)).toEqual(elements(part('xl/worksheets/sheet1.xml')));
    for (const kept of [
      '<mergeCell ref="A2:C2"/>',
      '<mergeCell ref="B11:D11"/>',
      '<mergeCell ref="C9:D9"/>',
      'sqref="C6:C8"><cfRule type="containsText"',
      '<conditionalFormatting sqref="A11">',
      '<formula>$A$10</formula>',
      '<formula2>A10</formula2>',
      '<hyperlink ref="B11" location="表紙!A1"',
      '<brk id="9" max="16383" man="1"/>',
      '<dimension ref="A1:F11"/>',
      '<row r="8" ht="24" customHeight="1">',
      '<f>A8*2+$A$11</f>',
      '<f>COUNTA(B6:B8)</f>',
      '<f>SUM(F$6:F8)</f>',
    ])
      expect(sheet).toContain(kept);
    expect(sheet).toContain(/<headerFooter>.*<\/headerFooter>/.exec(part('xl/worksheets/sheet1.xml'))![0]);
  });

  test('drawings: boxes above stay, the line over the rows grows, the seal and the note below move', () => {
    const rows = [...filled.get('xl/drawings/drawing1.xml')!.matchAll(/<xdr:row>(\d+)</g)].map(([, row]) =>
      Number(row),
    );
    expect(rows).toEqual([0, 3, 0, 3, 4, 10, 10]);
    expect(filled.get('xl/comments1.xml')).toContain('ref="B11"');
    expect(filled.get('xl/drawings/vmlDrawing1.vml')).toContain('<x:Row>10</x:Row>');
    expect(filled.get('xl/drawings/vmlDrawing1.vml')).toContain('<x:Anchor>2, 15, 9, 2, 4, 15, 13, 4</x:Anchor>');
    const workbook = filled.get('xl/workbook.xml')!;
    expect(workbook).toContain('管理簿!$A$1:$F$11<');
    expect(workbook).toContain('管理簿!$1:$5<');
    expect(workbook).toContain('>管理簿!$A$10<');
    expect(workbook).toContain('<calcPr calcId="191029" fullCalcOnLoad="1"/>');
    expect(filled.get('xl/worksheets/sheet2.xml')).toContain('<f>管理簿!A11+SUM(管理簿!F6:F8)</f>');
  });

  test('what was filled in: words, dates as dates, letters as they are, looks of runs', () => {
    const book = readBook(readFileSync(path), 'a.xlsx');
    const rows = new Map(book.sheets[0]!.rows.map(({ row, cells }) => [row, cells.map((cell) => cell?.text ?? null)]));
    expect(rows.get(2)![0]).toBe('水郷地方環境衛生組合　情報資産管理簿');
    expect([6, 7, 8].map((row) => rows.get(row)![0])).toEqual(['1', '2', '3']);
    const names = [6, 7, 8].map((row) => rows.get(row)![1]!.split('　')[1]);
    expect(names).toEqual(['計量用PC <1号> & 予備', '𠮷野の端末 葛󠄀', '=1+1']);
    expect([6, 7, 8].map((row) => rows.get(row)![3] ?? null)).toEqual(['2026-04-01', null, '1989-01-08']);
    expect(rows.get(6)!.slice(2, 3)).toEqual(['自治体機密性3B']);
    expect(filled.get('xl/worksheets/sheet1.xml')).toContain(
      '<rPr><b/><color rgb="FFFF0000"/><sz val="11"/><rFont val="ＭＳ ゴシック"/></rPr><t xml:space="preserve">総務グループ</t>',
    );
    expect([...filled.values()].filter((xml) => /\{\{/.test(xml)).length).toBe(1); // the shared strings, unused
  });

  test('a form of one asset takes one and no more', async () => {
    const strings = part('xl/sharedStrings.xml').replace('{{#資産}}', '');
    const card = makeZip(withParts(unionFormParts(), { 'xl/sharedStrings.xml': { data: strings } }));
    const { form } = await app.job('form.addTemplate', { name: '1件の様式', fileName: 'a.xlsx', base64: base64(card) });
    await expect(app.job('form.export', { formId: form.form.id, filter: {} })).rejects.toThrow('資産1件を書くもの');
    const one = await app.job('form.export', { formId: form.form.id, filter: { query: '計量' } });
    const parts = partsOf(one.path);
    expect(parts.get('xl/drawings/drawing1.xml')).toBe(original.get('xl/drawings/drawing1.xml'));
    expect(parts.get('xl/calcChain.xml')).toBe(original.get('xl/calcChain.xml'));
  });

  test('undo takes a template away with its book, and brings both back', async () => {
    const { form } = await app.job('form.addTemplate', {
      name: '消す様式',
      fileName: 'a.xlsx',
      base64: base64(unionForm()),
    });
    await app.call('form.remove', { id: form.form.id });
    expect(await app.fails('form.export', { formId: form.form.id, filter: {} })).toMatchObject({ code: 'notFound' });
    const { undo } = await app.call('change.last', {});
    await app.call('change.undo', { changeId: undo!.changeId });
    expect(await app.job('form.export', { formId: form.form.id, filter: {} })).toMatchObject({ rows: 3 });
    expect(await app.job('register.verify', {})).toMatchObject({ ok: true });
  });

  const strings = (from: string, to: string): Record<string, Partial<Part>> => ({
    'xl/sharedStrings.xml': { data: part('xl/sharedStrings.xml').replace(from, to) },
  });
  const sheet = (from: string, to: string): Record<string, Partial<Part>> => ({
    'xl/worksheets/sheet1.xml': { data: part('xl/worksheets/sheet1.xml').replace(from, to) },
  });
  test.each<[string, () => Uint8Array, RegExp]>([
    [
      'a word that is none',
      () => makeZip(withParts(unionFormParts(), strings('{{ 機密性 }}', '{{機密度}}'))),
      /知らない言葉.*機密度.*管理簿!C6/,
    ],
    [
      'nothing to fill',
      () =>
        makeZip(
          unionFormParts().map((one) => ({
            ...one,
            data: typeof one.data === 'string' ? one.data.replaceAll(/[{｛]{2}/g, '(') : one.data,
          })),
        ),
      /一つもありません/,
    ],
    [
      'a field outside the rows',
      () => makeZip(withParts(unionFormParts(), strings('様式第3号（第7条関係）', '{{資産名称}}'))),
      /くり返す行の外/,
    ],
    [
      'a shared formula in the rows',
      () =>
        makeZip(withParts(unionFormParts(), sheet('<f>A6*2+$A$9</f>', '<f t="shared" ref="F6:F7" si="0">A6*2</f>'))),
      /共有されています/,
    ],
    [
      'an end before the beginning',
      () => makeZip(withParts(unionFormParts(), strings('{{組合名}}', '{{/資産}}'))),
      /上にあります/,
    ],
    [
      'an entity bomb',
      () =>
        makeZip(
          withParts(unionFormParts(), sheet('standalone="yes"?>', 'standalone="yes"?><!DOCTYPE x [<!ENTITY a "b">]>')),
        ),
      /DOCTYPE/,
    ],
    ['no book', () => Buffer.from('%PDF-1.7 no book at all'), /PDF/],
    ['half a book', () => unionForm().subarray(0, 4000), /壊れて|切れて/],
    [
      'a swollen part',
      () => makeZip([...unionFormParts(), { name: 'xl/media/image2.bin', data: new Uint8Array(70 * 1024 * 1024) }]),
      /上限/,
    ],
    [
      'macros',
      () =>
        makeZip(
          withParts([...unionFormParts(), { name: 'xl/vbaProject.bin', data: 'x' }], {
            'xl/_rels/workbook.xml.rels': {
              data: part('xl/_rels/workbook.xml.rels').replace('/calcChain"', '/vbaProject"'),
            },
          }),
        ),
      /マクロ/,
    ],
  ])('refuses %s, in words', async (_, make, words) => {
    const before = await app.call('form.list', {});
    const bytes = make();
    await expect(
      app.job('form.addTemplate', { name: 'だめな様式', fileName: 'a.xlsx', base64: base64(bytes) }),
    ).rejects.toThrow(words);
    expect(await app.call('form.list', {})).toEqual(before);
  });
});

test('control: without moving what names rows, the book would look at the wrong ones', () => {
  const word = (text: string) => () => ({ text });
  const three = [word('a'), word('b'), word('c')];
  const xml = (copies: number) => {
    const { bytes } = fillTemplate(unionForm(), word('x'), three.slice(0, copies), () => undefined);
    return readBook(bytes, 'a.xlsx').sheets[0]!.merges;
  };
  expect(xml(1)).not.toEqual(xml(3));
  expect(xml(3)).toContainEqual({ top: 11, left: 2, bottom: 11, right: 4 });
});
