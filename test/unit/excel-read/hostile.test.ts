import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DaichoError } from '../../../contract/errors.ts';
import { DEFAULT_LIMITS, preflightZip, readBook } from '../../../core/excel/read/index.ts';
import { bookParts, makeBook, makeZip, type Part, withParts } from '../../support/books.ts';
import { patience, report, times } from '../../support/scale.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET = 'xl/worksheets/sheet1.xml';
const rows = '<row r="1"><c r="A1"><v>1</v></c></row>';
const parts = bookParts({ rows });
const read = (bytes: Uint8Array, name = 'a.xlsx') => readBook(bytes, name);
const readParts = (changed: readonly Part[]) => read(makeZip(changed));
const readSheet = (sheet: string | Uint8Array) => read(makeBook({ sheet }));
const worksheet = (content: string, before = '') => `${before}<worksheet xmlns="${MAIN}">${content}</worksheet>`;

/** The failure of a read, which must be one of ours and quick (time of the processor, not of the clock); null when it reads. */
function failure(run: () => unknown): DaichoError | null {
  const started = process.threadCpuUsage();
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof DaichoError)) throw error;
    const { user, system } = process.threadCpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(2000);
    expect(error.detail).toMatch(/[ぁ-ん].*。$/);
    return error;
  }
}

it('control: the plain book reads', () => {
  expect(readParts(parts).sheets[0]!.rows).toEqual([{ row: 1, cells: [{ kind: 'number', text: '1', number: 1 }] }]);
});

describe('zip', () => {
  const extra = (part: Partial<Part>): Part[] => [...parts, { name: 'x.xml', data: 'x', ...part }];

  it('control: one more part does no harm', () => {
    expect(failure(() => readParts(extra({})))).toBeNull();
  });

  it.each([
    ['a climbing name', extra({ name: 'xl/../../evil' })],
    ['a climbing name with backslashes', extra({ name: 'xl\\..\\evil' })],
    ['an absolute name', extra({ name: '/etc/passwd' })],
    ['a drive letter', extra({ name: 'C:\\x' })],
    ['a name with NUL', extra({ name: 'a\0b' })],
    ['the same name twice', extra({ name: SHEET })],
    ['the same name in other case', extra({ name: SHEET.toUpperCase() })],
    [
      'two entries over the same bytes',
      extra({ name: SHEET.replace('1', '2'), localName: '[Content_Types].xml', offset: 0 }),
    ],
    ['an entry that reaches into the next', withParts(parts, { [SHEET]: { extraCompressed: 40 } })],
    ['another name in the local header', extra({ localName: 'y.xml' })],
    ['an offset into nowhere', extra({ offset: 1_000_000 })],
    ['a wrong CRC', withParts(parts, { [SHEET]: { crc: 1 } })],
    ['less declared than there is', withParts(parts, { [SHEET]: { declaredSize: 20 } })],
    ['more declared than there is', withParts(parts, { [SHEET]: { declaredSize: 2_000 } })],
    ['no content types', withParts(parts, { '[Content_Types].xml': undefined })],
    ['no relationships', withParts(parts, { '_rels/.rels': undefined })],
    ['no workbook', withParts(parts, { 'xl/workbook.xml': undefined })],
    ['no sheet', withParts(parts, { [SHEET]: undefined })],
  ])('refuses %s', (_name, changed) => {
    expect(failure(() => readParts(changed))?.code).toBe('fileUnreadable');
  });

  it('refuses an encrypted zip as password protected', () => {
    expect(failure(() => readParts(extra({ flags: 1 })))?.code).toBe('passwordProtected');
  });

  it('refuses more than 2,000 entries, and takes 2,000', () => {
    const many = (count: number) => makeZip(Array.from({ length: count }, (_, i) => ({ name: `p${i}`, data: '' })));
    expect(failure(() => preflightZip(many(2001), DEFAULT_LIMITS))?.code).toBe('fileTooLarge');
    expect(preflightZip(many(2000), DEFAULT_LIMITS)).toHaveLength(2000);
  });

  it('refuses declared gigabytes without inflating, and a bomb that lies about its size', () => {
    expect(failure(() => readParts(extra({ declaredSize: 600 * 1024 * 1024 })))?.code).toBe('fileTooLarge');
    const bomb = worksheet(`<sheetData>${' '.repeat(64 * 1024 * 1024)}</sheetData>`);
    const lying = makeZip(withParts(parts, { [SHEET]: { data: bomb, declaredSize: 1000 } }));
    expect(lying.length).toBeLessThan(200_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(failure(() => read(lying))?.code).toBe('fileUnreadable');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });

  it('refuses an honest bomb of spaces after a few megabytes', () => {
    const bomb = makeBook({ sheet: worksheet(`<sheetData>${' '.repeat(64 * 1024 * 1024)}</sheetData>`) });
    expect(failure(() => read(bomb))?.code).toBe('fileTooLarge');
  });

  it('refuses every truncation of a book', () => {
    const bytes = makeZip(parts);
    const step = Math.ceil(bytes.length / 100);
    for (let length = 0; length < bytes.length; length += step) {
      expect(failure(() => read(bytes.subarray(0, length)))?.code).toBe('fileUnreadable');
    }
    expect(failure(() => read(bytes))).toBeNull();
  });

  it('reads a book whose zip carries an archive comment that ends with it', () => {
    const bytes = Buffer.concat([makeZip(parts), Buffer.from('abc')]);
    expect(failure(() => read(new Uint8Array(bytes)))?.code).toBe('fileUnreadable');
    bytes.writeUInt16LE(3, bytes.length - 5);
    expect(failure(() => read(new Uint8Array(bytes)))).toBeNull();
  });
});

describe('xml', () => {
  const sheetData = `<sheetData>${rows}</sheetData>`;

  it.each([
    ['an external entity', worksheet(sheetData, '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
    ['a billion laughs', worksheet(sheetData, '<!DOCTYPE w [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>')],
    ['an empty DOCTYPE', worksheet(sheetData, '<!DOCTYPE worksheet>')],
    ['an unknown entity', worksheet('<sheetData><row><c t="str"><v>&x;</v></c></row></sheetData>')],
    ['a missing end', worksheet(sheetData).slice(0, -5)],
    ['two attributes of one name', worksheet('<sheetData><row r="1" r="2"/></sheetData>')],
    ['deep nesting', worksheet('<a>'.repeat(1000) + '</a>'.repeat(1000))],
    ['another namespace', `<worksheet xmlns="urn:x">${sheetData}</worksheet>`],
    ['another root', `<chart xmlns="${MAIN}">${sheetData}</chart>`],
    ['another declared encoding', worksheet(sheetData, '<?xml version="1.0" encoding="Shift_JIS"?>')],
    ['bytes that are not UTF-8', Buffer.from(worksheet(sheetData).replace('>1<', '>\x82\xa0<'), 'latin1')],
    ['nothing', ''],
    ['row 0', worksheet('<sheetData><row r="0"/></sheetData>')],
    ['row 1,048,577', worksheet('<sheetData><row r="1048577"/></sheetData>')],
    ['rows out of order', worksheet('<sheetData><row r="2"/><row r="1"/></sheetData>')],
    ['column XFE', worksheet('<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>')],
    ['a cell of another row', worksheet('<sheetData><row r="1"><c r="A2"><v>1</v></c></row></sheetData>')],
    [
      'one cell twice',
      worksheet('<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>'),
    ],
    ['a shared string that is not there', worksheet('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>')],
    ['a style that is not there', worksheet('<sheetData><row><c s="7"><v>1</v></c></row></sheetData>')],
    ['a number that is none', worksheet('<sheetData><row><c><v>12x</v></c></row></sheetData>')],
    ['an endless number', worksheet('<sheetData><row><c><v>1e999</v></c></row></sheetData>')],
    ['a cell of unknown type', worksheet('<sheetData><row><c t="z"><v>1</v></c></row></sheetData>')],
    ['a merge that is none', worksheet(`${sheetData}<mergeCells><mergeCell ref="A:B:C"/></mergeCells>`)],
  ])('refuses %s', (_name, sheet) => {
    expect(failure(() => readSheet(sheet))?.code).toBe('fileUnreadable');
  });

  it('control: the far corner of the sheet reads', () => {
    const corner = worksheet('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>');
    const [row] = readSheet(corner).sheets[0]!.rows;
    expect([row!.row, row!.cells.length]).toEqual([1_048_576, 16_384]);
  });

  it('takes full-sheet merges for nothing', () => {
    const merge = '<mergeCell ref="A1:XFD1048576"/>'.repeat(1000);
    const [sheet] = readSheet(worksheet(`${sheetData}<mergeCells>${merge}</mergeCells>`)).sheets;
    expect(sheet!.merges).toEqual([]);
  });

  it('refuses too many filled cells, gaps and merges at the limit, not below', () => {
    const three = makeBook({
      rows: '<row><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row>',
      after: '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
    });
    const limited = (limits: Parameters<typeof readBook>[2]) => failure(() => readBook(three, 'a.xlsx', limits))?.code;
    expect([limited({ maxCells: 1 }), limited({ maxSlots: 2 }), limited({ maxMerges: 0 })]).toEqual(
      Array(3).fill('fileTooLarge'),
    );
    expect(limited({ maxCells: 2, maxSlots: 3, maxMerges: 1 })).toBeUndefined();
    expect([limited({ maxFileBytes: 100 }), limited({ maxPartBytes: 100 })]).toEqual(['fileTooLarge', 'fileTooLarge']);
  });

  it('refuses rows of one far cell each before they fill the memory', () => {
    const far = Array.from({ length: 1200 }, (_, i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>1</v></c></row>`).join(
      '',
    );
    expect(failure(() => read(makeBook({ rows: far })))?.code).toBe('fileTooLarge');
  });
});

describe('wrong kinds, each with its own reason', () => {
  const samples = new URL('../../fixtures/samples/', import.meta.url);
  const sample = (name: string) => new Uint8Array(readFileSync(new URL(encodeURIComponent(name), samples)));
  /** The .xls sample with the name of its stream replaced (UTF-16, padded to the length of the old entry's name). */
  const oleWith = (stream: string) => {
    const bytes = Buffer.from(sample('議会情報資産台帳.xls'));
    const at = bytes.indexOf(Buffer.from('Workbook', 'utf16le'));
    bytes.fill(0, at, at + 64);
    bytes.write(stream, at, 'utf16le');
    bytes.writeUInt16LE(stream.length * 2 + 2, at + 64);
    return new Uint8Array(bytes);
  };
  const office = (main: string) =>
    makeZip(withParts(parts, { '_rels/.rels': { data: String(parts[1]!.data).replace('xl/workbook.xml', main) } }));
  const text = (content: string) => new TextEncoder().encode(content);

  it.each([
    ['0 bytes', new Uint8Array(), 'fileUnreadable', /0バイト/],
    ['1 byte', text('\u0001'), 'fileUnreadable', /Excelのブックでも、CSVでもありません/],
    ['a placeholder of zeros', new Uint8Array(4096), 'fileUnreadable', /OneDrive/],
    ['.xls', sample('議会情報資産台帳.xls'), 'unsupportedFile', /（\.xls）.*安全に読み取る手だてがない.*保存し直して/],
    ['a password', oleWith('EncryptedPackage'), 'passwordProtected', /パスワードつき/],
    ['.doc', oleWith('WordDocument'), 'unsupportedFile', /（\.doc）/],
    ['.ppt', oleWith('PowerPoint Document'), 'unsupportedFile', /（\.ppt）/],
    ['another compound file', oleWith('Contents'), 'unsupportedFile', /Excelのブックではありません/],
    ['a cut compound file', sample('議会情報資産台帳.xls').subarray(0, 600), 'fileUnreadable', /壊れています/],
    ['rights management', oleWith('DRMEncryptedTransform'), 'passwordProtected', /IRM/],
    [
      '.odt',
      makeZip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }]),
      'unsupportedFile',
      /表計算のファイルではありません/,
    ],
    ['.xlsb', office('xl/workbook.bin'), 'unsupportedFile', /（\.xlsb）/],
    ['.docx', office('word/document.xml'), 'unsupportedFile', /Wordの文書/],
    ['.pptx', office('ppt/presentation.xml'), 'unsupportedFile', /PowerPoint/],
    ['a plain zip', makeZip([{ name: '台帳.xlsx', data: 'x' }]), 'unsupportedFile', /すべて展開/],
    ['HTML', text('\ufeff\n<!DOCTYPE html><table>'), 'unsupportedFile', /HTML/],
    [
      'XML spreadsheet 2003',
      text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
      'unsupportedFile',
      /2003/,
    ],
    ['XML', text('<?xml version="1.0"?><a/>'), 'unsupportedFile', /XMLのファイル/],
    ['PDF', text('%PDF-1.7'), 'unsupportedFile', /PDF/],
    ['PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'unsupportedFile', /画像/],
    ['a shortcut', Buffer.from('4c0000000114020000000000', 'hex'), 'unsupportedFile', /ショートカット/],
    ['CSV called .xlsx', text('番号,名称\r\n1,サーバ\r\n'), 'unsupportedFile', /\.csv/],
    ['random bytes', new Uint8Array([1, 2, 3, 0, 200]), 'fileUnreadable', /Excelのブックでも、CSVでもありません/],
  ] as const)('%s', (_name, bytes, code, message) => {
    const found = failure(() => read(bytes));
    expect([found?.code, found?.detail]).toEqual([code, expect.stringMatching(message)]);
  });
});

it(
  'reads mutated books to the same content, or refuses them',
  () => {
    const began = performance.now();
    const books = times(200);
    const name = 'USBメモリ・外部媒体管理簿.xlsx';
    const original = new Uint8Array(
      readFileSync(new URL(`../../fixtures/samples/${encodeURIComponent(name)}`, import.meta.url)),
    );
    const content = JSON.stringify(read(original).sheets);
    // A fixed linear congruential sequence: the same mutations every time.
    let seed = 20_250_401;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    let refused = 0;
    for (let i = 0; i < books; i++) {
      let bytes = Uint8Array.from(original);
      const at = random(bytes.length);
      if (i % 4 === 0) bytes[at]! ^= 1 << random(8);
      else if (i % 4 === 1) bytes = bytes.slice(0, at);
      else if (i % 4 === 2) bytes.fill(0, at, at + 1 + random(64));
      else bytes.copyWithin(at, random(bytes.length), random(bytes.length));
      let found: string | null = null;
      try {
        found = JSON.stringify(read(bytes).sheets);
      } catch (error) {
        if (!(error instanceof DaichoError)) throw error;
        refused++;
      }
      if (found !== null) expect(found).toBe(content);
    }
    report('mutated books', began, { books, refused });
    expect(refused).toBeGreaterThan(books / 2);
  },
  patience(60_000),
);
