import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Kind } from '../../../contract/catalogue/index.ts';
import { newRegister, type TestApp } from '../../support/app.ts';

/** Each named rule: what breaks it, and beside it the nearest thing that does not. */
let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(() => test.close());

const make = async (kind: Kind, name: string, values: Record<string, string | number | string[]> = {}) =>
  (await test.call('asset.register', { kind, values: { name, ...values } })).id;
const found = async (ruleId: string) =>
  (await test.call('finding.list', { ruleId })).findings.map(({ name, fieldId, severity }) => [
    name,
    fieldId,
    severity,
  ]);
const all = { confidentiality: '2', integrity: '1', availability: '1' };

describe('the rule set', () => {
  it('has the rules of domain.md §6 with words, severity and source, and each asset it hits', async () => {
    const { rules } = await test.call('finding.list', {});
    const ids = rules.map((rule) => rule.id);
    for (const id of ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D13', 'D15', 'D16', 'D18', '①'])
      expect(ids).toContain(id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of rules) {
      expect(rule.title.length).toBeGreaterThan(5);
      expect(rule.explanation).toMatch(/。$/u);
      expect(rule.source).toMatch(/domain\.md/);
      // What the screen and the print say names no document of ours.
      expect(rule.basis.length).toBeGreaterThan(5);
      expect(rule.basis).not.toMatch(/domain|§/);
    }
  });

  it('D1: under the IPA scheme an importance below the greatest value, and personal data, can not be lowered by hand', async () => {
    await test.call('setting.save', { schemeId: 'ipa-3' });
    const ipa = { confidentiality: '3', integrity: '1', availability: '1', importanceReason: '下げたい' };
    await make('information', '低い', { ...ipa, importance: '2' });
    await make('information', '個人情報', {
      ...all,
      importance: '2',
      importanceReason: '少ない',
      personalData: ['personal.general'],
    });
    await make('information', '同じ', { ...ipa, importance: '3' });
    await make('information', '高い', { ...all, importance: '3', importanceReason: '重要' });
    expect(await found('D1')).toEqual([
      ['低い', 'importance', 'error'],
      ['個人情報', 'importance', 'error'],
    ]);
  });

  it('D1 is not asked in the municipal scheme, where an override with a reason is allowed (D2)', async () => {
    await make('information', '名簿', {
      ...all,
      confidentiality: '3B',
      importance: 'Ⅲ',
      importanceReason: '件数が少ない',
    });
    await make('information', '理由なし', { ...all, confidentiality: '3B', importance: 'Ⅲ' });
    expect(await found('D1')).toEqual([]);
    expect(await found('D2')).toEqual([['理由なし', 'importanceReason', 'warning']]);
  });

  it('D4: paper and electronic of one name have one 機密性; one entry for both is to be parted', async () => {
    await make('information', '職員名簿（紙）', { ...all, form: 'form.paper' });
    const electronic = await make('information', '職員名簿（電子）', {
      ...all,
      confidentiality: '3B',
      form: 'form.electronic',
    });
    await make('information', '別の名簿（電子）', { ...all, confidentiality: '3B', form: 'form.electronic' });
    await make('information', '両方', { ...all, form: 'form.both' });
    expect(await found('D4')).toEqual([
      ['職員名簿（紙）', 'confidentiality', 'warning'],
      ['職員名簿（電子）', 'confidentiality', 'warning'],
      ['両方', 'form', 'warning'],
    ]);
    expect((await test.call('asset.get', { id: electronic })).findings.map((one) => one.ruleId)).toEqual(['D4']);
    // Seen again on the twin, too, when only one of the two changes: its name, then its level.
    await test.call('asset.update', { id: electronic, revision: 1, values: { name: '改名' } });
    expect(await found('D4')).toEqual([['両方', 'form', 'warning']]);
    await test.call('asset.update', { id: electronic, revision: 2, values: { name: '職員名簿 （電子）' } });
    expect(await found('D4')).toHaveLength(3);
    await test.call('asset.update', { id: electronic, revision: 3, values: { confidentiality: '2' }, reason: '試験' });
    expect(await found('D4')).toEqual([['両方', 'form', 'warning']]);
  });

  it('①: a copy has the 機密性 of its origin; its 完全性 may be lower', async () => {
    const origin = await make('information', '原本', { ...all, confidentiality: '3B', integrity: '2' });
    const copy = await make('information', '写し', all);
    await test.call('link.add', { fromId: copy, toId: origin, type: 'copyOf' });
    expect(await found('①')).toEqual([['写し', 'confidentiality', 'warning']]);
    await test.call('asset.update', { id: origin, revision: 1, values: { confidentiality: '2' }, reason: '試験' });
    expect(await found('①')).toEqual([]);
  });

  it('D6: a thousand persons ask whether it belongs in the 個人情報ファイル簿; an answer settles it', async () => {
    const many = { ...all, personalData: ['personal.general'], subjectCount: 1000 };
    const id = await make('information', '千人', many);
    await make('information', '九百人', { ...many, subjectCount: 999 });
    await make('information', '個人情報でない', { ...many, personalData: ['personal.none'] });
    expect(await found('D6')).toEqual([['千人', 'personalFile', 'warning']]);
    await test.call('asset.update', { id, revision: 1, values: { personalFile: 'personalFile.notListed' } });
    expect(await found('D6')).toEqual([]);
  });

  it('D7: a lost thing with 要配慮, 特定個人情報 or more than 100 persons inside asks for the report', async () => {
    const general = { personalData: ['personal.general'] };
    const lost = async (name: string, content: Record<string, string | number | string[]>) => {
      const stick = await make('medium', name, { state: 'state.lost' });
      const book = await make('information', `${name}の中`, content);
      await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    };
    await lost('百人', { ...general, subjectCount: 100 });
    await lost('百一人', { ...general, subjectCount: 101 });
    await lost('区分だけ', { ...general, subjectBand: 'subjectBand.upTo999' });
    await lost('要配慮', { personalData: ['personal.sensitive'], subjectCount: 1 });
    await lost('個人情報なし', { subjectCount: 5000 });
    await make('medium', '手元にある', { personalData: ['personal.sensitive'] });
    expect(await found('D7')).toEqual([
      ['百一人', 'state', 'error'],
      ['区分だけ', 'state', 'error'],
      ['要配慮', 'state', 'error'],
    ]);
  });

  it('D13: carrying out asks for a permission, and is an error in the my-number zone or with 持出禁止', async () => {
    const out = { state: 'state.takenOut' };
    await make('medium', '機密性1', { ...out, ...all, confidentiality: '1' });
    await make('medium', '機密性2', { ...out, ...all });
    await make('medium', '番号系', { ...out, ...all, zone: 'zone.myNumber' });
    await make('medium', '持出禁止', {
      ...out,
      ...all,
      confidentiality: '1',
      handlingMarks: ['handlingMark.noTakeOut'],
    });
    const stick = await make('medium', '中が2', out);
    const book = await make('information', '中身', all);
    await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    expect(await found('D13')).toEqual([
      ['機密性2', 'state', 'warning'],
      ['番号系', 'state', 'error'],
      ['持出禁止', 'state', 'error'],
      ['中が2', 'state', 'warning'],
    ]);
  });

  it('D15: a duty of the level is waived only with a reason; one that the level does not carry is no question', async () => {
    await make('information', '理由なし', { ...all, dutiesWaived: ['duty.h02'] });
    await make('information', '理由あり', { ...all, dutiesWaived: ['duty.h02'], dutiesWaivedReason: '一覧を配るため' });
    await make('information', '付いていない', { ...all, confidentiality: '1', dutiesWaived: ['duty.h02'] });
    expect(await found('D15')).toEqual([['理由なし', 'dutiesWaivedReason', 'error']]);
  });

  it('D16 and D18 look at the content, too', async () => {
    const stick = await make('medium', '媒体', { locked: 'yesNo.no' });
    const site = await make('service', 'サイト', { zone: 'zone.internet' });
    expect(await found('D16')).toEqual([]);
    const book = await make('information', '名簿', { ...all, confidentiality: '3B' });
    await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    await test.call('link.add', { fromId: book, toId: site, type: 'handledBy' });
    expect(await found('D16')).toEqual([['媒体', 'locked', 'warning']]);
    expect(await found('D18')).toEqual([['サイト', 'zone', 'error']]);
  });
});
