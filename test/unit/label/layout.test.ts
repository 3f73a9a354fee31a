import { describe, expect, it } from 'vitest';
import { type LabelSheet, SMALLEST } from '../../../contract/labelSheet.ts';
import type { LabelTemplate } from '../../../contract/labelTemplate.ts';
import { fitsSize } from '../../../contract/labelTemplate.ts';
import { type LabelBox, type LabelLayout, QUIET, SMALLEST_MODULE, SMALLEST_TEXT } from '../../../core/label/boxes.ts';
import { coverage } from '../../../core/label/fonts.ts';
import type { Notation } from '../../../core/label/labelContent.ts';
import { layoutLabel, usuallyLeftOut } from '../../../core/label/layout.ts';
import { sheetNotes } from '../../../core/label/sheetNotes.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';
import { specimen } from '../../../core/label/specimen.ts';
import { LABEL_TEMPLATES } from '../../../core/presets/labelTemplates.ts';
import { random } from '../../support/random.ts';
import { patience, times } from '../../support/scale.ts';
import { label, levels, proposed, randomContent, sheet } from './samples.ts';

const EPSILON = 1e-6;
const NOTATIONS: readonly Notation[] = ['neutral', 'short', 'full'];

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
  const { inner } = layout;
  layout.boxes.forEach((box, index) => {
    const inside =
      box.x >= inner.x - EPSILON &&
      box.y >= inner.y - EPSILON &&
      box.x + box.w <= inner.x + inner.w + EPSILON &&
      box.y + box.h <= inner.y + inner.h + EPSILON;
    if (!inside) found.push(`${say(box)} leaves the padding`);
    if (on.round && !inEllipse(on, box)) found.push(`${say(box)} leaves the round label`);
    if (box.kind !== 'qr' && box.size < SMALLEST_TEXT - EPSILON) found.push(`${say(box)} is smaller than 5 pt`);
    if (box.kind === 'qr') {
      const quiet = QUIET * box.module;
      if (box.module < SMALLEST_MODULE - EPSILON) found.push('QR modules are too small');
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

function inEllipse({ labelWidth: w, labelHeight: h }: LabelSheet, box: LabelBox): boolean {
  const corners = [box.x, box.x + box.w].flatMap((x) => [box.y, box.y + box.h].map((y) => [x, y] as const));
  return corners.every(([x, y]) => ((x - w / 2) / (w / 2)) ** 2 + ((y - h / 2) / (h / 2)) ** 2 <= 1 + EPSILON);
}

/** Every template with every sheet that it is made for. */
const PAIRS = LABEL_TEMPLATES.flatMap((template) =>
  LABEL_SHEETS.filter((on) => fitsSize(template, on.labelWidth, on.labelHeight)).map((on) => ({ template, on })),
);

describe('layout of a label', () => {
  it(
    'has nothing overlapping or outside: every template on every sheet it is made for, random words',
    () => {
      const chance = random();
      expect(PAIRS.length).toBeGreaterThan(150);
      for (const { template, on } of PAIRS) {
        const kind = template.kinds[0] ?? 'hardware';
        const contents = [
          specimen(template.target, 'usual'),
          specimen(template.target, 'long'),
          ...Array.from({ length: times(4) }, () => randomContent(chance, template.target, kind)),
        ];
        for (const content of contents)
          for (const notation of NOTATIONS) {
            const where = `seed ${chance.seed}: ${template.id} on ${on.id}, ${notation}, ${JSON.stringify(content)}`;
            expect(faults(on, layoutLabel(on, template, content, { notation })), where).toEqual([]);
          }
      }
    },
    patience(180_000),
  );

  it('…and on sheets and with templates that nobody has thought of', () => {
    const chance = random();
    for (let i = 0; i < 400; i += 1) {
      const labelWidth = SMALLEST.width + chance.below(110);
      const labelHeight = SMALLEST.height + chance.below(80);
      const on: LabelSheet = {
        ...sheet('ELM022'),
        columns: 1,
        rows: 1,
        labelWidth,
        labelHeight,
        medium: chance.pick(['sheet', 'roll']),
        round: chance.chance(0.2),
        ...(chance.chance(0.5) && { unprintable: { x: chance.below(4), y: chance.below(3) } }),
      };
      const template = randomTemplate(chance);
      const content = randomContent(chance);
      const where = `seed ${chance.seed}: ${labelWidth}×${labelHeight} ${JSON.stringify({ template, content })}`;
      expect(faults(on, layoutLabel(on, template, content, { notation: 'neutral' })), where).toEqual([]);
    }
  });

  it('CONTROL: the check finds a box moved onto its neighbour, out of the padding or into the quiet zone', () => {
    const on = sheet('ELM022');
    const layout = lay(on, label());
    const move = (part: string, dx: number, dy: number) => ({
      ...layout,
      boxes: layout.boxes.map((box) => (box.part === part ? { ...box, x: box.x + dx, y: box.y + dy } : box)),
    });
    expect(faults(on, layout)).toEqual([]);
    expect(faults(on, move('name', 0, -2)).join()).toContain('overlaps');
    expect(faults(on, move('unionName', -0.1, 0)).join()).toContain('leaves the padding');
    expect(faults(on, move('qr', -2.5, 0)).join()).toContain('quiet zone');
    const disc = sheet('QL-R58');
    const round = lay(disc, label());
    expect(faults(disc, { ...round, boxes: round.boxes.map((box) => ({ ...box, x: 1 })) }).join()).toContain('round');
  });

  it('prints all of L1 on the two recommended sheets, with 2.5 mm padding and a QR code of 15 mm', () => {
    for (const id of ['ELM022', 'ELM012']) {
      const layout = lay(sheet(id), label());
      expect([layout.inner.x, layout.inner.y]).toEqual([2.5, 2.5]);
      expect(layout.warnings).toEqual([]);
      expect(layout.leftOut).toEqual([]);
      expect([...new Set(layout.boxes.map((box) => box.part))].sort()).toEqual(
        ['acquiredYear', 'assetTag', 'class', 'group', 'marks', 'name', 'number', 'qr', 'unionName'].sort(),
      );
      expect(layout.boxes.find((box) => box.kind === 'qr')!.w).toBeGreaterThanOrEqual(15 - EPSILON);
      expect(sheetNotes(sheet(id))).toEqual([]);
    }
  });

  it('says what smaller sheets leave out', () => {
    expect(sheetNotes(sheet('ELM033'))).toEqual(['QRコードは12.0mm角になります（15mm以上をお勧めします）。']);
    expect(sheetNotes(sheet('ELM038'))).toEqual([
      'この大きさのラベルには、組合名・名称・所管・取扱制限・QRコードは入りません。',
    ]);
  });

  it('keeps inside what a label printer can print', () => {
    for (const on of LABEL_SHEETS.filter(({ medium, round }) => medium === 'roll' && !round)) {
      const { inner } = lay(on, label());
      expect(inner.x, on.id).toBeGreaterThanOrEqual(on.unprintable!.x);
      expect(inner.y, on.id).toBeGreaterThanOrEqual(on.unprintable!.y);
    }
  });
});

describe('long texts', () => {
  it('are tried only as far as any paper goes: 100,000 letters like 10,000', () => {
    const drawn = (name: string) => JSON.stringify(lay(sheet('ELM022'), label({ name })).boxes);
    expect(drawn('あ'.repeat(100_000))).toEqual(drawn('あ'.repeat(10_000)));
  });

  it('shrink, then wrap, then are cut with a warning that names the asset', () => {
    const name =
      '職員の人事・給与・評価に関する書類と過年度分の台帳およびその写し一式のうち総務課が保管している分の目録';
    const size = (words: string) => {
      const boxes = lay(sheet('ELM022'), label({ name: words })).boxes.flatMap((box) =>
        box.kind === 'text' && box.part === 'name' ? [box] : [],
      );
      return { lines: boxes.length, size: boxes[0]!.size, last: boxes.at(-1)!.text };
    };
    const [short, middle, long] = [size('計量端末'), size('計量棟の計量用端末'), size(name.repeat(2))];
    expect([short.lines, long.lines]).toEqual([1, 3]);
    expect(middle.size).toBeLessThanOrEqual(short.size);
    expect(long.size).toBeLessThan(middle.size);
    expect(long.last.endsWith('…')).toBe(true);
    expect(lay(sheet('ELM022'), label({ name: name.repeat(2) })).warnings).toContainEqual({
      number: 'HW-2026-01-0001',
      part: 'name',
      message: 'HW-2026-01-0001：名称が長いため、途中まで印刷します。',
    });
  });

  it('break where whoever wrote them left a space, or between words', () => {
    const { boxes, warnings } = lay(sheet('ELM022'), label({ name: '庶務係 台帳用スタンドアロンPC' }));
    expect(boxes.flatMap((box) => (box.part === 'name' && box.kind === 'text' ? [box.text] : []))).toEqual([
      '庶務係 台帳用',
      'スタンドアロンPC',
    ]);
    expect(warnings).toEqual([]);
  });

  it('take the place of rows that are more easily spared, and that is said', () => {
    const template: LabelTemplate = {
      ...proposed(sheet('ELM033'), label()),
      qr: { place: 'none', size: 10 },
      rows: [row('unionName', 2, 12), row('number', 9, 12), row('group', 4, 12), row('name', 7, 12)],
    };
    const { leftOut, warnings, boxes } = layoutLabel(sheet('ELM033'), template, label(), { notation: 'neutral' });
    expect(leftOut).toEqual(['unionName']);
    expect(warnings.map(({ message }) => message)).toEqual(['HW-2026-01-0001：組合名を印刷する場所がありません。']);
    expect(boxes.map(({ part }) => part)).toEqual(['number', 'group', 'name']);
    // CONTROL: with room for all four nothing is left out.
    expect(layoutLabel(sheet('ELM018'), template, label(), { notation: 'neutral' }).leftOut).toEqual([]);
  });

  it('are not reported for each label when the sheet leaves the part out anyway', () => {
    const content = label();
    const template = proposed(sheet('ELM038'), content);
    const wide = {
      ...template,
      rows: [
        ...template.rows,
        { ...template.rows[0]!, keep: 1, cells: [{ ...template.rows[0]!.cells[0]!, part: 'name' as const }] },
      ],
    };
    const said = (expected?: Set<'name'>) =>
      layoutLabel(sheet('ELM038'), wide, content, { notation: 'neutral', ...(expected && { expected }) }).warnings;
    expect(said().map(({ part }) => part)).toEqual(['name']);
    expect(said(new Set(['name'] as const))).toEqual([]);
  });

  it('never drop a mark in silence', () => {
    const marks = [
      '複製禁止',
      '関係者限り',
      '2時間以内復旧',
      '書換要許可',
      '保存期間満了後廃棄',
      '転送禁止',
      '送信禁止',
    ];
    const layout = lay(sheet('ELM033'), label({ marks }));
    const shown = layout.boxes.flatMap((box) => (box.part === 'marks' && box.kind === 'badge' ? [box.text] : []));
    expect(shown.at(-1)).toBe(`他${marks.length - shown.length + 1}`);
    expect(layout.warnings.map(({ message }) => message)).toContain(
      `HW-2026-01-0001：取扱制限のうち${marks.length - shown.length + 1}件は印刷できません。`,
    );
  });

  it('are never cut when they are numbers of 40 characters: they take a second line', () => {
    const number = 'KANRI-SOUMU-2026-0001-HW-NOTE-0000000001';
    expect(number).toHaveLength(40);
    for (const id of ['ELM022', 'ELM012', 'ELM033', 'ELM018', 'ELM005', 'KLP701S', '31553', 'QL-62x29', 'TAPE-24-70']) {
      const on = sheet(id);
      for (const kind of ['hardware', 'medium', 'document', 'system'] as const) {
        const { boxes } = lay(on, label({ number, kind }));
        const shown = boxes.flatMap((box) => (box.part === 'number' && box.kind === 'text' ? [box.text] : []));
        expect(shown.join(''), `${kind} on ${id}`).toBe(number);
      }
    }
  });

  it('are cut rather than cost the class that stands beside them its place', () => {
    const on = sheet('ELM036');
    const content = label({ name: '焼却処理施設中央監視制御装置（予備機を含む）' });
    const { boxes, warnings } = lay(on, content);
    const shown = (part: string) => boxes.flatMap((box) => (box.part === part && box.kind !== 'qr' ? [box] : []));
    expect(shown('class').map(({ text }) => text)).toEqual(['C3B', 'I2', 'A2']);
    expect(shown('name')[0]!.text).toMatch(/…$/);
    expect(warnings.map(({ message }) => message)).toContain('HW-2026-01-0001：名称が長いため、途中まで印刷します。');
    // The number is what is read first.
    expect(Math.max(...boxes.map((box) => (box.kind === 'qr' ? 0 : box.size)))).toBe(shown('number')[0]!.size);
  });

  it('say how many marks there are where not one has room', () => {
    const marks = ['保存期間満了後廃棄', '2時間以内復旧', '複製禁止'];
    const on = { ...sheet('ELM036'), labelWidth: 45, labelHeight: 12 };
    const template: LabelTemplate = {
      ...proposed(on, label()),
      rows: [row('number', 9, 9), { keep: 8, cells: [{ ...row('marks', 9, 8).cells[0]!, minSize: 8 }] }],
    };
    const narrow = { ...on, labelWidth: 22 };
    const shown = (size: typeof on) =>
      layoutLabel(size, template, label({ marks }), { notation: 'neutral' }).boxes.flatMap((box) =>
        box.part === 'marks' && box.kind === 'badge' ? [box.text] : [],
      );
    expect(shown(narrow)).toEqual(['取扱制限3件']);
    expect(shown(on).at(-1)).toBe('他2');
  });

  it('never cut a class: the full one gives way to the codes, and its loss is said', () => {
    const on = sheet('ELM038');
    const layout = layoutLabel(on, proposed(on, label()), label(), { notation: 'full' });
    const shown = layout.boxes.flatMap((box) => (box.part === 'class' && box.kind === 'badge' ? [box.text] : []));
    expect(shown).toEqual(['機3B', '完2', '可2']);
    // In full it has the shapes of the codes: a black-and-white printer tells 3B from 3C.
    const full = lay(sheet('ELM018'), label(), 'full').boxes.flatMap((box) =>
      box.part === 'class' && box.kind === 'badge' ? [`${box.text} ${box.weight}`] : [],
    );
    expect(full).toEqual(['自治体機密性3B filled', '自治体完全性2 outlined', '自治体可用性2 outlined']);
  });

  it('stand as 〓 where no bundled font has a letter, and that is said', () => {
    const covers = (character: string) => character !== '☑';
    const layout = layoutLabel(sheet('ELM022'), proposed(sheet('ELM022'), label()), label({ name: '確認☑済' }), {
      notation: 'neutral',
      covers,
    });
    const name = layout.boxes.find((box) => box.part === 'name');
    expect(name?.kind === 'text' && name.text).toBe('確認〓済');
    expect(layout.warnings.map(({ message }) => message)).toEqual([
      'HW-2026-01-0001：「☑」は印刷できない文字のため、「〓」にします。',
    ]);
  });

  it('stand as letters that read alike where the bundled fonts lack one: Roman numerals', () => {
    const nameOf = (name: string) => {
      const { boxes, warnings } = layoutLabel(sheet('ELM018'), proposed(sheet('ELM018'), label()), label({ name }), {
        notation: 'neutral',
        covers: coverage(),
      });
      const box = boxes.find(({ part }) => part === 'name');
      return [box?.kind === 'text' && box.text, warnings.length];
    };
    expect(nameOf('焼却炉Ⅱ号 ⅲ系')).toEqual(['焼却炉II号 iii系', 0]);
    expect(nameOf('10μ秒計')).toEqual(['10µ秒計', 0]);
    // CONTROL: nothing reads like α.
    expect(nameOf('α号炉')).toEqual(['〓号炉', 1]);
  });
});

describe('the QR code', () => {
  it('is left out with a warning when the number is too long for this label', () => {
    const number = '総務課庶務係備品管理番号第一号台帳用端末附属外部記憶装置予備機甲乙丙丁戊己庚辛';
    const { boxes, warnings } = lay(sheet('ELM033'), label({ number }));
    expect(boxes.some(({ kind }) => kind === 'qr')).toBe(false);
    expect(warnings.map(({ message }) => message)).toContain(`${number}：番号が長いため、QRコードは印刷しません。`);
    expect(
      lay(sheet('ELM005'), label({ number })).boxes.some(({ kind }) => kind === 'qr'),
      'CONTROL',
    ).toBe(true);
  });

  it('is left out with a warning when the number needs its place', () => {
    const on = sheet('ELM033');
    const template: LabelTemplate = { ...proposed(on, label()), rows: [row('number', 9, 14)] };
    const said = (number: string) => {
      const options = { notation: 'neutral', expected: usuallyLeftOut(on, template, 'neutral') } as const;
      const { boxes, warnings } = layoutLabel(on, template, label({ number }), options);
      return [boxes.some(({ kind }) => kind === 'qr'), warnings.map(({ message }) => message)];
    };
    expect(said('HW-2026-01-0001-002')).toEqual([false, ['HW-2026-01-0001-002：QRコードを印刷する場所がありません。']]);
    // CONTROL
    expect(said('HW-2026-01-0001')).toEqual([true, []]);
  });

  it('is left out without a word on labels that have no room for any', () => {
    const { leftOut, warnings } = lay(sheet('ELM034'), label({ kind: 'medium' }));
    expect(leftOut).toEqual(['qr']);
    expect(warnings).toEqual([]);
  });
});

it('gives every number of one sheet the same size, whatever the class', () => {
  for (const id of ['ELM022', 'ELM034', 'ELM037', 'TAPE-24-70']) {
    const sizes = (['3B', '3C', '2', '1'] as const).map((c) => {
      const box = lay(sheet(id), label({ levels: levels(c, '2', '1') })).boxes.find(({ part }) => part === 'number');
      return box?.kind === 'text' ? box.size.toFixed(3) : '';
    });
    expect(new Set(sizes).size, `${id} ${sizes}`).toBe(1);
  }
});

it('says what was printed, in order, for the record', () => {
  const { said } = lay(sheet('ELM022'), label());
  expect(said.slice(0, 3)).toEqual([
    { label: '組合名', value: '龍ヶ崎地方塵芥処理組合' },
    { label: '資産番号', value: 'HW-2026-01-0001' },
    { label: '名称', value: 'LGWAN端末 PC-01' },
  ]);
  expect(said).toContainEqual({ label: '分類の記号', value: 'C3B I2 A2' });
});

function lay(on: LabelSheet, content: ReturnType<typeof label>, notation: Notation = 'neutral'): LabelLayout {
  return layoutLabel(on, proposed(on, content), content, { notation });
}

function row(
  part: 'unionName' | 'number' | 'group' | 'name' | 'marks',
  keep: number,
  size: number,
): LabelTemplate['rows'][number] {
  return { keep, cells: [{ part, size, minSize: size, lines: 1, align: 'left' }] };
}

function randomTemplate({ below, pick, chance }: ReturnType<typeof random>): LabelTemplate {
  const base = pick(LABEL_TEMPLATES.filter(({ target }) => target === 'asset'));
  const parts = ['number', 'name', 'class', 'classFull', 'marks', 'duties', 'group', 'text', 'vendorContact'] as const;
  const cell = (): LabelTemplate['rows'][number]['cells'][number] => {
    const size = 5 + below(20);
    return {
      part: pick(parts),
      text: '庁舎備品',
      ...(chance(0.4) && { caption: '所管' }),
      framed: chance(0.3),
      bold: chance(0.3),
      size,
      minSize: 5 + below(size - 4),
      lines: 1 + below(4),
      align: pick(['left', 'centre', 'right']),
    };
  };
  const rows = Array.from({ length: 1 + below(7) }, () => ({
    keep: 1 + below(9),
    cells: Array.from({ length: 1 + below(3) }, cell),
  }));
  return { ...base, rows, qr: { place: pick(['none', 'left', 'right', 'top']), size: 5 + below(30) } };
}
