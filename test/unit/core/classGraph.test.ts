import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LINK_TYPES, type LinkType } from '../../../contract/link.ts';
import { AXES, type Axis } from '../../../contract/scheme.ts';
import { MUNICIPAL_2024 } from '../../../core/presets/schemes.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { verifyNow } from '../../support/files.ts';
import { random } from '../../support/random.ts';
import { times } from '../../support/scale.ts';

/**
 * The class that travels equals the maximum over everything that can be reached, after any sequence of edits: the
 * graph is compared with a model that knows nothing of it and walks all links anew for each asset.
 */
const CODES: Record<Axis, readonly (string | null)[]> = {
  confidentiality: [null, '1', '2', '3C', '3B', '3A'],
  integrity: [null, '1', '2'],
  availability: [null, '1', '2'],
};
const rank = (axis: Axis, code: string | null) =>
  MUNICIPAL_2024.axes[axis].levels.find((level) => level.code === code)?.rank ?? 0;

interface Modelled {
  levels: Record<Axis, string | null>;
  binned: boolean;
  gone: boolean;
}
class Model {
  readonly assets = new Map<string, Modelled>();
  readonly links = new Map<string, { from: string; to: string; type: LinkType }>();

  /** Everything that `id` holds and that is there, by walking. */
  reachable(id: string, seen = new Set<string>()): Set<string> {
    for (const { from, to, type } of this.links.values()) {
      if (to !== id || !LINK_TYPES[type].carriesClass || seen.has(from)) continue;
      const asset = this.assets.get(from)!;
      if (asset.binned || asset.gone) continue;
      seen.add(from);
      this.reachable(from, seen);
    }
    return seen;
  }
  maximum(id: string, axis: Axis, own: boolean): number {
    const ids = [...this.reachable(id), ...(own ? [id] : [])];
    return Math.max(0, ...ids.map((one) => rank(axis, this.assets.get(one)!.levels[axis])));
  }
  /** Would from -> to close a circle? */
  closes(from: string, to: string): boolean {
    const next = [to];
    const seen = new Set(next);
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      if (at === from) return true;
      for (const link of this.links.values())
        if (link.from === at && LINK_TYPES[link.type].carriesClass && !seen.has(link.to)) {
          seen.add(link.to);
          next.push(link.to);
        }
    }
    return false;
  }
}

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(() => test.close());

async function effective(id: string): Promise<Record<Axis, number>> {
  const { effective: found } = await test.call('asset.get', { id });
  return Object.fromEntries(AXES.map((axis) => [axis, rank(axis, found.levels[axis])])) as Record<Axis, number>;
}

describe('the class that travels', () => {
  const seeds = [random().seed, ...Array.from({ length: times(1) }, (_, i) => i + 1)];
  it.each(seeds)('is the maximum over everything reachable, after any edits (seed %i)', async (seed) => {
    const dice = random(seed);
    const model = new Model();
    const levels = () =>
      Object.fromEntries(AXES.map((axis) => [axis, dice.pick(CODES[axis])])) as Record<Axis, string | null>;
    for (let i = 0; i < 14; i += 1) {
      const own = levels();
      const kind = dice.pick(['information', 'medium', 'hardware', 'system', 'service'] as const);
      const { id } = await test.call('asset.register', { kind, values: { name: `資産${i}`, ...own } });
      model.assets.set(id, { levels: own, binned: false, gone: false });
    }
    const ids = [...model.assets.keys()];
    const edits: { changeId: string; model: string }[] = [];
    const snapshot = () => JSON.stringify([[...model.assets], [...model.links]]);
    let checked = 0;
    for (let step = 0; step < 90; step += 1) {
      const id = dice.pick(ids);
      const asset = model.assets.get(id)!;
      const before = snapshot();
      // Links first: what travels far has to have somewhere to go.
      const roll = step < 30 ? 0 : dice.next() * 1.3;
      let changeId = '';
      if (roll < 0.4) {
        const to = dice.pick(ids);
        const type = dice.pick(['storedOn', 'partOf', 'installedOn', 'handledBy', 'related', 'describes'] as const);
        const key = `${type} ${id} ${to}`;
        const twice = [...model.links.values()].some((one) => one.from === id && one.to === to && one.type === type);
        if (id === to || twice) continue;
        const refused = LINK_TYPES[type].carriesClass && model.closes(id, to);
        if (refused) {
          expect(await test.fails('link.add', { fromId: id, toId: to, type }), key).toMatchObject({
            code: 'linkCycle',
          });
          continue;
        }
        const link = await test.call('link.add', { fromId: id, toId: to, type });
        ({ changeId } = link);
        model.links.set(link.id, { from: id, to, type });
      } else if (roll < 0.55 && model.links.size > 0) {
        const linkId = dice.pick([...model.links.keys()]);
        ({ changeId } = await test.call('link.remove', { id: linkId }));
        model.links.delete(linkId);
      } else if (roll < 0.65) {
        ({ changeId } = await test.call(asset.binned ? 'asset.restore' : 'asset.bin', { ids: [id] }));
        asset.binned = !asset.binned;
      } else if (roll < 0.7) {
        const state = asset.gone ? 'state.inUse' : 'state.disposed';
        ({ changeId } = await test.call('asset.updateMany', { ids: [id], values: { state } }));
        asset.gone = !asset.gone;
      } else if (roll < 0.8 && edits.length > 0) {
        const last = edits.pop()!;
        const undone = await test.app.invoke('change.undo', { changeId: last.changeId });
        if (undone.ok) {
          // Ids of links that come back are new; read them again below.
          const [assets] = JSON.parse(last.model) as [[string, Modelled][]];
          for (const [one, value] of assets) model.assets.set(one, value);
        }
      } else {
        const axis = dice.pick(AXES);
        const code = dice.pick(CODES[axis]);
        ({ changeId } = await test.call('asset.updateMany', { ids: [id], values: { [axis]: code }, reason: '試験' }));
        asset.levels[axis] = code;
      }
      if (changeId !== '') edits.push({ changeId, model: before });
      // What a holder keeps when something leaves it is the app's own doing, and links have ids of their own: read both.
      model.links.clear();
      for (const one of ids) {
        const detail = await test.call('asset.get', { id: one });
        for (const axis of AXES) model.assets.get(one)!.levels[axis] = (detail.values[axis] as string) ?? null;
        for (const link of detail.links)
          if (link.direction === 'forward') model.links.set(link.id, { from: one, to: link.other.id, type: link.type });
      }
      for (const one of ids) {
        const found = await effective(one);
        for (const axis of AXES) {
          expect(found[axis], `step ${step}, asset ${one}, ${axis}`).toBe(model.maximum(one, axis, true));
          checked += 1;
        }
      }
    }
    expect(checked).toBeGreaterThan(1000);
    // Every contradiction that the model sees is listed, and no other.
    const wanted = ids.flatMap((one) => {
      const asset = model.assets.get(one)!;
      if (asset.binned || asset.gone) return [];
      return AXES.filter((axis) => rank(axis, asset.levels[axis]) < model.maximum(one, axis, false)).map(
        (axis) => `${one} ${axis}`,
      );
    });
    const { findings } = await test.call('finding.list', { ruleId: 'D3' });
    expect(findings.map((one) => `${one.assetId} ${one.fieldId}`).sort()).toEqual(wanted.sort());
    expect(verifyNow(test.dir)).toMatchObject({ ok: true });
  });

  it('control: a model that walks one link less disagrees', async () => {
    const make = async (name: string, code: string) =>
      (await test.call('asset.register', { kind: 'information', values: { name, confidentiality: code } })).id;
    const [book, stick, pc] = [await make('名簿', '3B'), await make('媒体', '1'), await make('端末', '1')];
    await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    await test.call('link.add', { fromId: stick, toId: pc, type: 'partOf' });
    expect((await effective(pc)).confidentiality).toBe(rank('confidentiality', '3B'));
    const model = new Model();
    for (const id of [book, stick, pc])
      model.assets.set(id, {
        levels: { confidentiality: id === book ? '3B' : '1', integrity: null, availability: null },
        binned: false,
        gone: false,
      });
    model.links.set('1', { from: stick, to: pc, type: 'partOf' });
    expect(model.maximum(pc, 'confidentiality', true)).not.toBe(rank('confidentiality', '3B'));
  });
});

describe('what leaves a holder', () => {
  const make = async (kind: 'information' | 'medium' | 'system', name: string, confidentiality?: string) =>
    (await test.call('asset.register', { kind, values: { name, ...(confidentiality ? { confidentiality } : {}) } })).id;

  it('never lowers its class: it makes a review task, and what came from the content stays', async () => {
    const [book, stick] = [await make('information', '名簿', '3B'), await make('medium', '媒体')];
    const { id } = await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    const { changeId } = await test.call('link.remove', { id });
    const after = await test.call('asset.get', { id: stick });
    expect(after.values['confidentiality']).toBe('3B');
    expect(after.reviewTasks).toMatchObject([{ cause: expect.stringContaining('「名簿」') }]);
    expect(await test.call('review.list', {})).toMatchObject([{ asset: { name: '媒体' } }]);
    // Taking the removal back takes its consequences back.
    await test.call('change.undo', { changeId });
    const undone = await test.call('asset.get', { id: stick });
    expect(undone.values['confidentiality']).toBeUndefined();
    expect(undone.effective).toMatchObject({
      levels: { confidentiality: '3B' },
      from: { confidentiality: { name: '名簿' } },
    });
    expect(await test.call('review.list', {})).toEqual([]);
  });

  it('makes no task where the class was stricter on its own account, or where other content asks for it', async () => {
    const [book, other, safe, stick] = [
      await make('information', '名簿', '3C'),
      await make('information', '別の名簿', '3C'),
      await make('medium', '金庫', '3B'),
      await make('medium', '媒体', '3C'),
    ];
    const links = [];
    for (const [fromId, toId] of [
      [book, safe],
      [book, stick],
      [other, stick],
    ] as const)
      links.push(await test.call('link.add', { fromId, toId, type: 'storedOn' }));
    for (const { id } of links.slice(0, 2)) await test.call('link.remove', { id });
    expect(await test.call('review.list', {})).toEqual([]);
    await test.call('link.remove', { id: links[2]!.id });
    const [task, ...more] = await test.call('review.list', {});
    expect(more).toEqual([]);
    expect(task).toMatchObject({ asset: { name: '媒体' } });
    await test.call('review.done', { ids: [task!.id], reason: '中身を確かめた。そのままでよい。' });
    expect(await test.call('review.list', {})).toEqual([]);
    expect(await test.fails('review.done', { ids: [task!.id], reason: 'もう一度' })).toMatchObject({
      code: 'notFound',
    });
  });

  it('is content first: a holder that keeps its level keeps it for what holds it in turn', async () => {
    const [book, stick, system] = [
      await make('information', '名簿', '3B'),
      await make('medium', '媒体'),
      await make('system', 'システム'),
    ];
    await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    await test.call('link.add', { fromId: stick, toId: system, type: 'partOf' });
    await test.call('asset.bin', { ids: [book] });
    const [kept, above] = [await test.call('asset.get', { id: stick }), await test.call('asset.get', { id: system })];
    expect(kept.values['confidentiality']).toBe('3B');
    expect(above.values['confidentiality']).toBeUndefined();
    expect(above.effective).toMatchObject({
      levels: { confidentiality: '3B' },
      from: { confidentiality: { name: '媒体' } },
    });
    expect((await test.call('review.list', {})).map((task) => task.asset.name)).toEqual(['媒体']);
    expect(verifyNow(test.dir)).toMatchObject({ ok: true });
  });

  it.each([
    ['in the bin', 'bin'],
    ['disposed of', 'gone'],
  ])('a holder that is %s meanwhile comes back with the class that it had', async (_where, how) => {
    const [book, stick] = [await make('information', '名簿', '3B'), await make('medium', '媒体')];
    const { id } = await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    const state = (to: string) => test.call('asset.updateMany', { ids: [stick], values: { state: to } });
    await (how === 'bin' ? test.call('asset.bin', { ids: [stick] }) : state('state.disposed'));
    await test.call('link.remove', { id });
    // A thing that is not there is no work for anybody.
    expect(await test.call('review.list', {})).toEqual([]);
    await (how === 'bin' ? test.call('asset.restore', { ids: [stick] }) : state('state.inUse'));
    const back = await test.call('asset.get', { id: stick });
    expect(back.effective.levels.confidentiality).toBe('3B');
    expect(back.values['confidentiality']).toBe('3B');
    expect(verifyNow(test.dir)).toMatchObject({ ok: true });
  });

  it('says so where the class in force falls to a level that was below the content', async () => {
    const [book, stick] = [await make('information', '名簿', '3B'), await make('medium', '媒体', '2')];
    const { id } = await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    await test.call('link.remove', { id });
    expect((await test.call('asset.get', { id: stick })).values['confidentiality']).toBe('2');
    expect(await test.call('review.list', {})).toMatchObject([{ cause: expect.stringContaining('低くなりました') }]);
  });

  it('a failed change leaves the classes as they were', async () => {
    const [book, stick] = [await make('information', '名簿', '3B'), await make('medium', '媒体', '3B')];
    await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    // The second id does not exist: the whole change goes back.
    await test.fails('asset.bin', { ids: [book, '999999'] });
    expect((await test.call('asset.get', { id: stick })).effective.levels.confidentiality).toBe('3B');
    expect(await test.call('review.list', {})).toEqual([]);
  });
});

it('D12: a medium of the my-number zone is erased in tier 1 for the personal data that it holds', async () => {
  const zone = 'zone.myNumber';
  const { id: stick } = await test.call('asset.register', {
    kind: 'medium',
    values: { name: '媒体', zone, confidentiality: '2' },
  });
  const tier = async () => (await test.call('asset.get', { id: stick })).derived['eraseTier'];
  expect(await tier()).toBe('2');
  const values = { name: '名簿', personalData: ['personal.general'], confidentiality: '2' };
  const { id: book } = await test.call('asset.register', { kind: 'information', values });
  await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
  expect(await tier()).toBe('1');
  const page = await test.call('asset.list', { kind: 'medium', columns: ['eraseTier'] });
  expect(page.rows.map((row) => row.values['eraseTier'])).toEqual(['1']);
});
