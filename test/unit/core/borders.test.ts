import { afterEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../contract/asset.ts';
import type { Kind } from '../../../contract/catalogue/index.ts';
import { newRegister, type TestApp, testPorts } from '../../support/app.ts';

/** Values at the border of what a date or a number can be, and the calendar day of the clerk. */
let test: TestApp;
const zone = process.env['TZ'];
afterEach(async () => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  await test.close();
});

const add = async (kind: Kind, values: Values) =>
  (await test.call('asset.register', { kind, values: { name: '端末', ...values } })).id;

describe('a date or year that nothing can be computed from', () => {
  it.each<[string, Kind, Values]>([
    ['作成年度 8 typed for 令和8年度', 'information', { createdFiscalYear: 8, retention: 'retention.years5' }],
    ['作成年度 below zero', 'information', { createdFiscalYear: -3, retention: 'retention.years5' }],
    ['作成年度 of five digits', 'information', { createdFiscalYear: 20260, retention: 'retention.years5' }],
    ['作成日 on the last day there is', 'document', { createdOn: '9999-12-31', retention: 'retention.years5' }],
    ['起算日 on the last day there is', 'information', { retentionFrom: '9999-12-31', retention: 'retention.years5' }],
    ['棚卸日 on the last day there is', 'hardware', { stocktakenOn: '9999-12-31' }],
    ['貸出日 on the last day there is', 'medium', { lentOn: '9999-12-31' }],
  ])('%s leaves the field empty, and everything can still be shown and exported', async (_, kind, values) => {
    test = await newRegister();
    const id = await add(kind, values);
    const { derived } = await test.call('asset.get', { id });
    for (const field of ['retentionFrom', 'retentionUntil', 'nextReviewOn', 'lentUntil'])
      expect(derived[field] ?? '2026-04-01').toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect((await test.call('asset.list', { kind })).rows).toHaveLength(1);
    expect(await test.job('ledger.export', { filter: {} })).toMatchObject({ rows: 1 });
  });

  it('control: a year of four digits gives its dates', async () => {
    test = await newRegister();
    const id = await add('information', { createdFiscalYear: 2026, retention: 'retention.years5' });
    expect((await test.call('asset.get', { id })).derived).toMatchObject({
      retentionFrom: '2027-04-01',
      retentionUntil: '2032-03-31',
    });
  });
});

describe('the calendar day is that of the clerk', () => {
  it.each([
    ['Asia/Tokyo', '2026-11-23T22:30:00Z', '2026-11-24'],
    ['America/Los_Angeles', '2026-11-24T05:00:00Z', '2026-11-23'],
  ])('in %s for registering, printing labels and file names', async (tz, now, day) => {
    process.env['TZ'] = tz;
    test = await newRegister({ ports: testPorts({ now: () => new Date(now) }) });
    const id = await add('hardware', {});
    const printed = await test.job('label.print', { filter: {}, sheetId: 'ELM022' });
    const exported = await test.job('ledger.export', { filter: {} });
    expect(printed.fileName).toContain(day.replaceAll('-', ''));
    expect(exported.fileName).toContain(day.replaceAll('-', ''));
    const { values, derived } = await test.call('asset.get', { id });
    expect(values['registeredOn']).toBe(day);
    expect(derived['labelPrintedOn']).toBe(day);
  });
});
