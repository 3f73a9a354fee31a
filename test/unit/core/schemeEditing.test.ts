import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scheme, SchemeInfo } from '../../../contract/scheme.ts';
import { classificationsOf } from '../../../db/classifications.ts';
import { newRegister, openApp, type TestApp } from '../../support/app.ts';
import { verifyNow, withSql } from '../../support/files.ts';

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(async () => {
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
  await test.close();
});

const LEVELS = { confidentiality: '2', integrity: '2', availability: '1' };
const copy = (name = '組合の分類', id = 'municipal-2024') => test.call('scheme.copy', { id, name });

/** The scheme's text as it is saved: without what the register adds to it. */
function bodyOf({ revision: _r, assets: _a, usedLevels: _u, ...scheme }: SchemeInfo): Scheme {
  return structuredClone(scheme);
}
const edited = (info: SchemeInfo, edit: (scheme: Scheme) => void) => {
  const scheme = bodyOf(info);
  edit(scheme);
  return { scheme, revision: info.revision, reason: '対策基準の改正' };
};
const save = (info: SchemeInfo, edit: (scheme: Scheme) => void) => test.call('scheme.save', edited(info, edit));
const refused = (info: SchemeInfo, edit: (scheme: Scheme) => void) => test.fails('scheme.save', edited(info, edit));
const level = (scheme: Scheme, axis: keyof Scheme['axes'], code: string) =>
  scheme.axes[axis].levels.find((one) => one.code === code)!;
const lastChange = async () => (await test.call('history.list', { limit: 1 })).changes[0]!;
const use = (id: string) => test.call('setting.save', { schemeId: id });
const register = (name: string, levels = LEVELS) =>
  test.call('asset.register', { kind: 'information', values: { name, ...levels } });
/** Takes a level out of an axis, and out of all that speaks about it. */
function takeOut(scheme: Scheme, code: string): void {
  const { confidentiality } = scheme.axes;
  confidentiality.levels = confidentiality.levels.filter((one) => one.code !== code);
  const without = (codes: string[]) => codes.filter((one) => one !== code);
  for (const rule of scheme.importance.rules)
    for (const condition of rule.when)
      if (condition.confidentiality) condition.confidentiality = without(condition.confidentiality);
  for (const { choices } of scheme.questions)
    for (const choice of choices) if (choice.levels.confidentiality === code) choice.levels.confidentiality = '3B';
}

describe('a copy', () => {
  it('has an id, a name and a note of its own, and everything else of the original', async () => {
    const made = await copy();
    const preset = (await test.call('scheme.list', {})).find((one) => one.id === 'municipal-2024')!;
    expect(made).toMatchObject({ name: '組合の分類', preset: false, revision: 1, assets: 0 });
    expect(made.note).toMatch(/^「自治体の新しい分類（自治体機密性3A〜1）」（令和6年10月改定）の写しです。/);
    const same = { id: '', name: '', note: '', preset: true };
    expect({ ...bodyOf(made), ...same }).toEqual({ ...bodyOf(preset), ...same });
    expect((await lastChange()).rows).toMatchObject([
      { label: '分類体系', before: null, after: '組合の分類（「自治体の新しい分類（自治体機密性3A〜1）」の写し）' },
    ]);
    expect((await test.call('setting.get', {})).schemeId).toBe('municipal-2024');
  });

  it('is not given a name that another scheme has', async () => {
    await copy();
    expect(await test.fails('scheme.copy', { id: 'ipa-3', name: '組合の分類' })).toMatchObject({
      code: 'invalidInput',
      fields: [{ path: 'name' }],
    });
    expect(await test.fails('scheme.copy', { id: 'nobody', name: '別' })).toMatchObject({ code: 'notFound' });
  });

  it('of a scheme in force is not in force by itself', async () => {
    const made = await save(await copy(), (s) => {
      s.effectiveFrom = '2026-04-01';
    });
    expect(made.effectiveFrom).toBe('2026-04-01');
    expect((await copy('二つ目', made.id)).effectiveFrom).toBeUndefined();
  });
});

describe('the laxest level', () => {
  it('is known by its place, not by its code: the reason asked for and the erasure follow at once', async () => {
    const made = await copy();
    await use(made.id);
    const { id } = await test.call('asset.register', {
      kind: 'medium',
      values: { name: '媒体', confidentiality: '1', integrity: '1', availability: '1' },
    });
    const seen = async () => {
      const { missing, derived } = await test.call('asset.get', { id });
      const page = await test.call('asset.list', {});
      expect(page.rows.find((row) => row.id === id)!.missing).toBe(missing.length);
      return [missing.includes('classificationReason'), derived['eraseTier']];
    };
    expect(await seen()).toEqual([false, '3']);
    // A level below 1: from now on 1 is not the laxest.
    const below = await save(made, (s) => {
      const { levels } = s.axes.confidentiality;
      for (const one of levels) one.rank += 1;
      const names = { code: '0', name: '機密性0', short: '機0', neutral: 'C0', aliases: [] };
      levels.push({ ...levels.at(-1)!, ...names, rank: 1 });
      for (const { when } of s.importance.rules)
        for (const { confidentiality } of when) if (confidentiality?.includes('1')) confidentiality.push('0');
    });
    expect(await seen()).toEqual([true, '2']);
    // Ranks with a gap below: without the new level 1 is the laxest again, though its rank is 2.
    await save(below, (s) => takeOut(s, '0'));
    expect(await seen()).toEqual([false, '3']);
  });
});

describe('a saved scheme', () => {
  it('says in its history what was changed, one row for each thing, with the reason', async () => {
    await save(await copy(), (s) => {
      level(s, 'confidentiality', '2').definition = '直ちに公表しない情報資産です。';
      level(s, 'confidentiality', '3A').hidden = true;
      level(s, 'integrity', '2').ownText = '対策基準第5条の文';
      s.source = '水郷地方環境衛生組合情報セキュリティ対策基準 第5条';
      s.effectiveFrom = '2026-04-01';
      s.questions[0]!.text = '秘密の指定を受けていますか';
    });
    const change = await lastChange();
    expect(change).toMatchObject({ action: '分類体系の変更', reason: '対策基準の改正', undoable: false, rowCount: 6 });
    const of = (label: string) => change.rows.find((row) => row.label === `分類体系「組合の分類」 ${label}`);
    expect(of('段階「自治体機密性2」の定義')).toMatchObject({
      entity: 'scheme',
      before: expect.stringContaining('自治体機密性3に相当する機密性は要しない'),
      after: '直ちに公表しない情報資産です。',
    });
    expect(of('段階「自治体機密性3A」の使用')).toMatchObject({ before: '使う', after: '使わない' });
    expect(of('段階「自治体完全性2」の組合の対策基準の文')).toMatchObject({ before: null, after: '対策基準第5条の文' });
    expect(of('使い始める日')).toMatchObject({ before: null, after: '令和8年4月1日' });
    expect(of('質問「秘密文書に指定されていますか」の文')).toMatchObject({ after: '秘密の指定を受けていますか' });
  });

  it('is there after the next start, with every text it has had', async () => {
    const made = await copy();
    await save(made, (s) => {
      s.note = '二つ目';
    });
    await test.app.close();
    test = await openApp(test.dir);
    const texts = await test.call('scheme.revisions', { id: made.id });
    expect(texts.map((one) => [one.revision, one.reason, one.who, one.scheme.note === '二つ目'])).toEqual([
      [2, '対策基準の改正', '主任 葦沼 恵', true],
      [1, null, '主任 葦沼 恵', false],
    ]);
    expect(await test.fails('scheme.revisions', { id: 'nobody' })).toMatchObject({ code: 'notFound' });
  });

  it('that is the same as before makes no revision and no change', async () => {
    const made = await copy();
    const before = await lastChange();
    expect((await save(made, () => undefined)).revision).toBe(1);
    expect((await lastChange()).changeId).toBe(before.changeId);
  });

  it('is refused when it was changed meanwhile', async () => {
    const made = await copy();
    await save(made, (s) => {
      s.note = '先に';
    });
    expect(
      await refused(made, (s) => {
        s.note = '後から';
      }),
    ).toMatchObject({ code: 'conflict' });
  });

  it('is refused without a reason, or when it contradicts itself', async () => {
    const made = await copy();
    const input = edited(made, (s) => {
      s.note = '新';
    });
    expect(await test.fails('scheme.save', { ...input, reason: ' ' })).toMatchObject({ fields: [{ path: 'reason' }] });
    const faults: [(s: Scheme) => void, string][] = [
      [(s) => s.importance.rules.pop(), 'scheme.importance.rules'],
      [
        (s) => {
          for (const one of s.axes.integrity.levels) one.hidden = true;
        },
        'scheme.axes.integrity.levels',
      ],
      [(s) => Object.assign(s, { effectiveFrom: '2027-04-01', effectiveUntil: '2026-03-31' }), 'scheme.effectiveUntil'],
      [(s) => Object.assign(s, { name: 'IPAの分類（3・2・1と重要度）' }), 'scheme.name'],
    ];
    for (const [fault, path] of faults) {
      const failure = await refused(made, fault);
      expect(failure.code).toBe('invalidInput');
      expect(failure.fields?.map((field) => field.path)).toContain(path);
    }
    expect((await test.call('scheme.revisions', { id: made.id })).length).toBe(1);
  });

  it('is never a preset, whatever it says of itself', async () => {
    const preset = (await test.call('scheme.list', {}))[0]!;
    for (const says of [true, false]) {
      const failure = await refused(preset, (s) => {
        s.note = '直した';
        s.preset = says;
      });
      expect(failure).toMatchObject({ code: 'invalidInput', fields: [{ path: 'scheme' }] });
      expect(failure.fields![0]!.message).toContain('写しを作り');
    }
    const own = await copy();
    expect(
      await refused(own, (s) => {
        s.preset = true;
      }),
    ).toMatchObject({ code: 'invalidInput' });
  });
});

describe('a level', () => {
  it('that no asset ever held is taken out, or gets another code', async () => {
    const made = await save(await copy(), (s) => takeOut(s, '3A'));
    expect(made.axes.confidentiality.levels.map((one) => one.code)).toEqual(['3B', '3C', '2', '1']);
    const change = await lastChange();
    expect(change.rows.map((row) => row.label)).toContain('分類体系「組合の分類」 段階「自治体機密性3A」の削除');
    expect(change.rows.map((row) => row.label)).toContain('分類体系「組合の分類」 重要性分類の決まり');
  });

  it('that an asset holds, or ever held, is neither taken out nor given another code; it is hidden', async () => {
    const made = await copy();
    await use(made.id);
    const { id } = await register('資産', { ...LEVELS, confidentiality: '3A' });
    const now = async () => (await test.call('scheme.list', {})).find((one) => one.id === made.id)!;
    expect((await now()).usedLevels).toEqual({ confidentiality: ['3A'], integrity: ['2'], availability: ['1'] });
    // Held once only: the history of the asset still names it.
    await test.call('asset.update', { id, revision: 1, values: { confidentiality: '3B' }, reason: '試験' });
    expect((await now()).usedLevels.confidentiality).toEqual(['3A', '3B']);
    const problem = { path: 'scheme.axes.confidentiality.levels', message: expect.stringContaining('使わない') };
    expect(await refused(await now(), (s) => takeOut(s, '3A'))).toMatchObject({
      code: 'invalidInput',
      fields: [problem],
    });
    expect(
      await refused(await now(), (s) => {
        takeOut(s, '3A');
        s.axes.confidentiality.levels.push({ ...level(made, 'confidentiality', '3A'), code: '4', rank: 9 });
        s.importance.rules[0]!.when.push({ confidentiality: ['4'] });
      }),
    ).toMatchObject({ fields: [problem] });
    const hidden = await save(await now(), (s) => {
      level(s, 'confidentiality', '3A').hidden = true;
    });
    expect(level(hidden, 'confidentiality', '3A').hidden).toBe(true);
  });
});

describe('an asset classed before', () => {
  it('keeps the text it was classed under', async () => {
    const made = await copy();
    await use(made.id);
    const { id } = await register('資産');
    const once = level(made, 'confidentiality', '2').definition;
    const saved = await save((await test.call('scheme.list', {})).find((one) => one.id === made.id)!, (s) => {
      level(s, 'confidentiality', '2').definition = '新しい定義です。';
      level(s, 'confidentiality', '2').name = '機密性ニ';
    });
    await test.call('asset.update', { id, revision: 1, values: { confidentiality: '3B' } });
    withSql(test.dir, (db) => {
      const rows = classificationsOf(db, Number(id)).map((row) => ({
        revision: row.scheme_revision,
        text: level(JSON.parse(row.body) as Scheme, 'confidentiality', '2').definition,
      }));
      expect(rows).toEqual([
        { revision: 1, text: once },
        { revision: saved.revision, text: '新しい定義です。' },
      ]);
    });
  });

  it('is found and put in order by what follows from the new text', async () => {
    const made = await copy();
    await use(made.id);
    for (const [name, confidentiality] of [
      ['甲', '2'],
      ['乙', '3C'],
    ] as const)
      await register(name, { confidentiality, integrity: '1', availability: '1' });
    const found = async (importance: string) =>
      (
        await test.call('asset.list', { filters: { importance: [importance] }, columns: ['name', 'importance'] })
      ).rows.map((row) => row.values['name']);
    const order = async () =>
      (await test.call('asset.list', { sort: { field: 'confidentiality' }, columns: ['name'] })).rows.map(
        (row) => row.values['name'],
      );
    expect([await found('Ⅱ'), await found('Ⅲ'), await order()]).toEqual([['乙'], ['甲'], ['甲', '乙']]);
    await save((await test.call('scheme.list', {})).find((one) => one.id === made.id)!, (s) => {
      s.importance.rules[1]!.when.push({ confidentiality: ['2'] });
      const [two, threeC] = [level(s, 'confidentiality', '2'), level(s, 'confidentiality', '3C')];
      [two.rank, threeC.rank] = [threeC.rank, two.rank];
    });
    expect([await found('Ⅱ'), await found('Ⅲ'), await order()]).toEqual([['甲', '乙'], [], ['乙', '甲']]);
  });
});

describe('a duty that only this scheme has', () => {
  it('can be taken off an asset by name', async () => {
    await save(await copy(), (s) => {
      s.duties.push({ code: 'H11', text: '閲覧の記録', acts: ['use'], plain: '見た人と日時を記録します。' });
      level(s, 'confidentiality', '3B').duties.push('H11');
    });
    const duties = (await test.call('master.lists', {})).find((list) => list.id === 'duty')!.items;
    expect(duties.at(-1)).toMatchObject({ id: 'duty.h11', label: 'H11 閲覧の記録', preset: false });
    expect(duties).toHaveLength(11);
  });
});

describe('taking a scheme out', () => {
  it('is possible while nothing was ever classed in it, and its name is free again', async () => {
    const made = await copy();
    await test.call('scheme.remove', { id: made.id });
    expect((await test.call('scheme.list', {})).map((one) => one.id)).not.toContain(made.id);
    expect((await lastChange()).rows).toMatchObject([{ label: '分類体系', before: '組合の分類', after: null }]);
    expect(await test.fails('scheme.remove', { id: made.id })).toMatchObject({ code: 'notFound' });
    await copy();
    await test.app.close();
    test = await openApp(test.dir);
    expect((await test.call('scheme.list', {})).filter((one) => one.name === '組合の分類')).toHaveLength(1);
  });

  it('is refused for a preset, the current one, and one that is or was used', async () => {
    const made = await copy();
    expect(await test.fails('scheme.remove', { id: 'ipa-3' })).toMatchObject({ code: 'inUse' });
    await use(made.id);
    expect(await test.fails('scheme.remove', { id: made.id })).toMatchObject({ code: 'inUse' });
    const { id } = await register('資産');
    await use('ipa-3');
    expect((await test.fails('scheme.remove', { id: made.id })).detail).toContain('資産1件');
    await test.call('asset.update', {
      id,
      revision: 1,
      values: { confidentiality: '3', integrity: '3', availability: '3' },
    });
    expect((await test.call('asset.get', { id })).schemeId).toBe('ipa-3');
    expect((await test.fails('scheme.remove', { id: made.id })).detail).toContain('使ったことがあります');
  });
});
