import { describe, expect, it } from 'vitest';
import { checkSheet, type LabelSheet, SMALLEST } from '../../../contract/labelSheet.ts';
import {
  type LabelBox,
  type LabelContent,
  type LabelLayout,
  QUIET,
  SMALLEST_MODULE,
  SMALLEST_TEXT,
} from '../../../core/label/boxes.ts';
import { layoutLabel, sheetNotes } from '../../../core/label/layout.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';
import { label, levels, UNION } from './samples.ts';

const sheet = (id: string): LabelSheet => LABEL_SHEETS.find((candidate) => candidate.id === id)!;
const EPSILON = 1e-6;

function overlap(a: LabelBox, b: LabelBox, around = 0): boolean {
  return (
    a.x - around < b.x + b.w - EPSILON &&
    b.x < a.x + a.w + around - EPSILON &&
    a.y - around < b.y + b.h - EPSILON &&
    b.y < a.y + a.h + around - EPSILON
  );
}

/** Everything wrong with a layout, in words, so that a failure names the boxes. */
function faults(on: LabelSheet, layout: LabelLayout): string[] {
  const found: string[] = [];
  const say = (box: LabelBox) => (box.kind === 'qr' ? 'QR' : `${box.part} "${box.text}"`);
  layout.boxes.forEach((box, index) => {
    const { padding } = layout;
    const inside =
      box.x >= padding - EPSILON &&
      box.y >= padding - EPSILON &&
      box.x + box.w <= on.labelWidth - padding + EPSILON &&
      box.y + box.h <= on.labelHeight - padding + EPSILON;
    if (!inside) found.push(`${say(box)} leaves the padding`);
    if (box.kind !== 'qr' && box.size < SMALLEST_TEXT * 0.98) found.push(`${say(box)} is smaller than 5.5 pt`);
    if (box.kind === 'qr') {
      const quiet = QUIET * box.module;
      if (box.module < SMALLEST_MODULE) found.push('QR modules are too small');
      if (Math.min(box.x, box.y, on.labelWidth - box.x - box.w, on.labelHeight - box.y - box.h) < quiet - EPSILON)
        found.push('QR quiet zone leaves the label');
      for (const other of layout.boxes)
        if (other !== box && overlap(box, other, quiet)) found.push(`${say(other)} is in the quiet zone`);
    }
    for (const other of layout.boxes.slice(index + 1))
      if (overlap(box, other)) found.push(`${say(box)} overlaps ${say(other)}`);
  });
  return found;
}

/** Small deterministic generator, so that a failure can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SYLLABLES = [
  '髙',
  '﨑',
  '𠮷',
  '辻󠄀',
  '計量',
  'システム',
  'LGWAN',
  ' ',
  'PC-01',
  '（仮）',
  '・',
  'ﾊﾞｯｸｱｯﾌﾟ',
  '台帳',
  'ー',
  '、',
  'ｶﾞ',
  '👍',
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

function contents(next: (below: number) => number): LabelContent {
  const words = (most: number) => Array.from({ length: next(most) }, () => SYLLABLES[next(SYLLABLES.length)]).join('');
  const c = (['3A', '3B', '3C', '2', '1'] as const)[next(5)]!;
  return {
    unionName: next(4) === 0 ? words(30) : UNION,
    number: ['HW-0001', 'INF-2026-01-0103', 'RYUGASAKI-HW-2026-0000001', 'hw-1', '龍塵-機器-令和8-0001'][next(5)]!,
    name: words(60),
    group: words(25),
    levels: next(6) === 0 ? [] : levels(c, next(2) ? '2' : '1', next(2) ? '2' : '1'),
    marks: Array.from({ length: next(7) }, () => MARKS[next(MARKS.length)]!),
  };
}

describe('layoutLabel', () => {
  it.each(LABEL_SHEETS.map((on) => [on.id, on] as const))(
    '%s: no two boxes overlap and all stay inside, whatever is printed',
    (_, on) => {
      const next = random(20261123);
      for (let i = 0; i < 150; i += 1) {
        const content = contents(next);
        expect(faults(on, layoutLabel(on, content)), JSON.stringify(content)).toEqual([]);
      }
    },
  );

  it('holds on sheets a clerk makes up, down to the smallest that is accepted', () => {
    const next = random(7);
    for (let i = 0; i < 400; i += 1) {
      const labelWidth = SMALLEST.width + next(100);
      const labelHeight = SMALLEST.height + next(80);
      const own = { ...sheet('ELM022'), columns: 1, rows: 1, labelWidth, labelHeight };
      expect(checkSheet(own)).toEqual([]);
      const content = contents(next);
      const where = `${labelWidth}×${labelHeight} ${JSON.stringify(content)}`;
      expect(faults(own, layoutLabel(own, content)), where).toEqual([]);
    }
  });

  it('CONTROL: the check finds a box moved onto its neighbour, out of the padding or into the quiet zone', () => {
    const on = sheet('ELM022');
    const layout = layoutLabel(on, label());
    const move = (part: string, dx: number, dy: number) => ({
      ...layout,
      boxes: layout.boxes.map((box) => (box.part === part ? { ...box, x: box.x + dx, y: box.y + dy } : box)),
    });
    expect(faults(on, layout)).toEqual([]);
    expect(faults(on, move('name', 0, -2)).join()).toContain('overlaps');
    expect(faults(on, move('unionName', -0.1, 0)).join()).toContain('leaves the padding');
    expect(faults(on, move('qr', -0.5, 0)).join()).toContain('quiet zone');
  });

  it('prints everything on the two recommended sheets, with 2.5 mm padding and a QR code of 15 mm', () => {
    for (const id of ['ELM022', 'ELM012']) {
      const layout = layoutLabel(sheet(id), label());
      expect(layout.padding).toBe(2.5);
      expect(layout.warnings).toEqual([]);
      expect([...new Set(layout.boxes.map((box) => box.part))].sort()).toEqual(
        ['class', 'fullClass', 'group', 'marks', 'name', 'number', 'qr', 'unionName'].sort(),
      );
      expect(layout.boxes.find((box) => box.kind === 'qr')!.w).toBeGreaterThanOrEqual(15 - EPSILON);
      expect(sheetNotes(sheet(id))).toEqual([]);
    }
  });

  it('says what smaller sheets leave out', () => {
    expect(sheetNotes(sheet('ELM033'))).toEqual(['QRコードは11.0mm角になります（15mm以上をお勧めします）。']);
    expect(sheetNotes(sheet('ELM038'))).toEqual([
      'この大きさのラベルには、組合名・名称・所管・分類の正式な表示・取扱制限・QRコードは入りません。',
    ]);
  });

  it('warns with the number when a name is cut, and shows …', () => {
    const name =
      '職員の人事・給与・評価に関する書類と過年度分の台帳およびその写し一式のうち総務課が保管している分の目録'.repeat(
        2,
      );
    const layout = layoutLabel(sheet('ELM022'), label({ name }));
    expect(layout.warnings).toEqual([
      { number: 'HW-2026-01-0001', part: 'name', message: 'HW-2026-01-0001：名称が長いため、途中まで印刷します。' },
    ]);
    const lines = layout.boxes.flatMap((box) => (box.kind === 'text' && box.part === 'name' ? [box] : []));
    expect(lines).toHaveLength(2);
    expect(lines[1]!.text.endsWith('…')).toBe(true);
    expect(lines[1]!.size).toBeCloseTo(SMALLEST_TEXT, 6);
  });

  it('CONTROL: a name that fits is printed whole and without a warning', () => {
    const layout = layoutLabel(sheet('ELM022'), label({ name: '台帳用スタンドアロンPC' }));
    const lines = layout.boxes.flatMap((box) => (box.part === 'name' && box.kind === 'text' ? [box.text] : []));
    expect(lines).toEqual(['台帳用', 'スタンドアロンPC']);
    expect(layout.warnings).toEqual([]);
  });

  it('never drops a mark in silence', () => {
    const layout = layoutLabel(sheet('ELM022'), label({ marks: MARKS }));
    const shown = layout.boxes.flatMap((box) => (box.part === 'marks' && box.kind === 'badge' ? [box.text] : []));
    expect(shown.at(-1)).toBe(`他${MARKS.length - shown.length + 1}`);
    expect(layout.warnings.map((warning) => warning.part)).toContain('marks');
    const tiny = layoutLabel(sheet('ELM038'), label());
    expect(tiny.warnings.map((warning) => warning.message)).toEqual([
      'HW-2026-01-0001：このラベルには取扱制限を印刷できません。',
    ]);
  });

  it('gives every number of one sheet the same size, whatever the class', () => {
    for (const id of ['ELM022', 'ELM034', 'ELM037']) {
      const sizes = (['3B', '3C', '2', '1'] as const).map((c) => {
        const box = layoutLabel(sheet(id), label({ levels: levels(c, '2', '1') })).boxes.find(
          (found) => found.part === 'number',
        );
        return box?.kind === 'text' ? box.size.toFixed(4) : '';
      });
      expect(new Set(sizes).size, id).toBe(1);
    }
  });
});
