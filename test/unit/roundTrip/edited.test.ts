import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../contract/asset.ts';
import { serialOf } from '../../../core/excel/write/dates.ts';
import { openApp, type TestApp, tempDir } from '../../support/app.ts';
import { contentOf } from '../../support/content.ts';
import type { EditedSheet, Row } from '../../support/editLedger.ts';
import { withSql } from '../../support/files.ts';
import { broughtBack, exported, exportedBook, told } from './support.ts';

/** What a clerk does to an exported ledger, and what of it comes back (issue 5, §1 "Round trip"). */

let test: TestApp;
beforeEach(async () => {
  test = await openApp(tempDir());
  await test.call('register.create', { unionName: '水郷地方環境衛生組合', sample: true });
});
afterEach(() => test.close());

/** The asset with this name. */
async function found(name: string) {
  const { rows } = await test.call('asset.list', { query: name, columns: ['name'] });
  const row = rows.find((one) => one.values['name'] === name);
  if (!row) throw new Error(`no asset ${name}`);
  return test.call('asset.get', { id: row.id });
}

async function change(name: string, values: Values) {
  const { id, revision } = await found(name);
  return test.call('asset.update', { id, revision, values, reason: '試験' });
}

async function registered(values: Values): Promise<string> {
  return (await test.call('asset.register', { kind: 'hardware', values })).number;
}

const rowOf = (sheet: EditedSheet, number: string): Row =>
  sheet.data.find((row) => sheet.text(row, '資産番号') === number)!;

const accepted = (
  roundTripId: string,
  items: readonly { readonly key: string; readonly what: string }[],
  reason?: string,
) =>
  test.job('roundTrip.commit', {
    roundTripId,
    accept: items.filter(({ what }) => what !== 'missing').map(({ key }) => key),
    ...(reason && { reason }),
  });

describe('a ledger that nobody edited', () => {
  it('has no difference, of any kind of asset, refuses nothing, and tells when it was exported', async () => {
    const { outline, items } = await broughtBack(test, await exported(test));
    expect(items).toEqual([]);
    expect(outline.refused).toEqual([]);
    expect(outline.notes).toEqual([]);
    expect(outline.base).toBe('known');
    expect(outline.same).toBe(outline.rows);
    expect(outline.rows).toBe((await test.call('asset.counts', {})).total);
    expect(outline.origin.output?.fileName).toMatch(/^情報資産台帳_/);
  });

  it('has none whatever its texts are: long, of several lines, leading zeros, IVS, surrogates, old dates', async () => {
    await registered({
      name: '𠮷野家の辻󠄀',
      kana: 'よしのや',
      note: `一行目\n二行目　全角\n${'長い文章🍣'.repeat(9000)}終わり`,
      summary: '_x0041_ と <&> "引用" =1+1',
      serialNumber: '000123',
      assetTag: '1E5',
      model: '3-12',
      acquiredOn: '1899-12-31',
      personalData: ['personal.general', 'personal.specific'],
    });
    await registered({ name: '元年', acquiredOn: '2019-05-01', summary: '－' });
    const { outline, items } = await broughtBack(test, await exported(test));
    expect(items).toEqual([]);
    expect(outline.refused).toEqual([]);
  });

  it('has none after the register was changed: names, values, new assets, the bin', async () => {
    const ledger = await exported(test);
    await change('ごみ計量システム（トラックスケール）', { note: 'あとで変えた', annualCost: 1 });
    await registered({ name: 'あとで登録した端末' });
    await test.call('asset.bin', { ids: [(await found('インターネット閲覧用PC')).id], reason: '廃棄' });
    const group = (await test.call('master.lists', {})).find((list) => list.id === 'group')!.items[0]!;
    await test.call('master.save', { list: 'group', id: group.id, label: '新しい名前のグループ' });
    const { outline, items } = await broughtBack(test, ledger);
    expect(items).toEqual([]);
    expect(outline.refused).toEqual([]);
    expect(outline.base).toBe('known');
  });
});

describe('an edited ledger', () => {
  it('gives each change with what it was, what it is and what the file says, wherever rows and columns stand', async () => {
    const number = await registered({ name: '端末A', note: '元の備考', serialNumber: '007', acquiredOn: '2024-04-01' });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    const row = rowOf(sheet, number);
    sheet.type(row, '備考', '直した備考');
    sheet.type(row, '製造番号', '0071');
    sheet.type(row, '取得年月日', serialOf('2025-05-01')!);
    sheet.type(row, 'メーカー', null);
    const labels = sheet.labels().filter((label) => label !== 'ふりがな');
    sheet.arrange([...labels.slice(5), ...labels.slice(0, 5)]);
    sheet.sort((one) => sheet.text(one, '資産名称'));
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items.map(told)).toEqual(
      [
        `changed | ${number} | 製造番号 | 007 | 007 | 0071`,
        `changed | ${number} | 取得年月日 | 令和6年4月1日 | 令和6年4月1日 | 令和7年5月1日`,
        `changed | ${number} | 備考 | 元の備考 | 元の備考 | 直した備考`,
      ].sort((a, b) => items.findIndex((i) => a.includes(i.label)) - items.findIndex((i) => b.includes(i.label))),
    );
    expect(outline.counts).toMatchObject({ changed: 3, new: 0, cleared: 0, conflict: 0, missing: 0 });
    const receipt = await accepted(outline.roundTripId, items);
    expect(receipt).toMatchObject({ changedAssets: 1, changedFields: 3, left: 0, added: 0 });
    expect((await found('端末A')).values).toMatchObject({
      note: '直した備考',
      serialNumber: '0071',
      acquiredOn: '2025-05-01',
    });
    // What was taken in is no difference any more, and the comparison is over.
    expect((await broughtBack(test, book.bytes())).items).toEqual([]);
    expect((await test.fails('roundTrip.items', { roundTripId: outline.roundTripId })).code).toBe('notFound');
  });

  it('asks where both sides changed a value, and takes the one that the person chooses', async () => {
    const [first, second] = [
      await registered({ name: '端末A', note: '甲' }),
      await registered({ name: '端末B', note: '乙' }),
    ];
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    sheet.type(rowOf(sheet, first), '備考', 'ファイルの値');
    sheet.type(rowOf(sheet, second), '備考', '同じ値');
    await change('端末A', { note: '台帳の値' });
    await change('端末B', { note: '同じ値' });
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items.map(told)).toEqual([`conflict | ${first} | 備考 | 甲 | 台帳の値 | ファイルの値`]);
    await accepted(outline.roundTripId, items);
    expect((await found('端末A')).values['note']).toBe('ファイルの値');
  });

  it('marks what was emptied, and leaves what is not accepted as it is', async () => {
    const number = await registered({ name: '端末A', note: '消される', maker: '残る' });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    sheet.type(rowOf(sheet, number), '備考', null);
    sheet.type(rowOf(sheet, number), 'メーカー', null);
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items.map(told).sort()).toEqual(
      [`cleared | ${number} | メーカー | 残る | 残る`, `cleared | ${number} | 備考 | 消される | 消される`].sort(),
    );
    const receipt = await accepted(
      outline.roundTripId,
      items.filter(({ label }) => label === '備考'),
    );
    expect(receipt.left).toBe(1);
    const { values } = await found('端末A');
    expect([values['note'], values['maker']]).toEqual([undefined, '残る']);
  });

  it('registers new rows, also copied ones, and those without a number get one', async () => {
    const number = await registered({ name: '端末A', confidentiality: '2', integrity: '2', availability: '1' });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    const made = sheet.copy(rowOf(sheet, number));
    sheet.type(made, '資産番号', null);
    sheet.type(made, '資産名称', '端末Aの写し');
    const own = sheet.copy(rowOf(sheet, number));
    sheet.type(own, '資産番号', '独自-001');
    sheet.type(own, '資産名称', '番号のある新しい行');
    const forgotten = sheet.copy(rowOf(sheet, number));
    sheet.type(forgotten, '資産名称', '番号を消し忘れた行');
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items.map(({ what, name }) => [what, name])).toEqual([
      ['new', '端末Aの写し'],
      ['new', '番号のある新しい行'],
    ]);
    // The proposals that the copied row brought along are no decisions.
    expect(items[0]!.values.map(({ label }) => label)).not.toContain('重要性分類');
    expect(outline.refused.map(({ row, message }) => [row, message.slice(0, 12)])).toEqual([
      [sheet.rows.indexOf(forgotten) + 1, `資産番号「${number}」の行がほかにも`.slice(0, 12)],
    ]);
    expect(await accepted(outline.roundTripId, items)).toMatchObject({ added: 2, refusedCount: 1 });
    expect((await found('番号のある新しい行')).values['number']).toBe('独自-001');
    expect((await found('端末Aの写し')).values).toMatchObject({ confidentiality: '2', state: 'state.inUse' });
    expect((await found('端末Aの写し')).values['importance']).toBeUndefined();
  });

  it('never takes a row away by itself: bin or 廃棄 for each that is chosen', async () => {
    const numbers = [
      await registered({ name: '端末A' }),
      await registered({ name: '端末B' }),
      await registered({ name: '端末C' }),
    ];
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    for (const number of numbers) sheet.remove(rowOf(sheet, number));
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items.map(told)).toEqual(numbers.map((number) => `missing | ${number} | 利用中`));
    const refusal = await test.fails('roundTrip.commit', { roundTripId: outline.roundTripId, accept: [items[0]!.key] });
    expect(refusal.code).toBe('invalidInput');
    const before = await test.call('asset.counts', {});
    const { roundTripId } = outline;
    const receipt = await test.job('roundTrip.commit', { roundTripId, bin: [items[0]!.key], dispose: [items[1]!.key] });
    expect(receipt).toMatchObject({ binned: 1, disposed: 1, left: 1 });
    const after = await test.call('asset.counts', {});
    expect([before.total - after.total, after.binned - before.binned]).toEqual([1, 1]);
    expect((await found('端末B')).values['state']).toBe('state.disposed');
    expect((await found('端末C')).values['state']).toBe('state.inUse');
  });

  it('counts nothing as missing that was not in the export, or whose sheet is gone', async () => {
    const ledger = await exportedBook(test, { kind: 'hardware' });
    expect((await broughtBack(test, ledger.bytes())).items).toEqual([]);
    const whole = await exportedBook(test);
    whole.removeSheet('機器');
    const { outline, items } = await broughtBack(test, whole.bytes());
    expect(items).toEqual([]);
    expect(outline.notes).toEqual([expect.stringContaining('シート「機器」がファイルにない')]);
  });

  it('reads a renamed sheet and lines above the headings', async () => {
    const number = await registered({ name: '端末A', note: '甲' });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    sheet.type(rowOf(sheet, number), '備考', '乙');
    const title: Row = new Map([[0, { attributes: ' t="inlineStr"', inner: '<is><t>令和8年度 確認用</t></is>' }]]);
    sheet.rows.unshift(title, new Map());
    book.renameSheet('機器', '機器（確認済）');
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items.map(told)).toEqual([`changed | ${number} | 備考 | 甲 | 甲 | 乙`]);
    expect(outline.notes).toEqual([]);
  });

  it('refuses what it cannot take, each cell with its reason, and takes nothing of it', async () => {
    const number = await registered({ name: '端末A', confidentiality: '2', acquiredOn: '2024-04-01' });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    const row = rowOf(sheet, number);
    const bad: Record<string, string | number | null> = {
      資産名称: null,
      資産区分: '情報',
      取得年月日: '7.4.1',
      機密性: '最高機密',
      状態: '行方知れず',
      最終更新者: '別の人',
      分類による取扱制限: '手で直した',
      関連資産番号: 'ABC-1',
    };
    for (const [label, value] of Object.entries(bad)) sheet.type(row, label, value);
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items).toEqual([]);
    expect(new Set(outline.refused.map(({ label }) => label))).toEqual(new Set(Object.keys(bad)));
    for (const { cell, message } of outline.refused)
      expect([cell, message]).toEqual([expect.stringMatching(/^[A-Z]+\d+$/), expect.stringMatching(/。$/)]);
  });

  it('adds a word to a list only with the difference that uses it', async () => {
    const numbers = [await registered({ name: '端末A' }), await registered({ name: '端末B' })];
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    sheet.type(rowOf(sheet, numbers[0]!), '保管・設置場所', '増築棟の倉庫');
    sheet.type(rowOf(sheet, numbers[1]!), '保管・設置場所', '仮設事務所');
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items.map(({ note }) => note)).toEqual([
      '一覧に「増築棟の倉庫」を加えます。',
      '一覧に「仮設事務所」を加えます。',
    ]);
    await accepted(outline.roundTripId, items.slice(0, 1));
    const places = (await test.call('master.lists', {}))
      .find(({ id }) => id === 'place')!
      .items.map(({ label }) => label);
    expect(places).toContain('増築棟の倉庫');
    expect(places).not.toContain('仮設事務所');
  });

  it('lowers no class without a reason, and then nothing of the rest either', async () => {
    const number = await registered({ name: '端末A', confidentiality: '2', integrity: '2', availability: '1' });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    sheet.type(rowOf(sheet, number), '機密性', '自治体機密性1');
    sheet.type(rowOf(sheet, number), '備考', '下げる');
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items.find(({ label }) => label === '機密性')!.note).toMatch(/低くなります/);
    const before = contentOf(test);
    await expect(accepted(outline.roundTripId, items)).rejects.toThrow(/端末A.*理由を書いてください/);
    expect(contentOf(test)).toBe(before);
    await accepted(outline.roundTripId, items, '公開用の端末になったため');
    expect((await found('端末A')).values['confidentiality']).toBe('1');
  });

  it('takes a long text that goes on on another sheet whole, and no half of one whose rest is gone', async () => {
    const text = `${'長い文章🍣'.repeat(9000)}終わり`;
    const number = await registered({ name: '端末A', note: text });
    const book = await exportedBook(test);
    const rest = book.sheet('長い文章の続き');
    rest.put(rest.rows.at(-1)!, 4, `${rest.shown(rest.rows.at(-1)!, 4)}に足した`);
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(items.map(({ label, now, file }) => [label, now.slice(-3), file.slice(-6)])).toEqual([
      ['備考', '終わり', 'わりに足した'],
    ]);
    expect(items[0]!.file.length).toBeLessThan(100);
    await accepted(outline.roundTripId, items);
    expect((await found('端末A')).values['note']).toBe(`${text}に足した`);

    const cut = await exportedBook(test);
    cut.removeSheet('長い文章の続き');
    expect((await broughtBack(test, cut.bytes())).items).toEqual([]);
    const sheet = cut.sheet('機器');
    const row = rowOf(sheet, number);
    sheet.type(row, '備考', `足した${sheet.text(row, '備考')}`);
    const half = await broughtBack(test, cut.bytes());
    expect(half.items).toEqual([]);
    expect(half.outline.refused.map(({ label, message }) => [label, message.slice(0, 11)])).toEqual([
      ['備考', '長い文章の続きのシート'],
    ]);
  });

  it('hears no difference in the order of several values or in another way of writing a date', async () => {
    const number = await registered({
      name: '端末A',
      personalData: ['personal.general', 'personal.specific'],
      acquiredOn: '2024-04-01',
    });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    const row = rowOf(sheet, number);
    sheet.type(row, '個人情報', sheet.text(row, '個人情報').split('、').toReversed().join('、'));
    sheet.type(row, '取得年月日', 'Ｒ６．４．１');
    sheet.type(row, '備考', '　');
    const { outline, items } = await broughtBack(test, book.bytes());
    expect([items, outline.refused]).toEqual([[], []]);
  });

  it('makes a class change wait where a second person approves', async () => {
    const number = await registered({ name: '端末A', confidentiality: '2', integrity: '2', availability: '1' });
    await test.call('setting.save', { approval: true });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    sheet.type(rowOf(sheet, number), '機密性', '自治体機密性3B');
    sheet.type(rowOf(sheet, number), '備考', '直した');
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(await accepted(outline.roundTripId, items)).toMatchObject({ waiting: 1, changedAssets: 1 });
    const asset = await found('端末A');
    expect([asset.values['confidentiality'], asset.values['note']]).toEqual(['2', '直した']);
    expect(asset.proposalId).not.toBeNull();
  });

  it('overwrites nothing that was changed between the comparison and the acceptance', async () => {
    const number = await registered({ name: '端末A', note: '甲' });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    sheet.type(rowOf(sheet, number), '備考', '乙');
    const { outline, items } = await broughtBack(test, book.bytes());
    await change('端末A', { note: '丙' });
    await expect(accepted(outline.roundTripId, items)).rejects.toThrow(/conflict.*端末A/);
    expect((await found('端末A')).values['note']).toBe('丙');
  });
});

describe('where the ledger comes from', () => {
  it('another register: said, compared two ways, and no row is missing', async () => {
    const other = await openApp(tempDir());
    await other.call('register.create', { unionName: '別の組合', sample: true });
    const number = (await other.call('asset.register', { kind: 'hardware', values: { name: '別の端末' } })).number;
    const ledger = await exported(other);
    await other.close();
    const { outline, items } = await broughtBack(test, ledger);
    expect(outline.base).toBe('other');
    expect(items.map(({ what, number: own }) => [what, own])).toEqual([['new', number]]);
  });

  it('a 照合番号 that the history does not hold: said, and compared two ways', async () => {
    const number = await registered({ name: '端末A', note: '甲' });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    sheet.type(rowOf(sheet, number), '備考', '乙');
    const hidden = book.sheet('往復');
    const line = hidden.rows.find((row) => /^[0-9a-f]{64}$/.test(hidden.shown(row, 2)))!;
    hidden.put(line, 2, 'f'.repeat(64));
    const { outline, items } = await broughtBack(test, book.bytes());
    expect(outline.base).toBe('unknown');
    expect(items.map(told)).toEqual([`changed | ${number} | 備考 | 甲 | 乙`]);
  });

  it('at 取り込み it is told that it is ours, and only then; what is hidden in it is no table of assets', async () => {
    const read = (bytes: Buffer, fileName: string) =>
      test.job('importing.read', { fileName, base64: bytes.toString('base64') });
    const outline = await read(await exported(test), '台帳.xlsx');
    expect(outline.own).toBe(true);
    expect(outline.plan.sheets.filter(({ use }) => use).map(({ name }) => name)).not.toContain('往復');
    expect((await read(Buffer.from('資産名称\r\n端末'), '台帳.csv')).own).toBeUndefined();
  });

  it('no ledger of ours is refused in words', async () => {
    const book = await exportedBook(test);
    book.removeSheet('往復');
    await expect(broughtBack(test, book.bytes())).rejects.toThrow(/notOurLedger/);
  });

  it('makes one change after a backup, which undo takes back whole', async () => {
    const number = await registered({ name: '端末A', note: '甲' });
    const book = await exportedBook(test);
    const sheet = book.sheet('機器');
    sheet.type(rowOf(sheet, number), '備考', '乙');
    sheet.type(sheet.copy(rowOf(sheet, number)), '資産番号', null);
    const highest = withSql(test.dir, (db) => Number(db.prepare('select max(id) from asset').pluck().get()));
    const before = contentOf(test, highest);
    const { outline, items } = await broughtBack(test, book.bytes());
    const backups = (await test.call('backup.list', {})).backups.length;
    const { changeId } = await accepted(outline.roundTripId, items);
    expect((await test.call('backup.list', {})).backups.length).toBeGreaterThan(backups);
    expect(contentOf(test, highest)).not.toBe(before);
    const [entry] = (await test.call('history.list', {})).changes;
    expect(entry).toMatchObject({ changeId, action: '台帳の変更の取り込み', reason: '台帳.xlsx' });
    await test.call('change.undo', { changeId });
    expect(contentOf(test, highest)).toBe(before);
    expect((await test.job('register.verify', {})).ok).toBe(true);
  });
});
