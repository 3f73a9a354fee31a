import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../contract/api.ts';
import { ALL_FIELDS, KINDS } from '../../../contract/catalogue/index.ts';
import { codeText } from '../../../contract/labelCode.ts';
import { loadIndex, refreshIndex, sortSource } from '../../../core/asset/indexing.ts';
import type { ListIndex } from '../../../core/asset/listIndex.ts';
import { loadState } from '../../../core/register/state.ts';
import { allIds } from '../../../db/assets.ts';
import { openReadOnly } from '../../../db/open.ts';
import { newRegister, openApp, type TestApp } from '../../support/app.ts';
import { random } from '../../support/random.ts';

let test: TestApp;
const find = async (query: string) =>
  (await test.call('asset.list', { query, columns: ['name'] })).rows.map((row) => row.values['name']);
const r = random();
const NAMES = [
  '髙田計量所端末',
  '霞ヶ浦ポンプ場',
  'サーバ室入退室記録',
  '搬入者台帳',
  '𠮷野家文書',
  'さくら台帳',
  '3号炉制御装置',
  '〒番号簿',
];

beforeAll(async () => {
  test = await newRegister();
  for (let i = 0; i < 240; i += 1) {
    const kind = i % 3 === 0 ? r.pick(['hardware', 'information'] as const) : r.pick(KINDS);
    const some = (part: number, values: Record<string, string | number | string[]>) => (r.chance(part) ? values : {});
    await test.call('asset.register', {
      kind,
      values: {
        name: `${r.pick(NAMES)}${r.below(30)}`,
        ...some(0.5, {
          confidentiality: r.pick(['1', '2', '3B', '3A', '3C']),
          integrity: '2',
          availability: r.pick(['1', '2']),
        }),
        ...some(0.4, { stocktakenOn: `202${r.below(7)}-0${1 + r.below(9)}-10` }),
        ...some(0.4, { subjectCount: r.below(3000) }),
        ...some(0.4, { personalData: [r.pick(['personal.general', 'personal.sensitive'])] }),
        ...some(0.4, { zone: r.pick(['zone.lgwan', 'zone.internet', 'zone.paper']) }),
        ...(kind === 'hardware'
          ? some(0.5, { acquisitionPrice: r.below(500_000), maker: r.pick(['ア社', 'イ社', 'ウ社']) })
          : {}),
        ...(kind === 'information'
          ? some(0.5, { form: r.pick(['form.paper', 'form.electronic']), createdFiscalYear: 2020 + r.below(6) })
          : {}),
      },
    });
  }
}, 60_000);
afterAll(() => test.close());

describe('the list', () => {
  it(`is the same after any changes as when it is read anew, by every field and both ways (seed ${r.seed})`, async () => {
    const ids = (await test.call('asset.ids', {})).ids;
    const fields = ['missing', ...ALL_FIELDS.filter((field) => field.origin !== 'derived').map((field) => field.id)];
    const ask = (one: TestApp, sort: string, descending: boolean) =>
      one
        .call('asset.list', { sort: { field: sort, descending }, limit: 1000, columns: ['name'] })
        .then((page) => page.rows.map((row) => row.id));
    // All orders are in use before the changes, so that each change has to find its place in all of them.
    for (const field of fields) await ask(test, field, false);
    for (let i = 0; i < 40; i += 1) {
      const id = r.pick(ids);
      const { revision, binned } = await test.call('asset.get', { id });
      if (r.chance(0.2)) await test.call(binned ? 'asset.restore' : 'asset.bin', { ids: [id] });
      else
        await test.call('asset.update', {
          id,
          revision,
          reason: '試験',
          values: {
            name: `変更${r.below(50)}`,
            confidentiality: r.pick(['1', '2', '3B']),
            subjectCount: r.chance(0.5) ? null : r.below(3000),
          },
        });
    }
    await test.call('asset.register', { kind: 'service', values: { name: '新しい委託' } });
    const incremental = new Map<string, string[]>();
    for (const field of fields)
      for (const descending of [false, true])
        incremental.set(`${field} ${descending}`, await ask(test, field, descending));
    await test.app.close();
    test = await openApp(test.dir);
    for (const field of fields) {
      for (const descending of [false, true])
        expect(incremental.get(`${field} ${descending}`), `${field} ${descending}`).toEqual(
          await ask(test, field, descending),
        );
    }
  });

  it.each(['acquisitionPrice', 'subjectCount', 'stocktakenOn', 'createdFiscalYear', 'importance', 'number'])(
    'orders by %s, empty ones last in both directions',
    async (field) => {
      for (const descending of [false, true]) {
        const { rows } = await test.call('asset.list', { sort: { field, descending }, limit: 1000, columns: [field] });
        const values = rows.map((row) => row.values[field]);
        const filled = values.filter((value) => value !== undefined) as (string | number)[];
        expect(filled.length).toBeGreaterThan(3);
        expect(values.slice(filled.length).every((value) => value === undefined)).toBe(true);
        const order = filled.toSorted((a, b) => (a === b ? 0 : a < b ? -1 : 1));
        expect(filled).toEqual(descending ? order.reverse() : order);
      }
    },
  );

  it('orders levels by strictness, and names by their sound', async () => {
    const { rows } = await test.call('asset.list', {
      sort: { field: 'confidentiality' },
      limit: 1000,
      columns: ['confidentiality'],
    });
    const ranks = rows.flatMap((row) =>
      row.values['confidentiality']
        ? [['1', '2', '3C', '3B', '3A'].indexOf(String(row.values['confidentiality']))]
        : [],
    );
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    const kana = await newRegister();
    for (const [name, yomi] of [
      ['亜鉛台帳', 'あえんだいちょう'],
      ['井戸台帳', 'いどだいちょう'],
      ['ヴィデオ', 'ゔぃでお'],
      ['愛宕台帳', 'あたごだいちょう'],
    ] as const) {
      await kana.call('asset.register', { kind: 'information', values: { name, kana: yomi } });
    }
    const page = await kana.call('asset.list', { sort: { field: 'name' }, columns: ['name'] });
    expect(page.rows.map((row) => row.values['name'])).toEqual(['亜鉛台帳', '愛宕台帳', '井戸台帳', 'ヴィデオ']);
    await kana.close();
  });

  it('reads of all assets bit by bit what it reads of each one alone', () => {
    const db = openReadOnly(test.dir);
    const register = { db, state: loadState(db) };
    const fields = ALL_FIELDS.filter((field) => field.filter).map((field) => field.id);
    const known = (index: ListIndex) => allIds(db).map((id) => fields.map((field) => index.valuesOf(id, field)));
    const byName = (index: ListIndex, query: string) =>
      index.find({ query }, 'name', () => sortSource(db, () => register.state, 'name'), false);
    const alone = loadIndex(db, () => register);
    refreshIndex(db, register.state, alone, allIds(db));
    const bitByBit = loadIndex(db, () => register);
    // Control: the first list goes without most of it.
    expect(known(bitByBit)).not.toEqual(known(alone));
    while (bitByBit.loadMore());
    expect(known(bitByBit)).toEqual(known(alone));
    expect(new Set(known(alone).flat(2)).size).toBeGreaterThan(20);
    for (const query of ['', '髙田', '台帳', 'さ', '3', 'ない言葉']) {
      const found = byName(alone, query);
      expect(found.length > 0, query).toBe(query !== 'ない言葉');
      expect(byName(bitByBit, query), query).toEqual(found);
      // A question that comes before all is read has the same answer.
      expect(
        byName(
          loadIndex(db, () => register),
          query,
        ),
        query,
      ).toEqual(found);
    }
    db.close();
  });

  it('pages without gap or overlap', async () => {
    const all = (await test.call('asset.ids', {})).ids;
    const paged: string[] = [];
    for (let offset = 0; offset < all.length; offset += 7)
      paged.push(...(await test.call('asset.list', { offset, limit: 7 })).rows.map((row) => row.id));
    expect(paged).toEqual(all);
  });
});

describe('the first moments after the start', () => {
  it('changes made before all is read are found, and what they replaced is not', async () => {
    const first = await newRegister();
    const ids: string[] = [];
    for (let i = 0; i < 60; i += 1) {
      ids.push(
        (
          await first.call('asset.register', {
            kind: 'information',
            values: { name: `古い名${i}`, form: 'form.paper' },
          })
        ).id,
      );
    }
    await first.app.close();
    const second = await openApp(first.dir);
    await second.call('asset.update', {
      id: ids[0]!,
      revision: 1,
      values: { name: '新しい名', form: 'form.electronic' },
    });
    await second.call('asset.bin', { ids: [ids[59]!] });
    const matched = async (filter: InputOf<'asset.list'>) => (await second.call('asset.list', filter)).matched;
    expect(await matched({ filters: { form: ['form.electronic'] } })).toBe(1);
    expect(await matched({ filters: { form: ['form.paper'] } })).toBe(58);
    expect(await matched({ query: '新しい' })).toBe(1);
    expect(await matched({ query: '古い名' })).toBe(58);
    expect(await matched({ query: '古い名', binned: true })).toBe(1);
    await second.close();
  });
});

describe('search', () => {
  beforeAll(async () => {
    for (const name of ['髙橋文書', '龍ケ崎分室', 'ﾌｧｲﾙｻｰﾊﾞｰ', '予備機PC－０９', '鶴'])
      await test.call('asset.register', { kind: 'information', values: { name } });
  });
  it.each([
    ['one character', '鶴', '鶴'],
    ['two characters', '橋文', '髙橋文書'],
    ['高 for 髙', '高橋', '髙橋文書'],
    ['ヶ for ケ', '龍ヶ崎', '龍ケ崎分室'],
    ['new for old kanji', '竜ケ崎', '龍ケ崎分室'],
    ['full width kana', 'ファイルサーバー', 'ﾌｧｲﾙｻｰﾊﾞｰ'],
    ['hiragana', 'ふぁいる', 'ﾌｧｲﾙｻｰﾊﾞｰ'],
    ['another dash', 'pc-09', '予備機PC－０９'],
    ['two words, wide space', '分室　龍', '龍ケ崎分室'],
    ['the level of nothing, but the kind', '情報 髙橋', '髙橋文書'],
  ])('finds by %s', async (_what, query, name) => {
    expect(await find(query)).toContain(name);
  });
  it('control: finds nothing by what is not there, nor across two fields', async () => {
    expect(await find('鶴亀')).toEqual([]);
    expect(await find('髙橋文書情報')).toEqual([]);
  });
  it('finds by number, and in the bin only when asked', async () => {
    const { id, number } = await test.call('asset.register', { kind: 'software', values: { name: '会計ソフト' } });
    expect(await find(number.toLowerCase())).toEqual(['会計ソフト']);
    await test.call('asset.bin', { ids: [id] });
    expect(await find(number)).toEqual([]);
    expect((await test.call('asset.list', { query: number, binned: true })).matched).toBe(1);
  });
});

describe('filters', () => {
  const count = async (filter: InputOf<'asset.ids'>) => (await test.call('asset.ids', filter)).ids.length;
  it('agree with the stored values, empty ones included', async () => {
    const ids = (await test.call('asset.ids', {})).ids;
    const details = await Promise.all(ids.map((id) => test.call('asset.get', { id })));
    for (const [field, value] of [
      ['confidentiality', '2'],
      ['confidentiality', ''],
      ['zone', 'zone.lgwan'],
      ['personalData', 'personal.general'],
      ['form', 'form.paper'],
      ['form', ''],
    ] as const) {
      const plain = details.filter(({ values }) => ([values[field] ?? ''].flat() as string[]).includes(value)).length;
      expect(await count({ filters: { [field]: [value] } }), `${field} ${value}`).toBe(plain);
    }
    const byImportance = details.filter(
      ({ values, derived }) => (values['importance'] ?? derived['importance']) === 'Ⅰ',
    ).length;
    expect(byImportance).toBeGreaterThan(0);
    expect(await count({ filters: { importance: ['Ⅰ'] } })).toBe(byImportance);
    expect(await count({ incomplete: true })).toBe(details.filter(({ missing }) => missing.length > 0).length);
    const counts = await test.call('asset.counts', {});
    expect(counts.total).toBe(ids.length);
    expect(counts.byKindAndLevel['hardware']?.['2'] ?? 0).toBe(
      await count({ kind: 'hardware', filters: { confidentiality: ['2'] } }),
    );
  });
});

it('a scanned label finds its asset: the code is the number and a check character', async () => {
  const { id, number } = await test.call('asset.register', { kind: 'hardware', values: { name: '読み取る端末' } });
  const ids = async (query: string) => (await test.call('asset.ids', { query })).ids;
  expect(await ids(codeText(number))).toEqual([id]);
  // Typed by a reader while the input method was on: full-width letters.
  const wide = [...codeText(number)].map((c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)).join('');
  expect(await ids(wide)).toEqual([id]);
  // Control: a wrong check character is a search word like any other.
  const wrong = codeText(number).endsWith('0') ? '1' : '0';
  expect(await ids(`${number}${wrong}`)).toEqual([]);
});
