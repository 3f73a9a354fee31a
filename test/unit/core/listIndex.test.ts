import { describe, expect, it } from 'vitest';
import { foldForSearch, searchTerms } from '../../../contract/japanese/fold.ts';
import {
  type IndexEntry,
  type IndexFilter,
  ListIndex,
  type SortKey,
  type SortSource,
} from '../../../core/asset/listIndex.ts';
import { type Random, random } from '../../support/random.ts';

const WORDS = [
  '計量',
  '計',
  '量',
  '台帳',
  '端末',
  '高田',
  '髙田',
  '霞ヶ浦',
  '霞ケ浦',
  'ｻｰﾊﾞ',
  'サーバ',
  'さーば',
  'PC-01',
  'ＰＣ－０１',
  'pc‐01',
  '𠮷野',
  '吉野',
  '個人情報',
  '情',
  '報',
];
const KINDS = ['hardware', 'system', 'information'];
const FIELDS: Record<string, readonly string[]> = {
  confidentiality: ['', '1', '2', '3B'],
  personal: ['', 'none', 'general', 'specific'],
};

type Asset = IndexEntry & { readonly keys: Readonly<Record<string, SortKey | undefined>> };

function asset(r: Random, id: number): Asset {
  const words = Array.from({ length: 1 + r.below(5) }, () => r.pick(WORDS));
  const personal = r.chance(0.3)
    ? [r.pick(FIELDS['personal']!), r.pick(FIELDS['personal']!)]
    : [r.pick(FIELDS['personal']!)];
  return {
    id,
    kind: r.pick(KINDS),
    binned: r.chance(0.1),
    missing: r.below(3),
    text: foldForSearch(words.join('\u001f')),
    filters: { confidentiality: [r.pick(FIELDS['confidentiality']!)], personal },
    keys: {
      name: r.chance(0.2) ? '' : r.pick(WORDS),
      count: r.chance(0.2) ? undefined : r.below(20),
      own: r.chance(0.4) ? undefined : r.chance(0.3) ? '' : r.pick(WORDS),
    },
  };
}

function filter(r: Random, ids: readonly number[]): IndexFilter {
  return {
    ...(r.chance(0.4) ? { kind: r.pick(KINDS) } : {}),
    ...(r.chance(0.6)
      ? { query: Array.from({ length: 1 + r.below(2) }, () => r.pick(WORDS)).join(r.pick([' ', '　'])) }
      : {}),
    ...(r.chance(0.4)
      ? {
          filters: {
            confidentiality: [r.pick(FIELDS['confidentiality']!), r.pick(FIELDS['confidentiality']!)],
            personal: r.chance(0.5) ? [] : [r.pick(FIELDS['personal']!)],
          },
        }
      : {}),
    ...(r.chance(0.2) ? { ids: ids.filter(() => r.chance(0.5)) } : {}),
    ...(r.chance(0.3) ? { binned: r.chance(0.5) } : {}),
    ...(r.chance(0.2) ? { incomplete: true } : {}),
  };
}

/** The same answer, computed plainly. */
function plain(assets: readonly Asset[], filter: IndexFilter, sort: string, descending: boolean): number[] {
  const found = assets.filter(
    (one) =>
      one.binned === (filter.binned ?? false) &&
      (filter.kind === undefined || one.kind === filter.kind) &&
      (!filter.incomplete || one.missing > 0) &&
      (!filter.ids || filter.ids.includes(one.id)) &&
      Object.entries(filter.filters ?? {}).every(
        ([field, values]) => values.length === 0 || one.filters[field]!.some((value) => values.includes(value)),
      ) &&
      searchTerms(filter.query ?? '').every((term) => one.text.includes(term)),
  );
  const isEmpty = (one: Asset) => one.keys[sort] === undefined || one.keys[sort] === '';
  const filled = found
    .filter((one) => !isEmpty(one))
    .sort((a, b) => {
      const [x, y] = [a.keys[sort]!, b.keys[sort]!];
      return (x === y ? a.id - b.id : x < y ? -1 : 1) * (descending ? -1 : 1);
    });
  return [...filled, ...found.filter(isEmpty).sort((a, b) => a.id - b.id)].map((one) => one.id);
}

describe('the list index', () => {
  const r = random();
  it(`finds and orders what a plain filter does, through changes (seed ${r.seed})`, () => {
    const assets = new Map<number, Asset>();
    const index = new ListIndex();
    const put = (id: number) => {
      const made = asset(r, id);
      assets.set(id, made);
      index.put(made);
    };
    // As the real sources do: all() may leave out assets without the field, one() says '' for them.
    const source = (name: string): SortSource => ({
      all: () =>
        new Map([...assets.values()].flatMap(({ id, keys }) => (keys[name] === undefined ? [] : [[id, keys[name]]]))),
      one: (id) => assets.get(id)!.keys[name] ?? '',
    });
    for (let id = 1; id <= 500; id += 1) put(id);
    let found = 0;
    for (let round = 0; round < 400; round += 1) {
      if (r.chance(0.5)) put(1 + r.below(500 + 1));
      if (r.chance(0.1)) put(assets.size + 1);
      const wanted = filter(r, [...assets.keys()]);
      const sort = r.pick(['name', 'count', 'own']);
      const descending = r.chance(0.5);
      const ids = [...index.find(wanted, sort, () => source(sort), descending)];
      expect(ids, JSON.stringify({ round, wanted, sort, descending })).toEqual(
        plain([...assets.values()], wanted, sort, descending),
      );
      found += ids.length;
    }
    // Control: the questions were not all empty.
    expect(found).toBeGreaterThan(1000);
    const binned = [...assets.values()].filter((one) => one.binned);
    expect(index.held(undefined, true)).toBe(binned.length);
    expect(index.held('system', false)).toBe(
      [...assets.values()].filter((one) => !one.binned && one.kind === 'system').length,
    );
  });

  it('control: a stale entry would be found', () => {
    const index = new ListIndex();
    const make = (id: number, text: string): IndexEntry => ({
      id,
      kind: 'system',
      binned: false,
      missing: 0,
      text,
      filters: {},
    });
    const source = () => ({ all: () => new Map(), one: () => '' });
    index.put(make(1, '古い名'));
    expect(index.find({ query: '古' }, 'name', source, false)).toEqual([1]);
    index.put(make(1, '新しい名'));
    expect(index.find({ query: '古' }, 'name', source, false)).toEqual([]);
    expect(index.find({ query: '新' }, 'name', source, false)).toEqual([1]);
  });

  it('keeps the answer to the same question until something changes', () => {
    const index = new ListIndex();
    const source = () => ({ all: () => new Map(), one: () => '' });
    const entry = (id: number): IndexEntry => ({
      id,
      kind: 'system',
      binned: false,
      missing: 0,
      text: '',
      filters: {},
    });
    index.put(entry(1));
    const first = index.find({}, 'name', source, false);
    expect(index.find({}, 'name', source, false)).toBe(first);
    index.put(entry(2));
    expect(index.find({}, 'name', source, false)).toEqual([1, 2]);
  });
});
