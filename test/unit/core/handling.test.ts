import { describe, expect, it } from 'vitest';
import { ACTS, type Act, AXES, type Levels } from '../../../contract/scheme.ts';
import { type HandlingFacts, handlingSections, strictestLevels } from '../../../core/classification/handlingRules.ts';
import { LISTS } from '../../../core/presets/lists.ts';
import { IPA_3, MUNICIPAL_2024, SCHEMES } from '../../../core/presets/schemes.ts';

const PUBLIC: Levels = { confidentiality: '1', integrity: '1', availability: '1' };

function facts(more: Partial<HandlingFacts> = {}): HandlingFacts {
  return {
    kind: 'information',
    scheme: MUNICIPAL_2024,
    levels: PUBLIC,
    waived: [],
    marks: [],
    zone: null,
    responsiblePost: '',
    place: '',
    retention: '',
    recoveryTarget: '',
    eraseTier: null,
    copyPermission: null,
    ...more,
  };
}

const of = (act: Act, more: Partial<HandlingFacts>) => handlingSections(facts(more)).find((one) => one.act === act)!;
const words = (act: Act, more: Partial<HandlingFacts>) =>
  of(act, more)
    .lines.map((line) => line.text)
    .join('\n');
const sources = (more: Partial<HandlingFacts>) =>
  handlingSections(facts(more)).flatMap(({ lines }) => lines.flatMap((line) => line.source.split('・')));
const mark = (word: string) => {
  const item = LISTS.find((list) => list.id === 'handlingMark')!.items.find(
    (one) => one.id === `handlingMark.${word}`,
  )!;
  return { id: item.id, label: item.label };
};

describe('取扱いカード', () => {
  it.each(
    SCHEMES.flatMap((scheme) =>
      AXES.flatMap((axis) => scheme.axes[axis].levels.map((level) => ({ scheme, axis, level }))),
    ),
  )(
    '$scheme.id, $level.name: all seven acts, each with a verdict and a sentence, every duty named',
    ({ scheme, axis, level }) => {
      const levels = { ...PUBLIC, [axis]: level.code };
      const sections = handlingSections(facts({ scheme, levels }));
      expect(sections.map(({ act }) => act)).toEqual(ACTS);
      for (const { lines, title, verdict } of sections) {
        expect(title).not.toBe('');
        expect(lines.length).toBeGreaterThan(0);
        for (const { text } of lines) expect(text).toMatch(/[。）]$/);
        if (verdict === 'free') expect(lines[0]!.text).toBe('特別な決まりはありません。');
      }
      expect(sources({ scheme, levels })).toEqual(expect.arrayContaining([...level.duties]));
    },
  );

  it('binds nobody where everything is at its lowest level', () => {
    expect(handlingSections(facts()).map(({ verdict }) => verdict)).toEqual(ACTS.map(() => 'free'));
    // CONTROL: one level up is enough to change it.
    expect(of('carry', { levels: { ...PUBLIC, confidentiality: '2' } }).verdict).toBe('conditional');
  });

  it('asks for the permission of the post that is responsible from 機密性2 up', () => {
    const more = { levels: { ...PUBLIC, confidentiality: '2' }, responsiblePost: '総務グループ長' };
    expect(words('carry', more)).toContain('情報セキュリティ管理者（総務グループ長）の許可を得ます');
    expect(words('carry', { responsiblePost: '総務グループ長' })).not.toContain('許可');
  });

  it('lets a mark forbid what the level allows on conditions, and drops the conditions', () => {
    const levels = { ...PUBLIC, confidentiality: '3B' };
    expect(of('copy', { levels }).verdict).toBe('conditional');
    const copy = of('copy', { levels, marks: [mark('noCopy')] });
    expect(copy.verdict).toBe('forbidden');
    expect(copy.lines).toEqual([{ text: expect.stringContaining('写しを作ってはいけません'), source: '複製禁止' }]);
    expect(of('send', { marks: [mark('noSend')] }).verdict).toBe('forbidden');
    expect(of('carry', { marks: [mark('noTakeOut')] }).verdict).toBe('forbidden');
    expect(of('dispose', { marks: [mark('noDelete')] }).verdict).toBe('forbidden');
    expect(of('copy', { marks: [mark('copyByPermission')] }).verdict).toBe('conditional');
  });

  it.each(LISTS.find((list) => list.id === 'handlingMark')!.items.filter((item) => !item.attrs?.['none']))(
    'says what $label means, under its own name',
    ({ id, label }) => {
      const said = handlingSections(facts({ marks: [{ id, label }] })).flatMap(({ lines }) => lines);
      const own = said.filter((line) => line.source === label);
      expect(own.length).toBeGreaterThan(0);
      for (const line of own) expect(line.text).not.toMatch(/\{|の表示に従います/);
    },
  );

  it('understands marks of the union by their words, and loses none', () => {
    const own = (label: string) => ({ id: 'handlingMark.x9', label });
    expect(words('backup', { marks: [own('3日以内復旧')] })).toContain('「3日以内復旧」');
    expect(of('carry', { marks: [own('持ち出し禁止')] }).verdict).toBe('forbidden');
    expect(words('use', { marks: [own('赤ペン厳禁')] })).toContain('「赤ペン厳禁」の表示に従います。');
  });

  it('leaves out a duty that the asset is freed from', () => {
    const levels = { ...PUBLIC, integrity: '2' };
    expect(of('backup', { levels }).verdict).toBe('conditional');
    expect(sources({ levels })).toContain('H09');
    expect(of('backup', { levels, waived: ['H09'] }).verdict).toBe('free');
    expect(sources({ levels, waived: ['H09'] })).not.toContain('H09');
  });

  it('forbids to carry out of 個人番号利用事務系 but for an exception of the CISO, whose conditions stay', () => {
    const levels = { ...PUBLIC, confidentiality: '3B' };
    const carry = of('carry', { levels, zone: 'zone.myNumber' });
    expect(carry.verdict).toBe('forbidden');
    expect(carry.lines[0]!.text).toContain('最高情報セキュリティ責任者');
    expect(carry.lines.some((line) => line.source === 'H04')).toBe(true);
    expect(of('carry', { levels, zone: 'zone.lgwan' }).verdict).toBe('conditional');
  });

  it('says how a device is emptied, by its tier', () => {
    expect(words('dispose', { eraseTier: '1' })).toContain('物理的に壊します');
    expect(words('dispose', { eraseTier: '2' })).not.toContain('物理的に壊します');
    expect(words('dispose', { eraseTier: '3' })).toContain('初期化（フォーマット）だけでは足りません');
    expect(of('dispose', { eraseTier: null }).verdict).toBe('free');
  });

  it('treats what is not classed as strictly as can be chosen', () => {
    const none = { confidentiality: null, integrity: null, availability: null };
    expect(handlingSections(facts({ levels: none }))).toEqual(
      handlingSections(facts({ levels: { confidentiality: '3A', integrity: '2', availability: '2' } })),
    );
    const withoutTop = structuredClone(MUNICIPAL_2024);
    withoutTop.axes.confidentiality.levels.find((level) => level.code === '3A')!.hidden = true;
    expect(strictestLevels(withoutTop).confidentiality).toBe('3B');
    expect(strictestLevels(IPA_3)).toEqual({ confidentiality: '3', integrity: '3', availability: '3' });
  });

  it('gives a union duty without plain words its own text', () => {
    const scheme = structuredClone(MUNICIPAL_2024);
    scheme.duties.find((duty) => duty.code === 'H02')!.plain = '';
    expect(words('copy', { scheme, levels: { ...PUBLIC, confidentiality: '2' } })).toContain(
      '必要以上の複製及び配付禁止。',
    );
  });
});
