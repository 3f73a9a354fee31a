import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell } from '../../../contract/labelSheet.ts';
import { readPrinted } from '../../../core/label/facts.ts';
import { newRegister, openApp, type TestApp, tempDir, testPorts } from '../../support/app.ts';
import { withSql } from '../../support/files.ts';
import { readPdf, textIn } from '../../support/pdf.ts';
import { sharedPrinter } from '../../support/printer.ts';
import { sheet } from './samples.ts';

/** Prints of this register, newest last. */
function prints(dir: string): Record<string, unknown>[] {
  let rows: Record<string, unknown>[] = [];
  withSql(dir, (db) => {
    rows = db.prepare('select * from label_print order by id').all() as Record<string, unknown>[];
  });
  return rows;
}

describe('printing labels', () => {
  let test: TestApp;
  let medium: string;
  let place: string;
  const marks = ['handlingMark.noCopy'];

  beforeAll(async () => {
    test = await newRegister({
      ports: testPorts({ now: () => new Date('2026-11-23T01:00:00Z'), printer: sharedPrinter }),
    });
    const room = await test.call('master.save', { list: 'place', label: '第一書庫', keyHolder: '総務グループ長' });
    const safe = await test.call('master.save', { list: 'place', label: '書庫の金庫', parentId: room.id });
    place = room.id;
    const usual = { place: safe.id, integrity: '2', availability: '1' };
    const made = async (kind: 'medium' | 'information' | 'hardware', values: object) =>
      (await test.call('asset.register', { kind, values: { ...usual, ...values } })).id;
    medium = await made('medium', { name: '予備USB', confidentiality: '1', mediumNumber: 'USB-01' });
    const book = await made('information', {
      name: '搬入者台帳',
      confidentiality: '3B',
      place: null,
      handlingMarks: marks,
    });
    await test.call('link.add', { fromId: book, toId: medium, type: 'storedOn' });
    await made('hardware', { name: '計量端末', confidentiality: '2', place: room.id, handlingMarks: marks });
    const gone = await made('hardware', { name: '廃棄した端末', confidentiality: '3A', state: 'state.disposed' });
    const binned = await made('hardware', { name: '捨てた端末', confidentiality: '3A' });
    await test.call('asset.bin', { ids: [binned] });
    expect(gone).not.toBe(binned);
  });
  afterAll(() => test.close());

  it('prints the class that counts: a medium is as strict as what lies on it (D3)', async () => {
    const request = { filter: { ids: [medium] }, sheetId: 'ELM022' };
    const { pages, warnings } = await test.call('label.preview', request);
    expect(pages.join()).toContain('>C3B<');
    expect(pages.join()).toContain('>I2<');
    expect(warnings).toEqual([]);
    const result = await test.job('label.print', request);
    const [page] = readPdf(readFileSync(result.path));
    expect(textIn(page!, cell(sheet('ELM022'), 0))).toContain('C3B');
    const [row] = prints(test.dir);
    expect(row).toMatchObject({ target: 'asset', template_id: 'L1-48', template_revision: 0, copies: 1, version: 1 });
    const printed = readPrinted(String(row!['content']));
    expect(printed.facts.class).toEqual({ words: '自治体機密性3B・自治体完全性2・自治体可用性1', code: 'C3B I2 A1' });
    expect(printed.facts.place?.words).toBe('書庫の金庫');
    expect(printed.said).toContainEqual({ label: '分類の記号', value: 'C3B I2 A1' });
  });

  it('remembers for each sheet where the next print begins, with the cells to skip', async () => {
    const request = { filter: {}, sheetId: '28388', start: 3, skip: [4, 40], copies: 2 };
    const result = await test.job('label.print', request);
    const count = 4 * 2;
    expect(result).toMatchObject({ labels: count, pages: 1, nextStart: 3 + count + 1 });
    const remembered = (await test.call('label.sheets', {})).find(({ id }) => id === 'ELM022');
    expect(remembered).toMatchObject({ start: 3 + count + 1, skip: [40] });
    const other = (await test.call('label.sheets', {})).find(({ id }) => id === 'ELM012');
    expect(other).toMatchObject({ start: 1, skip: [] });
  });

  it('writes the class as the union chose for all labels, or as the template says', async () => {
    const request = { filter: { ids: [medium] }, sheetId: 'ELM018' };
    const classOf = async () => (await test.call('label.preview', request)).pages.join();
    expect(await classOf()).toContain('>C3B<');
    await test.call('setting.save', { labelNotation: 'short' });
    expect(await classOf()).toContain('>機3B<');
    await test.call('setting.save', { labelNotation: 'full' });
    const full = await classOf();
    for (const name of ['自治体機密性3B', '自治体完全性2', '自治体可用性1']) expect(full).toContain(`>${name}<`);
    await test.call('setting.save', { labelNotation: 'neutral' });
  });

  it('labels a place with the highest class inside, its shelves included, bin and disposed ones not', async () => {
    const request = { target: 'place' as const, placeIds: [place], sheetId: 'ELM018' };
    const { pages, labels } = await test.call('label.preview', request);
    expect(labels).toBe(1);
    for (const word of ['>第一書庫<', '>C3B<', '>総務グループ長<', '>鍵管理者<', '>2件<', '>複製禁止<'])
      expect(pages.join(), word).toContain(word);
    await test.job('label.print', request);
    const row = prints(test.dir).at(-1)!;
    expect(row).toMatchObject({ target: 'place', asset_id: null, place_id: place, template_id: 'L5-84', version: 1 });
    await test.job('label.print', request);
    expect(prints(test.dir).at(-1)).toMatchObject({ version: 2 });
  });

  it('makes 消去済 labels that do not count as labels of the asset', async () => {
    const erased = { on: '2026-11-20', method: '物理的に破壊', person: '葦沼 恵' };
    const request = { target: 'erased' as const, filter: { ids: [medium] }, sheetId: '31553', erased };
    const { pages } = await test.call('label.preview', request);
    for (const word of ['>消去済<', '>令和8年11月20日<', '>物理的に破壊<']) expect(pages.join()).toContain(word);
    expect(pages.join()).not.toContain('>C3B<');
    const before = (await test.call('asset.get', { id: medium })).derived['labelVersion'];
    await test.job('label.print', request);
    expect(prints(test.dir).at(-1)).toMatchObject({ target: 'erased', version: 1 });
    expect((await test.call('asset.get', { id: medium })).derived['labelVersion']).toBe(before);
  });

  it('refuses what cannot be printed, in words', async () => {
    const good = { filter: {}, sheetId: 'ELM022' };
    const code = async (input: Parameters<typeof test.fails<'label.print'>>[1]) =>
      (await test.fails('label.print', input)).code;
    expect(await code({ ...good, start: 45 })).toBe('invalidInput');
    expect(await code({ ...good, target: 'erased' })).toBe('invalidInput');
    expect(await code({ ...good, printerId: 'none' })).toBe('notFound');
    expect(await code({ ...good, templateId: 'none' })).toBe('notFound');
    expect(await code({ ...good, templateId: 'L5-84' })).toBe('invalidInput');
    expect(await code({ ...good, target: 'place', placeIds: ['no place'] })).toBe('nothingToPrint');
    expect(await code({ ...good, filter: { query: 'ないはずの言葉' } })).toBe('nothingToPrint');
  });
});

it('puts labels in the order asked for', async () => {
  const test = await openApp(tempDir());
  await test.call('register.create', { unionName: '水郷地方環境衛生組合', sample: true });
  const { rows } = await test.call('asset.list', { columns: ['number', 'group', 'place'], limit: 1000 });
  const value = new Map(rows.map((row) => [String(row.values['number']), row.values]));
  const order = async (order: 'given' | 'number' | 'place' | 'group', ids?: string[]) => {
    const { pages, warnings: _ } = await test.call('label.preview', {
      filter: ids ? { ids } : {},
      sheetId: 'ELM038',
      order,
    });
    return [...pages.join('').matchAll(/data-number="([^"]+)"/g)].map((match) => match[1]!);
  };
  const numbers = rows.map((row) => String(row.values['number']));
  expect(await order('number')).toEqual(numbers);
  const chosen = [rows[5]!, rows[1]!, rows[9]!];
  expect(
    await order(
      'given',
      chosen.map(({ id }) => id),
    ),
  ).toEqual(chosen.map((row) => String(row.values['number'])));
  const lists = await test.call('master.lists', {});
  for (const field of ['group', 'place'] as const) {
    const items = lists.find(({ id }) => id === field)!.items.map(({ id }) => id);
    const printed = await order(field);
    expect(printed.toSorted()).toEqual(numbers.toSorted());
    const keys = printed.map((number) => items.indexOf(String(value.get(number)![field])) >>> 0);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    // Within a place or group by number.
    for (let i = 1; i < printed.length; i += 1)
      if (keys[i] === keys[i - 1])
        expect(numbers.indexOf(printed[i]!)).toBeGreaterThan(numbers.indexOf(printed[i - 1]!));
  }
  await test.close();
});

it('applies the correction of a printer to preview and print', async () => {
  const test = await openApp(tempDir());
  await test.call('register.create', { unionName: '水郷地方環境衛生組合', sample: true });
  const printer = { name: '複合機', tray: 'トレイ1', offsetX: 1.25, offsetY: -0.5, scaleX: 1.001, scaleY: 0.999 };
  const { id: printerId } = await test.call('label.printerSave', printer);
  const request = { filter: {}, sheetId: 'ELM022' };
  const preview = async (id?: string) =>
    (await test.call('label.preview', { ...request, ...(id && { printerId: id }) })).pages[0];
  expect(await preview(printerId)).toContain('matrix(1.001 0 0 0.999 125 -50)');
  expect(await preview()).toContain('matrix(1 0 0 1 0 0)');

  // Remembered with the sheet, like the first free cell; another sheet has a printer of its own.
  const remembered = async () =>
    (await test.call('label.sheets', {}))
      .filter((one) => one.last || one.printerId)
      .map(({ id, last, printerId }) => [id, last, printerId]);
  expect(await remembered()).toEqual([]);
  await test.job('label.print', { ...request, printerId });
  await test.job('label.print', { ...request, sheetId: 'QL-62x29' });
  expect(await remembered()).toEqual([
    ['ELM022', false, printerId],
    ['QL-62x29', true, null],
  ]);
  await test.close();
});

it('prints 1,000 labels in one go, with progress', { timeout: 120_000 }, async () => {
  const test = await newRegister({ ports: testPorts({ printer: sharedPrinter }) });
  await Promise.all(
    Array.from({ length: 1000 }, (_, i) =>
      test.call('asset.register', {
        kind: i % 3 === 0 ? 'medium' : 'hardware',
        values: {
          name: `計量棟の計量用端末と附属装置 第${i + 1}号機`,
          confidentiality: '3B',
          integrity: '2',
          availability: '2',
        },
      }),
    ),
  );
  const progress: [string, number][] = [];
  const started = performance.now();
  const result = await test.job('label.print', { filter: {}, sheetId: 'ELM022' }, (event) => {
    if (event.type === 'job.progress') progress.push([event.phase, event.done]);
  });
  const printed = performance.now();
  const preview = await test.call('label.preview', { filter: {}, sheetId: 'ELM022' });
  console.log(
    `1,000 labels: ${((printed - started) / 1000).toFixed(1)} s, ${result.pages} pages, ${(result.bytes / 1e6).toFixed(1)} MB; preview ${(performance.now() - printed).toFixed(0)} ms`,
  );
  expect(result).toMatchObject({ labels: 1000, pages: 23, nextStart: 33 });
  expect(new Set(progress.map(([phase]) => phase))).toEqual(
    new Set(['ラベルを描いています', 'PDFにしています', 'できました']),
  );
  expect(progress.some(([phase, done]) => phase === 'ラベルを描いています' && done > 0 && done < 1000)).toBe(true);
  expect(preview).toMatchObject({ labels: 1000, pageCount: 23 });
  const pages = readPdf(readFileSync(result.path));
  expect(pages).toHaveLength(23);
  expect(textIn(pages.at(-1)!, cell(sheet('ELM022'), 31))).not.toBe('');
  await test.close();
});
