import { describe, expect, it } from 'vitest';
import { changedFacts, labelFacts, printedJson, readPrinted } from '../../../core/label/facts.ts';
import { label, levels } from './samples.ts';

const said = [{ label: '資産番号', value: 'HW-2026-01-0001' }];
/** What version 1 of the register stored with a print. */
const FIRST_FORM = {
  unionName: '水郷環境組合',
  number: 'HW-2026-01-0001',
  name: 'LGWAN端末 PC-01',
  group: '総務課 庶務係',
  levels: levels('3B', '2', '2'),
  marks: ['複製禁止'],
};

describe('what a label says and what makes it stale (D14)', () => {
  it('comes back from the register as it was', () => {
    const printed = readPrinted(printedJson(label(), said));
    expect(printed).toEqual({ facts: labelFacts(label()), said });
    expect(changedFacts(printed.facts, labelFacts(label()))).toEqual([]);
  });

  it.each([
    ['number', { number: 'HW-2' }, 'HW-2026-01-0001', 'HW-2'],
    ['name', { name: '計量端末' }, 'LGWAN端末 PC-01', '計量端末'],
    [
      'class',
      { levels: levels('2', '2', '2') },
      '自治体機密性3B・自治体完全性2・自治体可用性2',
      '自治体機密性2・自治体完全性2・自治体可用性2',
    ],
    ['marks', { marks: ['複製禁止', '持出禁止'] }, '複製禁止', '複製禁止、持出禁止'],
    ['group', { group: '施設課' }, '総務課 庶務係', '施設課'],
    ['place', { place: '第二書庫' }, '事務室 北側', '第二書庫'],
  ] as const)('%s', (what, over, before, after) => {
    const { facts } = readPrinted(printedJson(label(), said));
    expect(changedFacts(facts, labelFacts(label(over)))).toEqual([{ what, before, after }]);
  });

  it('another code of the same class', () => {
    const { facts } = readPrinted(printedJson(label(), said));
    const renamed = levels('3B', '2', '2').map((level) => ({ ...level, neutral: level.neutral.replace('C', 'K') }));
    expect(changedFacts(facts, labelFacts(label({ levels: renamed })))).toEqual([
      { what: 'class', before: 'C3B I2 A2', after: 'K3B I2 A2' },
    ]);
  });

  it('does not mind what stands on the label but is not in D14', () => {
    const { facts } = readPrinted(printedJson(label(), said));
    expect(changedFacts(facts, labelFacts(label({ assetTag: '009', unionName: '他組合', acquiredYear: '' })))).toEqual(
      [],
    );
  });

  it('reads prints of version 1; what they do not know is not compared', () => {
    const printed = readPrinted(JSON.stringify(FIRST_FORM));
    expect(printed.facts.place).toBeUndefined();
    expect(changedFacts(printed.facts, labelFacts(label({ place: 'どこか' })))).toEqual([]);
    expect(printed.said).toContainEqual({ label: '分類', value: '自治体機密性3B・自治体完全性2・自治体可用性2' });
    const [change] = changedFacts(printed.facts, labelFacts(label({ name: '計量端末' })));
    expect(change).toEqual({ what: 'name', before: 'LGWAN端末 PC-01', after: '計量端末' });
  });
});
