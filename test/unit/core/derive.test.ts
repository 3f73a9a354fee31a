import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Values } from '../../../contract/asset.ts';
import type { Kind } from '../../../contract/catalogue/index.ts';
import { formatDate } from '../../../contract/japanese/date.ts';
import { type DeriveFacts, derive } from '../../../core/asset/derive.ts';
import { loadState, type RegisterState } from '../../../core/register/state.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { withSql } from '../../support/files.ts';

let test: TestApp;
let state: RegisterState;
beforeAll(async () => {
  test = await newRegister();
  state = withSql(test.dir, loadState);
});
afterAll(() => test.close());

const of = (kind: Kind, values: Values, facts: Partial<DeriveFacts> = {}) =>
  derive(state, kind, 'municipal-2024', values, { today: '2026-11-23', ...facts });

describe('retention (D8)', () => {
  it('令和8年度完結・5年 ends on R14.3.31', () => {
    const { retentionFrom, retentionUntil } = of('information', {
      createdFiscalYear: 2026,
      retention: 'retention.years5',
    });
    expect(retentionFrom).toBe('2027-04-01');
    expect(formatDate(String(retentionUntil), 'short')).toBe('R14.3.31');
  });

  it.each<[string, Values, string | undefined, string | undefined]>([
    [
      'made on the last day of a fiscal year',
      { createdOn: '2027-03-31', retention: 'retention.years1' },
      '2027-04-01',
      '2028-03-31',
    ],
    [
      'made on the first day of the next',
      { createdOn: '2027-04-01', retention: 'retention.years1' },
      '2028-04-01',
      '2029-03-31',
    ],
    [
      'a typed beginning wins',
      { createdFiscalYear: 2026, retentionFrom: '2026-10-01', retention: 'retention.years3' },
      '2027-04-01',
      '2029-09-30',
    ],
    ['10 years', { createdFiscalYear: 2025, retention: 'retention.years10' }, '2026-04-01', '2036-03-31'],
    ['for ever', { createdFiscalYear: 2026, retention: 'retention.permanent' }, '2027-04-01', undefined],
    ['no period', { createdFiscalYear: 2026 }, '2027-04-01', undefined],
    ['no year', { retention: 'retention.years5' }, undefined, undefined],
  ])('%s', (_what, values, from, until) => {
    const derived = of('information', values);
    expect(derived['retentionFrom']).toBe(from);
    expect(derived['retentionUntil']).toBe(until);
  });
});

describe('the next review (D10)', () => {
  it.each([
    ['2026-04-01', 12, '2027-04-01'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
  ])('%s and %i months: %s', (stocktakenOn, reviewMonths, next) => {
    const with_ = { ...state, settings: { ...state.settings, reviewMonths } };
    expect(derive(with_, 'hardware', 'municipal-2024', { stocktakenOn }, { today: '2026-11-23' })['nextReviewOn']).toBe(
      next,
    );
  });
  it('is open before the first stocktake', () => {
    expect('nextReviewOn' in of('hardware', {})).toBe(false);
  });
});

describe('importance (D1, D2)', () => {
  const levels = (confidentiality: string, integrity: string, availability: string) => ({
    confidentiality,
    integrity,
    availability,
  });
  it.each<[Values, string | undefined]>([
    [levels('3B', '1', '1'), 'Ⅰ'],
    [{ ...levels('2', '1', '1'), personalData: ['personal.sensitive'] }, 'Ⅰ'],
    [levels('3C', '1', '1'), 'Ⅱ'],
    [levels('2', '2', '1'), 'Ⅱ'],
    [levels('2', '1', '1'), 'Ⅲ'],
    [levels('1', '1', '2'), 'Ⅲ'],
    [levels('1', '1', '1'), 'Ⅳ'],
    [{ confidentiality: '3A', integrity: '2' }, undefined],
  ])('%o gives %s', (values, importance) => {
    expect(of('information', values)['importance']).toBe(importance);
    expect(of('information', values)['importanceDerived']).toBe(importance);
  });

  it('a typed one wins in the list; the derived one stays beside it, and a reason is asked for', async () => {
    const { id } = await test.call('asset.register', {
      kind: 'information',
      values: { name: '決定値', ...levels('1', '1', '1'), importance: 'Ⅱ' },
    });
    const row = (await test.call('asset.list', { ids: [id], columns: ['importance', 'importanceDerived'] })).rows[0]!;
    expect(row.values).toEqual({ importance: 'Ⅱ', importanceDerived: 'Ⅳ' });
    expect((await test.call('finding.list', { ruleId: 'D2' })).findings.map(({ assetId }) => assetId)).toEqual([id]);
    await test.call('asset.update', { id, revision: 1, values: { importanceReason: '影響が大きいため' } });
    expect((await test.call('finding.list', { ruleId: 'D2' })).findings).toEqual([]);
    const proposed = await test.call('asset.register', {
      kind: 'information',
      values: { name: '算定値', ...levels('1', '1', '1') },
    });
    expect((await test.call('asset.list', { ids: [proposed.id], columns: ['importance'] })).rows[0]!.values).toEqual({
      importance: 'Ⅳ',
    });
  });
});

describe('bands of persons (C21, D6)', () => {
  it('every number from 1 has exactly one band, and the bounds meet', () => {
    const bands = state.lists.find((list) => list.id === 'subjectBand')!.items;
    for (const count of [1, 99, 100, 101, 999, 1000, 1001, 9999, 10_000, 10_001, 99_999, 100_000, 1_000_000]) {
      const id = of('information', { subjectCount: count })['subjectBand'];
      const band = bands.find((item) => item.id === id);
      expect(band, String(count)).toBeDefined();
      expect(count).toBeGreaterThanOrEqual(Number(band!.attrs['min']));
      expect(count).toBeLessThanOrEqual(Number(band!.attrs['max'] ?? Number.POSITIVE_INFINITY));
    }
  });
  it.each<[Values, string | undefined]>([
    [{ subjectCount: 1000, personalData: ['personal.general'] }, 'personalFile.candidate'],
    [{ subjectCount: 999, personalData: ['personal.general'] }, undefined],
    [{ subjectCount: 5000, personalData: ['personal.none'] }, undefined],
    [{ subjectCount: 5000 }, undefined],
  ])('個人情報ファイル簿: %o is %s', (values, file) => {
    expect(of('information', values)['personalFile']).toBe(file);
  });
});

describe('what else follows', () => {
  it.each<[string, Values, string | undefined]>([
    [
      '個人番号利用事務系 with persons',
      { zone: 'zone.myNumber', personalData: ['personal.specific'], confidentiality: '1' },
      '1',
    ],
    [
      '個人番号利用事務系 without',
      { zone: 'zone.myNumber', personalData: ['personal.none'], confidentiality: '2' },
      '2',
    ],
    ['above the lowest level', { zone: 'zone.lgwan', confidentiality: '2' }, '2'],
    ['the lowest level', { zone: 'zone.internet', confidentiality: '1' }, '3'],
    ['not classed yet', { zone: 'zone.lgwan' }, undefined],
  ])('tier of erasure (D12): %s', (_what, values, tier) => {
    expect(of('medium', values)['eraseTier']).toBe(tier);
  });

  it('handling duties of all axes, each once, in order (D15)', () => {
    const text = String(
      of('information', { confidentiality: '2', integrity: '2', availability: '2' })['handlingDuties'],
    );
    const codes = text.match(/H\d\d/g);
    expect(codes).toEqual(['H02', 'H03', 'H04', 'H05', 'H06', 'H07', 'H08', 'H09', 'H10']);
  });

  it('a risk value needs all five facts (§7.1)', () => {
    const all: Values = {
      confidentiality: '3A',
      integrity: '1',
      availability: '1',
      threatLikelihood: 'threatLikelihood.high',
      vulnerability: 'vulnerability.open',
    };
    expect(of('system', all)['riskValue']).toBe(9);
    expect(
      of('system', { ...all, vulnerability: 'vulnerability.closed', threatLikelihood: 'threatLikelihood.low' })[
        'riskValue'
      ],
    ).toBe(3);
    expect(of('system', { ...all, confidentiality: '1' })['riskValue']).toBe(3);
    for (const one of Object.keys(all)) expect('riskValue' in of('system', { ...all, [one]: null })).toBe(false);
  });

  it('a loan ends with its fiscal year', () => {
    expect(of('medium', { lentOn: '2026-11-23' })['lentUntil']).toBe('2027-03-31');
    expect(of('medium', { lentOn: '2027-04-01' })['lentUntil']).toBe('2028-03-31');
  });
});
