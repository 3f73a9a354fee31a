import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Kind } from '../../../contract/catalogue/index.ts';
import { claimNumber } from '../../../core/asset/numbering.ts';
import type { WritableDb } from '../../../db/types.ts';
import { newRegister, openApp, type TestApp, testPorts } from '../../support/app.ts';
import { withSql } from '../../support/files.ts';

/** 令和8年度: 23 November 2026. */
const at = (iso: string) => ({ ports: testPorts({ now: () => new Date(iso) }) });
let test: TestApp;
beforeEach(async () => {
  test = await newRegister(at('2026-11-23T10:00:00+09:00'));
});
afterEach(() => test.close());

const register = async (kind: Kind = 'hardware', values: Record<string, string> = {}) =>
  (await test.call('asset.register', { kind, values: { name: '端末', ...values } })).number;
const pattern = (numberPattern: string) => test.call('setting.save', { numberPattern });
const groupId = async (label: string) =>
  (await test.call('master.lists', {})).find((list) => list.id === 'group')!.items.find((item) => item.label === label)!
    .id;

describe('asset numbers (D17)', () => {
  it('count up for each kind and group; 00 stands for no group', async () => {
    expect(await register()).toBe('HW-2026-00-0001');
    expect(await register()).toBe('HW-2026-00-0002');
    expect(await register('information')).toBe('INF-2026-00-0001');
    expect(await register('hardware', { group: await groupId('施設グループ') })).toBe('HW-2026-03-0001');
  });

  it.each([
    ['{区分}{連番6}', 'HW000001', 'HW000002'],
    ['{連番}', '0001', '0002'],
    ['資産-{年度}-{連番}号', '資産-2026-0001号', '資産-2026-0002号'],
    ['{区分}/{部署}', 'HW/000001', 'HW/000002'],
    ['{年度}{年度}-{連番}', '20262026-0001', '20262026-0002'],
  ])('follow the pattern %s', async (text, first, second) => {
    await pattern(text);
    expect(await register()).toBe(first);
    expect(await register()).toBe(second);
  });

  it('belong to the fiscal year of the registration, which begins on 1 April', async () => {
    const { dir } = test;
    for (const [day, year] of [
      ['2027-03-31', 2026],
      ['2027-04-01', 2027],
    ] as const) {
      await test.app.close();
      test = await openApp(dir, at(`${day}T12:00:00+09:00`));
      expect(await register('system')).toBe(`SYS-${year}-00-0001`);
    }
  });

  it('go on past 9999', async () => {
    await register();
    // Behind the open register: one that is opened like this is taken for damaged.
    withSql(test.dir, (db) => db.exec("update number_counter set last = 9999 where prefix = 'HW-2026-00-'"));
    expect(await register()).toBe('HW-2026-00-10000');
  });

  it('are never given again: not after the bin, an undo, or a failed registration', async () => {
    const made = await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    await test.call('asset.bin', { ids: [made.id] });
    expect(await register()).toBe('HW-2026-00-0002');
    const second = await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    await test.call('change.undo', { changeId: second.changeId });
    expect(await register()).toBe('HW-2026-00-0004');
    await test.fails('asset.register', { kind: 'hardware', values: { name: '端末' }, copiedFrom: '999' });
    // Taken back as a whole, the number was never seen by anyone.
    expect(await register()).toBe('HW-2026-00-0005');
    // A counter that was set back still finds a free number.
    withSql(test.dir, (db) => db.exec('update number_counter set last = 0'));
    expect(await register()).toBe('HW-2026-00-0006');
  });

  it('cannot be typed or changed by hand', async () => {
    const made = await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    expect(await test.fails('asset.update', { id: made.id, revision: 1, values: { number: 'HW-1' } })).toMatchObject({
      code: 'invalidInput',
    });
    expect((await test.call('asset.get', { id: made.id })).values['number']).toBe('HW-2026-00-0001');
  });

  it('that come with a ledger raise the serial of their prefix, and can come only once', async () => {
    withSql(test.dir, (plain) => {
      const db = plain as unknown as WritableDb;
      expect(claimNumber(db, 'HW-2026-00-0120')).toBe(true);
      expect(claimNumber(db, 'HW-2026-00-0120')).toBe(false);
      expect(claimNumber(db, 'HW-2026-00-0007')).toBe(true);
      expect(claimNumber(db, '旧台帳の番号')).toBe(true);
    });
    expect(await register()).toBe('HW-2026-00-0121');
  });
});
