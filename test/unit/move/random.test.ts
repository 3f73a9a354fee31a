import { expect, it } from 'vitest';
import type { Values } from '../../../contract/asset.ts';
import { KINDS } from '../../../contract/catalogue/field.ts';
import type { Mapping } from '../../../contract/classification.ts';
import { clearlyLaxer, lowerAxes, mappingProblems } from '../../../contract/move.ts';
import { propose } from '../../../contract/questionnaire.ts';
import { type Axis, minimumConfidentiality, type Scheme } from '../../../contract/scheme.ts';
import { MUNICIPAL_2024, SCHEMES } from '../../../core/presets/schemes.ts';
import type { TestApp } from '../../support/app.ts';
import { verifyNow } from '../../support/files.ts';
import { type Random, random } from '../../support/random.ts';
import { patience, times } from '../../support/scale.ts';
import { allAssets, allItems, apartFromClass, axes, isDowngrade, levelsIn, registerIn, schemeIn } from './support.ts';

/** Random registers, tables and days of work: never an automatic downgrade, nothing lost, the history tells it all. */

const RUNS = times(2);
const ASSETS = 25;
const NAMES = [
  '会議録',
  '入札予定価格調書',
  '広報',
  '健康診断結果',
  'ネットワーク構成図',
  '計量データ',
  '職員名簿',
  '控え',
];
const PERSONAL = ['personal.none', 'personal.general', 'personal.sensitive', 'personal.specific'];

/** A union's own scheme: four levels of confidentiality in use, three of integrity. @returns its id */
async function ownScheme(test: TestApp): Promise<string> {
  const {
    revision,
    assets: _a,
    usedLevels: _u,
    ...copy
  } = await test.call('scheme.copy', {
    id: MUNICIPAL_2024.id,
    name: '組合の分類',
  });
  const { confidentiality, integrity } = copy.axes;
  const levels = confidentiality.levels.map((level) => ({ ...level, hidden: level.code === '3A' }));
  const most = { code: '3', name: '完全性3', short: '完3', neutral: 'I3', rank: 7, aliases: [] };
  const axes = {
    ...copy.axes,
    confidentiality: { ...confidentiality, levels },
    integrity: { ...integrity, levels: [{ ...integrity.levels[0]!, ...most }, ...integrity.levels] },
  };
  // Three values of integrity, each with its class.
  const rules = [{ result: 'Ⅱ', when: [{ integrity: ['3'] }] }, ...copy.importance.rules];
  const scheme = { ...copy, axes, importance: { ...copy.importance, rules } };
  await test.call('scheme.save', { scheme, revision, reason: '対策基準' });
  return copy.id;
}

const offered = (scheme: Scheme, axis: Axis) => scheme.axes[axis].levels.filter((level) => !level.hidden);

async function fill(test: TestApp, scheme: Scheme, dice: Random): Promise<void> {
  for (let n = 0; n < ASSETS; n += 1) {
    const values: Values = { name: `${dice.pick(NAMES)}${n}`, note: dice.chance(0.3) ? dice.pick(NAMES) : null };
    for (const axis of axes) if (dice.chance(0.9)) values[axis] = dice.pick(offered(scheme, axis)).code;
    if (dice.chance(0.6)) values['personalData'] = [dice.pick(PERSONAL)];
    if (dice.chance(0.3)) values['subjectCount'] = dice.below(2000);
    if (dice.chance(0.3)) values['importance'] = dice.pick(scheme.importance.classes).code;
    if (dice.chance(0.5)) values['classificationReason'] = `理由${n}`;
    await test.call('asset.register', { kind: dice.pick(KINDS), values });
  }
}

/** Any table that the check lets through: random targets, those that it refuses left to a person. */
function anyTable(from: Scheme, to: Scheme, dice: Random): Mapping {
  const table: Record<Axis, Record<string, string | null>> = { confidentiality: {}, integrity: {}, availability: {} };
  for (const axis of axes) {
    for (const { code } of from.axes[axis].levels)
      table[axis][code] = dice.chance(0.3) ? null : dice.pick(to.axes[axis].levels).code;
  }
  for (let found = mappingProblems(from, to, table); found.length > 0; found = mappingProblems(from, to, table)) {
    const [, axis, code] = found[0]!.path.split('.') as [string, Axis, string];
    table[axis][code] = null;
  }
  return table;
}

/** Decisions, second thoughts, and the register going on meanwhile. */
async function work(test: TestApp, from: Scheme, to: Scheme, dice: Random): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    const items = await allItems(test);
    const one = dice.pick(items);
    const roll = dice.below(10);
    const { revision, binned } = await test.call('asset.get', { id: one.assetId });
    if (roll === 0) await test.call('asset.bin', { ids: [one.assetId] });
    else if (roll === 1) {
      const bin = (await test.call('asset.ids', { binned: true })).ids;
      if (bin.length > 0) await test.call('asset.restore', { ids: [dice.pick(bin)] });
    } else if (roll === 2 && !binned) {
      const values = {
        personalData: [dice.pick(PERSONAL)],
        confidentiality: dice.pick(offered(from, 'confidentiality')).code,
      };
      await test.call('asset.update', { id: one.assetId, revision, values, reason: '試験' });
    } else if (roll === 3) await test.call('move.reopen', { assetIds: [one.assetId] });
    else await decide(test, to, [one.assetId], dice);
    if (items.length === 1) return;
  }
}

async function decide(test: TestApp, to: Scheme, assetIds: string[], dice: Random): Promise<void> {
  const pick = (axis: Axis) => dice.pick(offered(to, axis)).code;
  const levels = {
    confidentiality: pick('confidentiality'),
    integrity: pick('integrity'),
    availability: pick('availability'),
  };
  await test.call('move.decide', { assetIds, levels, reason: `決めた ${dice.below(1000)}` });
}

const PAIRS = [
  ['municipal-former', 'municipal-2024'],
  ['municipal-2024', 'ipa-3'],
  ['ipa-3', 'municipal-2024'],
  ['municipal-2024', 'own'],
  ['own', 'municipal-former'],
] as const;

it.each(PAIRS)('%s to %s', { timeout: patience(120_000) }, async (...pair) => {
  const dice = random();
  for (let run = 0; run < RUNS; run += 1) {
    const seed = `seed ${dice.seed}, run ${run}`;
    const test = await registerIn('municipal-former');
    const own = await ownScheme(test);
    const [fromId, toId] = pair.map((id) => (id === 'own' ? own : id)) as [string, string];
    await test.call('setting.save', { schemeId: fromId });
    const from = await schemeIn(test, fromId);
    const to = await schemeIn(test, toId);
    await fill(test, from, dice);
    const mapping = anyTable(from, to, dice);
    await test.call('move.start', { fromSchemeId: fromId, toSchemeId: toId, mapping });
    await work(test, from, to, dice);
    for (let open = await nextOpen(test); open; open = await nextOpen(test)) await decide(test, to, [open], dice);
    const before = await allAssets(test);
    const items = await allItems(test);
    await test.call('move.finish', { reason: '改定' });
    const after = await allAssets(test);
    expect([...after.keys()].sort(), seed).toEqual([...before.keys()].sort());
    const moved = new Map(items.map((item) => [item.assetId, item]));
    for (const [id, old] of before) {
      const now = after.get(id)!;
      expect(apartFromClass(now), seed).toEqual(apartFromClass(old));
      const item = moved.get(id);
      expect(item === undefined, seed).toBe(old.binned);
      if (!item) {
        expect([now.schemeId, levelsIn(now.values)], seed).toEqual([old.schemeId, levelsIn(old.values)]);
        continue;
      }
      expect(now.schemeId, seed).toBe(toId);
      expect(item.from, seed).toEqual(levelsIn(old.values));
      expect(levelsIn(now.values), seed).toEqual(item.to);
      const personal = (old.values['personalData'] as string[] | undefined) ?? [];
      const least = propose(to, old.kind, {}, personal).levels;
      const lower = lowerAxes(to, item.to, least);
      if (item.how === 'mapping') {
        for (const axis of axes) {
          expect(isDowngrade(from, to, axis, item.from[axis], item.to[axis]), seed).toBe(false);
          expect(item.to[axis] === null, seed).toBe(item.from[axis] === null);
        }
        if (item.to.confidentiality !== null) expect(lower, seed).toEqual([]);
        expect(now.values['classificationReason'], seed).toBe(old.values['classificationReason']);
      } else {
        expect(now.values['classificationReason'], seed).toBe(item.reason);
        const laxer = axes.some((axis) => clearlyLaxer(from, to, axis, item.from[axis], item.to[axis]));
        if (lower.length > 0 || laxer) expect(item.lowered, seed).toBe(true);
        expect(
          axes.every((axis) => item.to[axis] !== null),
          seed,
        ).toBe(true);
      }
      if (minimumConfidentiality(to, personal) !== null && lower.length > 0 && item.to.confidentiality !== null)
        expect(item.how, seed).not.toBe('mapping');
    }
    expect(verifyNow(test.dir).problems, seed).toEqual([]);
    await test.close();
  }
});

async function nextOpen(test: TestApp): Promise<string | undefined> {
  return (await test.call('move.case', {}))?.assetId;
}

it('CONTROL: the ruler for downgrades finds one', () => {
  const [to, former] = [SCHEMES[0]!, SCHEMES[1]!];
  expect(isDowngrade(former, to, 'confidentiality', '2', '2')).toBe(true);
  expect(isDowngrade(former, to, 'confidentiality', '3', '3B')).toBe(true);
  expect(isDowngrade(former, to, 'confidentiality', '3', '3A')).toBe(false);
  expect(isDowngrade(former, to, 'confidentiality', '1', null)).toBe(true);
});
