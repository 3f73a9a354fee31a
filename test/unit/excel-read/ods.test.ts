import { describe, expect, it } from 'vitest';
import { type Limits, readBook } from '../../../core/excel/read/index.ts';
import { makeOds, type OdsParts } from '../../support/books.ts';

const read = (parts: OdsParts, limits: Partial<Limits> = {}) => readBook(makeOds(parts), 'a.ods', limits);
const sheetOf = (rows: string, rest: OdsParts = {}) => read({ ...rest, rows }).sheets[0]!;
const cell = (attributes: string, content = '') => `<table:table-cell ${attributes}>${content}</table:table-cell>`;
const text = (content: string) => cell('office:value-type="string"', `<text:p>${content}</text:p>`);
const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const textsIn = (rows: string) =>
  sheetOf(rows).rows.map(({ row: at, cells }) => [at, ...cells.map((one) => one?.text ?? null)]);
const only = (attributes: string, content = '', rest: OdsParts = {}) =>
  sheetOf(row(cell(attributes, content)), rest).rows[0]?.cells[0];
const float = (value: string, shown: string) =>
  only(`office:value-type="float" office:value="${value}"`, `<text:p>${shown}</text:p>`);

describe('values', () => {
  it.each([
    ['123', '123', '123'],
    ['1320000', '¥1,320,000', '1320000'],
    ['123', '00123', '00123'],
    ['7', 'USB-007', 'USB-007'],
    ['3110102', '311-0102', '311-0102'],
    ['5', '5年', '5'],
    ['0.5', '50%', '0.5'],
    ['-12', '-12', '-12'],
    ['0', '0', '0'],
  ])('%s shown as %s is %s', (value, shown, expected) => {
    expect(float(value, shown)).toEqual({ kind: 'number', text: expected, number: Number(value) });
  });

  it('tells numbers in scientific notation, dates, times, marks and errors', () => {
    expect(float('100000', '1.00E+05')).toMatchObject({ text: '100000', shown: '1.00E+05' });
    expect(only('office:value-type="date" office:date-value="2025-04-30"')).toEqual({
      kind: 'date',
      text: '2025-04-30',
    });
    expect(only('office:value-type="date" office:date-value="2025-04-30T08:15:00.5"')?.text).toBe(
      '2025-04-30T08:15:00',
    );
    // A day that never was stays what was written.
    expect(only('office:value-type="date" office:date-value="2025-02-30"')).toEqual({
      kind: 'text',
      text: '2025-02-30',
    });
    expect(only('office:value-type="time" office:time-value="PT9H30M00S"')).toEqual({ kind: 'text', text: '09:30:00' });
    expect(only('office:value-type="boolean" office:boolean-value="true"')).toEqual({ kind: 'boolean', text: 'TRUE' });
    const error = 'table:formula="of:=x" office:value-type="string" office:string-value=""';
    expect(only(error, '<text:p>#REF!</text:p>')).toEqual({ kind: 'error', text: '#REF!', formula: true });
    expect(only('office:value-type="string"', '<text:p>#REF!</text:p>')?.kind).toBe('text');
  });

  it('tells which parts of a date are shown', () => {
    const styles =
      '<number:date-style style:name="D"><number:era/><number:year/><number:month/></number:date-style>' +
      '<style:style style:name="c" style:family="table-cell" style:data-style-name="D"/>';
    expect(
      only('table:style-name="c" office:value-type="date" office:date-value="2025-04-01"', '', { styles }),
    ).toEqual({
      kind: 'date',
      text: '2025-04-01',
      era: true,
      shows: 'yearMonth',
    });
  });

  it('reads paragraphs, spaces, tabs, breaks and spans, and leaves comments and ruby out', () => {
    const content =
      '<office:annotation><text:p>メモ</text:p></office:annotation><text:p> 一 \n 行<text:s text:c="2"/>目<text:tab/>𠮷</text:p>' +
      '<text:p>二<text:line-break/><text:span>行</text:span><text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>ひがし</text:ruby-text></text:ruby></text:p>';
    expect(only('office:value-type="string"', content)?.text).toBe('一 行  目\t𠮷\n二\n行東');
  });

  it('gives the stored results of formulas, and notes those without one', () => {
    const rows = row(
      cell('table:formula="of:=1+1" office:value-type="float" office:value="2"', '<text:p>2</text:p>') +
        cell('table:formula="of:=WEBSERVICE(&quot;http://x&quot;)"'),
    );
    const book = read({ rows });
    expect(book.sheets[0]!.rows[0]!.cells).toEqual([{ kind: 'number', text: '2', number: 2, formula: true }]);
    expect(book.notes.join()).toMatch(/計算結果が保存されていない数式が1か所あり（B1など）/);
  });
});

describe('rows and columns', () => {
  it('counts repeated rows and cells as the spreadsheet does', () => {
    const rows =
      row(cell('table:number-columns-repeated="16384"'), 'table:number-rows-repeated="3"') +
      `<table:table-header-rows>${row(cell('table:number-columns-repeated="2"') + text('a'))}</table:table-header-rows>` +
      row(
        cell('table:number-columns-repeated="2" office:value-type="string"', '<text:p>b</text:p>') + text('c'),
        'table:number-rows-repeated="2"',
      ) +
      row(cell('table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1048570"') +
      row(cell(''));
    expect(textsIn(rows)).toEqual([
      [4, null, null, 'a'],
      [5, 'b', 'b', 'c'],
      [6, 'b', 'b', 'c'],
    ]);
  });

  it('tells merges, hidden rows, columns and sheets', () => {
    const rows =
      '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:visibility="filter" table:number-columns-repeated="16382"/>' +
      row(
        `${cell('table:number-rows-spanned="2" table:number-columns-spanned="3" office:value-type="string"', '<text:p>題</text:p>')}<table:covered-table-cell table:number-columns-repeated="2"/>`,
      ) +
      row(text('a') + text('b') + text('c'), 'table:visibility="collapse"');
    const styles =
      '<style:style style:name="t" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const sheet = sheetOf(rows, { styles, tableAttributes: 'table:style-name="t"' });
    expect(sheet.merges).toEqual([{ top: 1, left: 1, bottom: 2, right: 3 }]);
    expect(sheet.hiddenColumns).toEqual([2, 3]);
    expect(sheet.rows.map(({ hidden }) => hidden)).toEqual([undefined, true]);
    expect(sheet.hidden).toBe(true);
    expect(sheetOf(rows).hidden).toBe(false);
  });

  it('tells strikethrough by cell, by inherited style, by the style of the column, by span', () => {
    const struck = '<style:text-properties style:text-line-through-style="solid"/>';
    const styles =
      `<style:style style:name="base" style:family="table-cell">${struck}</style:style>` +
      '<style:style style:name="child" style:family="table-cell" style:parent-style-name="base"/>' +
      '<style:style style:name="not" style:family="table-cell" style:parent-style-name="base"><style:text-properties style:text-line-through-style="none"/></style:style>' +
      `<style:style style:name="T1" style:family="text">${struck}</style:style>`;
    const rows =
      '<table:table-column table:default-cell-style-name="child"/>' +
      row(
        text('a') +
          cell('table:style-name="child" office:value-type="float" office:value="1"') +
          cell('table:style-name="not" office:value-type="string"', '<text:p>c</text:p>') +
          text('旧<text:span text:style-name="T1">新</text:span>'),
      );
    expect(sheetOf(rows, { styles }).rows[0]!.cells.map((one) => [one!.struck, one!.unstruck])).toEqual([
      ['all', undefined],
      ['all', undefined],
      [undefined, undefined],
      ['part', '旧'],
    ]);
  });

  it('leaves out copies of other files and notes macros', () => {
    const book = read({
      rows: row(text('a')),
      after: `<table:table table:name="'file:///x'#$S"><table:table-source/>${row(text('b'))}</table:table>`,
      more: [{ name: 'Basic/Standard/Module1.xml', data: 'x' }],
    });
    expect(book.sheets.map(({ name }) => name)).toEqual(['表']);
    expect(book.notes).toEqual(['マクロは読み込みませんでした。']);
  });
});

describe('hostile', () => {
  it.each([
    ['a password', { manifest: '<manifest:encryption-data/>' }, /^passwordProtected: パスワードつきのOpenDocument/],
    ['rows without end', { rows: row(text('a'), 'table:number-rows-repeated="1048576"') }, /^fileTooLarge/],
    [
      'cells without end',
      { rows: row(cell('table:number-columns-repeated="99999999" office:value-type="string"', '<text:p>a</text:p>')) },
      /^fileTooLarge/,
    ],
    ['a count that is none', { rows: row(cell('table:number-columns-repeated="-5"')) }, /^fileUnreadable/],
    ['a number that is none', { rows: row(cell('office:value-type="float" office:value="1x"')) }, /^fileUnreadable/],
    [
      'another meaning of a prefix',
      { rows: '<table:table-row xmlns:table="urn:x"/>' },
      /^fileUnreadable.*知らない書き方/,
    ],
    ['entities', { doctype: '<!DOCTYPE x [<!ENTITY a "b">]>' }, /^fileUnreadable.*DOCTYPE/],
    ['no sheet', { empty: true }, /^fileUnreadable.*シートがありません/],
  ] as const)('refuses %s', (_name, parts, message) => {
    expect(() => read(parts)).toThrow(message);
  });

  it('spaces without end are cut, styles in a circle end', () => {
    expect(only('office:value-type="string"', '<text:p>a<text:s text:c="4000000000"/>b</text:p>')?.text).toHaveLength(
      32_769,
    );
    const styles = '<style:style style:name="c" style:family="table-cell" style:parent-style-name="c"/>';
    expect(
      only('table:style-name="c" office:value-type="string"', '<text:p>a</text:p>', { styles })?.struck,
    ).toBeUndefined();
  });

  it('refuses repeated rows at the limits of the book, not below', () => {
    const rows = row(text('a') + text('b'), 'table:number-rows-repeated="100"');
    expect(() => read({ rows }, { maxCells: 199 })).toThrow(/^fileTooLarge/);
    expect(read({ rows }, { maxCells: 200 }).sheets[0]!.rows).toHaveLength(100);
  });
});
