import type { Kind } from '../../../contract/catalogue/index.ts';
import type { LabelTarget } from '../../../contract/label.ts';
import type { LabelSheet } from '../../../contract/labelSheet.ts';
import type { LabelTemplate } from '../../../contract/labelTemplate.ts';
import type { LabelToDraw } from '../../../core/label/draw.ts';
import type { LabelContent, LabelLevel, PlainPart, Weight } from '../../../core/label/labelContent.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';
import { specimen } from '../../../core/label/specimen.ts';
import { templateFor } from '../../../core/label/templates.ts';
import { LABEL_TEMPLATES } from '../../../core/presets/labelTemplates.ts';
import type { Random } from '../../support/random.ts';

const CONFIDENTIALITY: Record<string, Weight> = {
  '3A': 'filled',
  '3B': 'filled',
  '3C': 'half',
  '2': 'outlined',
  '1': 'plain',
};
type Confidentiality = '3A' | '3B' | '3C' | '2' | '1';

/** Levels of the newer scheme (domain.md §2.2) as the catalogue hands them to the labels. */
export function levels(c: Confidentiality, i: '2' | '1', a: '2' | '1'): LabelLevel[] {
  const weight = (level: string): Weight => (level === '2' ? 'outlined' : 'plain');
  return [
    {
      axis: 'confidentiality',
      full: `自治体機密性${c}`,
      short: `機${c}`,
      neutral: `C${c}`,
      weight: CONFIDENTIALITY[c]!,
    },
    { axis: 'integrity', full: `自治体完全性${i}`, short: `完${i}`, neutral: `I${i}`, weight: weight(i) },
    { axis: 'availability', full: `自治体可用性${a}`, short: `可${a}`, neutral: `A${a}`, weight: weight(a) },
  ];
}

export const UNION = '龍ヶ崎地方塵芥処理組合';

type Over = Partial<Record<PlainPart, string>> & Partial<Pick<LabelContent, 'levels' | 'marks' | 'kind'>>;

/** An ordinary label; overridden where a test needs more. */
export function label({ levels: of, marks, kind, ...words }: Over = {}): LabelContent {
  const usual = specimen('asset', 'usual');
  const number = words.number ?? 'HW-2026-01-0001';
  return {
    ...usual,
    kind: kind ?? 'hardware',
    title: number,
    levels: of ?? levels('3B', '2', '2'),
    marks: marks ?? ['複製禁止'],
    words: { ...usual.words, unionName: UNION, name: 'LGWAN端末 PC-01', group: '総務課 庶務係', number, ...words },
  };
}

export function labels(count: number): LabelContent[] {
  return Array.from({ length: count }, (_, i) => label({ number: `HW-2026-01-${String(i + 1).padStart(4, '0')}` }));
}

export const sheet = (id: string): LabelSheet => LABEL_SHEETS.find((one) => one.id === id)!;

/** The preset proposed for these contents. */
export function drawn(on: LabelSheet, contents: readonly LabelContent[]): LabelToDraw[] {
  return contents.map((content) => ({ content, template: proposed(on, content) }));
}

export function proposed(on: LabelSheet, { target, kind }: { target: LabelTarget; kind: Kind | null }): LabelTemplate {
  return templateFor(LABEL_TEMPLATES, target, kind, on);
}

/** Words that hand-made ledgers do hold: rare letters, half-width kana, variants, letters no font has, marks apart. */
// biome-ignore format: a list of words
const SYLLABLES = [
  '髙', '﨑', '𠮷', '辻󠄀', '計量', 'システム', 'LGWAN', ' ', 'PC-01', '（仮）', '・', 'ﾊﾞｯｸｱｯﾌﾟ', '台帳', 'ー', '、', 'ｶﾞ', '👍',
  'か\u3099', 'e\u0301', '①', '㈱', '〒', 'Ⅲ', '～', '☑', '葛󠄁城', '神',
];
const MARKS = [
  '複製禁止',
  '関係者限り',
  '2時間以内復旧',
  '令和13年3月31日まで保存',
  '書換要許可',
  '保存期間満了後廃棄',
  '転送禁止',
];
const NUMBERS = [
  'HW-2026-01-0001',
  'INF-2026-01-0001-02',
  '総務-ﾊﾟｿｺﾝ-12',
  '0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-0000',
  '髙﨑𠮷-1',
  'a',
];

/** A label that a test has not thought of. */
export function randomContent(
  { below, chance, pick }: Random,
  target: LabelTarget = 'asset',
  kind: Kind = 'hardware',
): LabelContent {
  const words = (most: number) => Array.from({ length: below(most) }, () => pick(SYLLABLES)).join('');
  const base = specimen(target, chance(0.5) ? 'usual' : 'long');
  const number = target === 'place' ? '' : pick(NUMBERS);
  const parts = Object.keys(base.words) as PlainPart[];
  const spoken = Object.fromEntries(
    parts.map((part) => [part, chance(0.3) ? '' : chance(0.5) ? base.words[part] : words(30)]),
  );
  return {
    ...base,
    kind: target === 'place' ? null : kind,
    title: number || '場所',
    levels:
      target === 'erased' || chance(0.1)
        ? []
        : levels(pick(['3A', '3B', '3C', '2', '1']), pick(['2', '1']), pick(['2', '1'])),
    marks: target === 'erased' ? [] : MARKS.slice(0, below(MARKS.length + 1)),
    words: { ...spoken, number, name: words(40) },
  };
}
