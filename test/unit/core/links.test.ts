import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Kind } from '../../../contract/catalogue/index.ts';
import type { LinkType } from '../../../contract/link.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { verifyNow } from '../../support/files.ts';

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(async () => {
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
  await test.close();
});

const register = async (kind: Kind, name: string, values: Record<string, string | string[]> = {}) =>
  (await test.call('asset.register', { kind, values: { name, ...values } })).id;
const link = (fromId: string, type: LinkType, toId: string) => test.call('link.add', { fromId, toId, type });
const levels = (confidentiality: string, integrity = '1', availability = '1') => ({
  confidentiality,
  integrity,
  availability,
});
const findings = async (ruleId: string) =>
  (await test.call('finding.list', { ruleId })).findings.map(({ name, fieldId, message }) => ({
    name,
    fieldId,
    message,
  }));

describe('links', () => {
  it('are seen from both sides, in words', async () => {
    const [book, shelf] = [
      await register('information', '搬入者台帳', levels('2')),
      await register('medium', '書庫の棚'),
    ];
    const { id } = await link(book, 'storedOn', shelf);
    expect((await test.call('asset.get', { id: book })).links).toEqual([
      {
        id,
        type: 'storedOn',
        direction: 'forward',
        other: expect.objectContaining({ id: shelf, name: '書庫の棚', kind: 'medium', binned: false }),
      },
    ]);
    expect((await test.call('asset.get', { id: shelf })).links).toEqual([
      {
        id,
        type: 'storedOn',
        direction: 'backward',
        other: expect.objectContaining({ id: book, levels: '機2 完1 可1' }),
      },
    ]);
    const rows = async (assetId: string) =>
      (await test.call('history.ofAsset', { assetId }))[0]!.rows.map(({ label, before, after }) => [
        label,
        before,
        after,
      ]);
    expect(await rows(book)).toEqual([['つながり（保存先）', null, expect.stringMatching(/^MED-.+ 書庫の棚$/)]]);
    expect(await rows(shelf)).toEqual([
      ['つながり（保存している情報）', null, expect.stringMatching(/^INF-.+ 搬入者台帳$/)],
    ]);
    expect((await test.call('asset.get', { id: book })).derived['relatedNumbers']).toMatch(/^MED-/);
    await test.call('link.remove', { id });
    expect((await test.call('asset.get', { id: shelf })).links).toEqual([]);
    // A class that came from the content alone stays, as the shelf's own, until somebody looks at it (D3).
    expect(await rows(shelf)).toEqual([
      ['つながり（保存している情報）', expect.stringContaining('搬入者台帳'), null],
      ['機密性', null, '自治体機密性2'],
      ['完全性', null, '自治体完全性1'],
      ['可用性', null, '自治体可用性1'],
      ['分類の理由', null, expect.stringContaining('それまでの分類を引き継ぎました')],
      ['分類の見直し', null, expect.stringContaining('分類を下げてよいか')],
    ]);
  });

  it('to itself, twice, or to nothing are refused', async () => {
    const [a, b] = [await register('system', '計量システム'), await register('hardware', 'サーバ')];
    await link(a, 'related', b);
    expect(await test.fails('link.add', { fromId: a, toId: b, type: 'related' })).toMatchObject({
      code: 'alreadyThere',
    });
    expect(await test.fails('link.add', { fromId: a, toId: a, type: 'related' })).toMatchObject({
      code: 'invalidInput',
    });
    expect(await test.fails('link.add', { fromId: a, toId: '99', type: 'related' })).toMatchObject({
      code: 'notFound',
    });
    // The same two by another type, and the other way round, are other links.
    await link(b, 'related', a);
    await link(b, 'partOf', a);
    expect((await test.call('asset.get', { id: a })).links).toHaveLength(3);
  });

  it('in a circle are refused where the class travels, at any distance, naming both', async () => {
    const ids = await Promise.all(['一', '二', '三', '四'].map((name) => register('system', name)));
    for (let i = 0; i < 3; i += 1) await link(ids[i]!, i === 1 ? 'storedOn' : 'partOf', ids[i + 1]!);
    expect(await test.fails('link.add', { fromId: ids[3]!, toId: ids[0]!, type: 'partOf' })).toMatchObject({
      code: 'linkCycle',
      detail: '「一」は、すでに「四」の中に入っています。',
    });
    // Control: related assets may stand in a circle, and the same way round is no circle.
    await link(ids[3]!, 'related', ids[0]!);
    await link(ids[0]!, 'partOf', ids[3]!);
  });

  it('tell on how many devices a software is installed', async () => {
    const software = await register('software', '表計算');
    for (const name of ['甲', '乙']) await link(software, 'installedOn', await register('hardware', name));
    expect((await test.call('asset.get', { id: software })).derived['assignedCount']).toBe(2);
  });
});

describe('D3: what holds is at least as strict as what it holds', () => {
  it('is found through two levels of links and gone when solved', async () => {
    const book = await register('information', '住民名簿', levels('3B', '2', '1'));
    const stick = await register('medium', '媒体', levels('2', '2', '1'));
    const pc = await register('hardware', '端末', levels('1', '1', '2'));
    await link(book, 'storedOn', stick);
    expect(await findings('D3')).toEqual([
      {
        name: '媒体',
        fieldId: 'confidentiality',
        message:
          '機密性が「自治体機密性2」ですが、中の「住民名簿」（INF-2026-00-0001）は「自治体機密性3B」です。'.replace(
            '2026',
            String(new Date().getFullYear() - (new Date().getMonth() < 3 ? 1 : 0)),
          ),
      },
    ]);
    // From inside it is seen, too; it is one contradiction all the same.
    const inside = (await test.call('asset.get', { id: book })).findings.filter(({ ruleId }) => ruleId === 'D3');
    expect(inside).toMatchObject([{ message: expect.stringContaining('「媒体」') }]);
    expect(inside[0]).not.toHaveProperty('fieldId');
    await link(stick, 'partOf', pc);
    expect((await findings('D3')).map(({ name, fieldId }) => `${name} ${fieldId}`).sort()).toEqual([
      '媒体 confidentiality',
      '端末 confidentiality',
      '端末 integrity',
    ]);
    expect((await test.call('asset.get', { id: pc })).derived['highestClass']).toBe(
      '自治体機密性3B・自治体完全性2・自治体可用性1',
    );
    expect((await test.call('asset.get', { id: pc })).findings.map(({ ruleId }) => ruleId)).toEqual(['D3', 'D3']);

    await test.call('asset.update', { id: stick, revision: 1, values: { confidentiality: '3B' } });
    expect((await findings('D3')).map(({ name }) => name)).toEqual(['端末', '端末']);
    await test.call('asset.update', { id: pc, revision: 1, values: { confidentiality: '3A', integrity: '2' } });
    expect(await findings('D3')).toEqual([]);
  });

  it('is gone when the link or what was held goes, and is there for a holder without levels', async () => {
    const [book, shelf] = [await register('information', '名簿', levels('2')), await register('medium', '棚')];
    const { id } = await link(book, 'storedOn', shelf);
    expect((await findings('D3')).map(({ message }) => message.slice(0, 8))).toEqual([
      '機密性が未記入で',
      '完全性が未記入で',
      '可用性が未記入で',
    ]);
    await test.call('asset.bin', { ids: [book] });
    expect(await findings('D3')).toEqual([]);
    // The levels that came from the book stayed with the shelf: nothing is lowered by itself.
    await test.call('asset.restore', { ids: [book] });
    expect(await findings('D3')).toEqual([]);
    await test.call('asset.update', { id: shelf, revision: 2, values: levels('1'), reason: '試験' });
    expect(await findings('D3')).toMatchObject([{ fieldId: 'confidentiality' }]);
    await test.call('link.remove', { id });
    expect(await findings('D3')).toEqual([]);
  });

  it('names twenty holders to the content at most, and says how many more there are', async () => {
    const book = await register('information', '名簿', levels('3B'));
    const holders = [];
    for (let i = 0; i < 25; i += 1) holders.push(await register('medium', `媒体${i}`, levels('2')));
    for (const holder of holders) await link(book, 'storedOn', holder);
    const { findings: found } = await test.call('asset.get', { id: book });
    expect(found).toHaveLength(21);
    expect(found[0]!.message).toContain('「媒体0」');
    expect(found.at(-1)!.message).toContain('ほかに5件');
    // The list of all contradictions holds each of them.
    expect(await findings('D3')).toHaveLength(25);
  });

  it('does not travel over links that only relate, nor against the direction', async () => {
    const [book, other] = [
      await register('information', '名簿', levels('3B')),
      await register('system', '関係', levels('1')),
    ];
    await link(book, 'related', other);
    await link(book, 'describes', other);
    await link(other, 'partOf', book);
    expect(await findings('D3')).toEqual([]);
  });
});

describe('D5: personal data asks for a least confidentiality', () => {
  it.each([
    ['personal.general', '1', '2'],
    ['personal.sensitive', '2', '3B'],
    ['personal.specific', '3C', '3B'],
  ])('%s: %s is too low, %s is not', async (item, low, enough) => {
    const id = await register('information', '名簿', { ...levels(low), personalData: [item] });
    expect(await findings('D5')).toMatchObject([
      { name: '名簿', fieldId: 'confidentiality', message: expect.stringContaining(`自治体機密性${enough}`) },
    ]);
    await test.call('asset.update', { id, revision: 1, values: { confidentiality: enough } });
    expect(await findings('D5')).toEqual([]);
  });
  it('control: no personal data, or no level yet, is no finding', async () => {
    await register('information', '広報', { ...levels('1'), personalData: ['personal.none'] });
    await register('information', '未分類', { personalData: ['personal.specific'] });
    expect(await findings('D5')).toEqual([]);
  });
});
