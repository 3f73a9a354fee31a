import { readFileSync } from 'node:fs';
import type { AssetDetail } from '../../../contract/asset.ts';
import type { MoveCase, MoveItem } from '../../../contract/classification.ts';
import { AXES, type Axis, type Levels, type Scheme } from '../../../contract/scheme.ts';
import { openApp, type TestApp, tempDir } from '../../support/app.ts';
import { base64 } from '../importing/support.ts';

const folder = new URL('../../fixtures/samples/', import.meta.url);

/** A register whose assets are classed in that scheme. */
export async function registerIn(schemeId: string, sample = false): Promise<TestApp> {
  const test = await openApp(tempDir());
  await test.call('register.create', {
    unionName: '水郷地方環境衛生組合',
    schemeId,
    sample,
    operator: { name: '葦沼 恵', post: '主任' },
    ...(sample ? {} : { groups: [{ label: '総務グループ', code: '01', bodyId: 'body.manager' }] }),
  });
  return test;
}

/** What a person puts right in 列の対応: the levels of this ledger stand under a heading of two rows. */
const BY_HAND: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  '情報資産管理台帳_令和7年度.xlsx': { 10: 'confidentiality', 11: 'integrity', 12: 'availability' },
};

/** Takes a ledger of test/fixtures/samples in, its levels read in that scheme. @returns the number of assets */
export async function takeIn(test: TestApp, file: string, schemeId: string): Promise<number> {
  const bytes = readFileSync(new URL(file, folder));
  const read = await test.job('importing.read', { fileName: file, base64: base64(bytes) });
  const [first, ...others] = read.plan.sheets;
  const columns = first!.columns.map((id, index) => BY_HAND[file]?.[index] ?? id);
  const plan = { ...read.plan, schemeId, sheets: [{ ...first!, columns }, ...others] };
  return (await test.job('importing.commit', { importId: read.importId, plan })).imported;
}

/** Every asset as it stands, the bin included. */
export async function allAssets(test: TestApp): Promise<Map<string, AssetDetail>> {
  const ids = [...(await test.call('asset.ids', {})).ids, ...(await test.call('asset.ids', { binned: true })).ids];
  const details = await Promise.all(ids.map((id) => test.call('asset.get', { id })));
  return new Map(details.map((detail) => [detail.id, detail]));
}

/** Everything of an asset that a move has no business with. */
export function apartFromClass(detail: AssetDetail): unknown {
  const {
    confidentiality: _c,
    integrity: _i,
    availability: _a,
    classificationReason: _r,
    importance: _m,
    importanceReason: _n,
    updatedOn: _o,
    updatedBy: _b,
    ...values
  } = detail.values;
  const links = detail.links.map(({ id, type, direction, other }) => [id, type, direction, other.id]);
  return { kind: detail.kind, binned: detail.binned, values, links, open: detail.unresolvedNumbers };
}

export function levelsIn(values: Readonly<Record<string, unknown>>): Levels {
  const level = (axis: Axis) => (values[axis] as string | undefined) ?? null;
  return {
    confidentiality: level('confidentiality'),
    integrity: level('integrity'),
    availability: level('availability'),
  };
}

export async function schemeIn(test: TestApp, id: string): Promise<Scheme> {
  return (await test.call('scheme.list', {})).find((scheme) => scheme.id === id)!;
}

export async function allItems(test: TestApp): Promise<MoveItem[]> {
  const items: MoveItem[] = [];
  for (;;) {
    const page = await test.call('move.list', { offset: items.length, limit: 500 });
    items.push(...page.items);
    if (items.length >= page.total) return items;
  }
}

/** The stricter of what is proposed and mapped, and the strictest level where nothing speaks. */
export function cautious(to: Scheme, one: MoveCase): Levels {
  const pick = (axis: Axis) => {
    const levels = to.axes[axis].levels.filter((level) => !level.hidden).sort((a, b) => b.rank - a.rank);
    const said = levels.find(({ code }) => code === one.proposal.levels[axis] || code === one.to[axis]);
    return (said ?? levels[0]!).code;
  };
  return {
    confidentiality: pick('confidentiality'),
    integrity: pick('integrity'),
    availability: pick('availability'),
  };
}

/** Starts with the proposed table and decides everything, look-alikes together. @returns reason by asset */
export async function decideAll(test: TestApp, to: Scheme): Promise<Map<string, string>> {
  const reasons = new Map<string, string>();
  for (let n = 1; ; n += 1) {
    const one = await test.call('move.case', {});
    if (!one) return reasons;
    const alike = one.alike > 0 ? await test.call('move.alike', { assetId: one.assetId }) : [];
    const assetIds = [one.assetId, ...alike.map(({ assetId }) => assetId)];
    const reason = `理由 ${n}「${one.name}」`;
    await test.call('move.decide', { assetIds, levels: cautious(to, one), reason, answers: one.proposal.answers });
    for (const id of assetIds) reasons.set(id, reason);
  }
}

/** Is a level proportionally laxer than another was in the old scheme? */
export function isDowngrade(from: Scheme, to: Scheme, axis: Axis, old: string | null, next: string | null): boolean {
  if (old === null) return false;
  const place = (scheme: Scheme, code: string | null) => {
    const ranks = scheme.axes[axis].levels.map((level) => level.rank).sort((a, b) => a - b);
    const rank = scheme.axes[axis].levels.find((level) => level.code === code)?.rank;
    if (rank === undefined) return -1;
    return ranks.length === 1 ? 1 : ranks.indexOf(rank) / (ranks.length - 1);
  };
  return place(to, next) < place(from, old);
}

export const axes: readonly Axis[] = AXES;
