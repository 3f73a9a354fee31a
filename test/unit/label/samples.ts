import type { LabelContent, LabelLevel, Weight } from '../../../core/label/boxes.ts';

const CONFIDENTIALITY: Record<string, Weight> = {
  '3A': 'filled',
  '3B': 'filled',
  '3C': 'half',
  '2': 'outlined',
  '1': 'plain',
};

/** Levels of the newer scheme (domain.md §2.2) as the catalogue hands them to the labels. */
export function levels(c: '3A' | '3B' | '3C' | '2' | '1', i: '2' | '1', a: '2' | '1'): LabelLevel[] {
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

/** An ordinary label; overridden where a test needs more. */
export function label(over: Partial<LabelContent> = {}): LabelContent {
  return {
    unionName: UNION,
    number: 'HW-2026-01-0001',
    name: 'LGWAN端末 PC-01',
    group: '総務課 庶務係',
    levels: levels('3B', '2', '2'),
    marks: ['複製禁止'],
    ...over,
  };
}

export function labels(count: number): LabelContent[] {
  return Array.from({ length: count }, (_, i) => label({ number: `HW-2026-01-${String(i + 1).padStart(4, '0')}` }));
}
