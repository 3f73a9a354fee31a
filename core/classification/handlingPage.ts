import type { HandlingCard } from '../../contract/classification.ts';
import type { Proof } from '../../contract/proof.ts';
import { proofCode, proofLine } from '../history/proof.ts';
import { labelDocument } from '../label/document.ts';
import { type FontDirs, fontFaces } from '../label/fonts.ts';
import { fitSize, pieces, pt, widthEm, wrap } from '../label/text.ts';
import { type Pen, pen, verdictSign } from './pageSvg.ts';

const PAPER = { w: 210, h: 297 };
const LEFT = 16;
const RIGHT = PAPER.w - 16;
const TOP = 13;
/** Lower end of the seven acts; the legend and the stamp stand below. */
const FLOOR = 268;
/** Where the sentences begin. */
const BODY = LEFT + 47;
const LEADING = 1.45;
const LARGEST = pt(11);
const SMALLEST = pt(6.5);

const VERDICTS = { forbidden: 'してはいけません', conditional: '条件があります', free: '決まりはありません' } as const;

export interface HandlingStamp {
  /** 令和8年11月23日 */
  readonly issuedOn: string;
  /** 出力日時・出力者・分類表示 (domain.md D20) */
  readonly stamp: string;
  /** 照合番号 and its QR code (reliability.md P22). */
  readonly proof: Proof;
}

/** The complete HTML of the card, one page A4, fonts inside. A long card shrinks; it never becomes a second page. */
export function handlingDocument(card: HandlingCard, stamp: HandlingStamp, dirs?: FontDirs): string {
  const page = drawHandling(card, stamp);
  const fonts = fontFaces([...page.regular].join(''), { bold: [...page.bold].join(''), ...(dirs ? { dirs } : {}) });
  return labelDocument([page.svg()], fonts, { widthMm: PAPER.w, heightMm: PAPER.h });
}

function drawHandling(card: HandlingCard, stamp: HandlingStamp): Pen {
  const to = pen(PAPER);
  let y = head(to, card);
  y = about(to, card, stamp, y);
  if (card.note) y = note(to, card.note, y);
  acts(to, card, y + 3);
  foot(to, stamp);
  return to;
}

/** 組合名 and the title at the left, the class marks at the top right. @returns where the next part begins */
function head(to: Pen, card: HandlingCard): number {
  const marksAt = marks(to, card);
  const room = marksAt - LEFT - 6;
  const size = fitSize(card.unionName, room, pt(11), pt(7)) ?? pt(7);
  to.text(wrap(pieces(card.unionName, 'character'), room / size, 1).lines[0]!, LEFT, TOP + 5, size);
  to.text('取扱いカード', LEFT, TOP + 16, pt(22), { bold: true });
  to.line(LEFT, TOP + 22, RIGHT, TOP + 22, 0.6);
  return TOP + 22;
}

function marks(to: Pen, { levels }: HandlingCard): number {
  const size = pt(22);
  let right = RIGHT;
  if (levels.length === 0) right -= to.mark({ short: '未分類', weight: 'outlined' }, right, TOP, size) + 2;
  for (const level of [...levels].reverse()) right -= to.mark(level, right, TOP, size) + 2;
  const names = levels.map((level) => level.name).join('　');
  to.text(names, RIGHT, TOP + 17, Math.min(pt(9), (RIGHT - LEFT - 60) / Math.max(1, widthEm(names))), {
    align: 'right',
  });
  return right;
}

/** Number, name, who is responsible, day of issue. */
function about(to: Pen, card: HandlingCard, { issuedOn }: HandlingStamp, top: number): number {
  const width = RIGHT - LEFT;
  let y = top + 6.5;
  to.text(card.number, LEFT, y, Math.min(pt(11), 110 / Math.max(1, widthEm(card.number))));
  to.text(`発行 ${issuedOn}`, RIGHT, y, pt(10), { align: 'right' });
  const size = [pt(17), pt(15), pt(13), pt(11)].find((one) => widthEm(card.name) * one <= 2 * width * 0.95) ?? pt(10);
  for (const line of wrap(pieces(card.name, 'word'), width / size, 3).lines) {
    y += size * 1.35;
    to.text(line, LEFT, y, size, { bold: true });
  }
  const who = [card.group && `所管部署 ${card.group}`, card.responsiblePost && `管理責任者 ${card.responsiblePost}`]
    .filter(Boolean)
    .join('　　');
  if (who) {
    y += 6;
    to.text(wrap(pieces(who, 'word'), width / pt(10), 1).lines[0]!, LEFT, y, pt(10));
  }
  return y + 3;
}

function note(to: Pen, words: string, top: number): number {
  const size = pt(10);
  const { lines } = wrap(pieces(words, 'word'), (RIGHT - LEFT - 8) / size, 6);
  const height = lines.length * size * LEADING + 3;
  to.box(LEFT, top, RIGHT - LEFT, height);
  to.box(LEFT, top, 1.6, height, { fill: '#000', width: 0 });
  lines.forEach((line, index) => {
    to.text(line, LEFT + 4.5, top + 1.5 + (index * LEADING + 1.05) * size, size, { bold: true });
  });
  return top + height;
}

interface Run {
  readonly text: string;
  readonly x: number;
  readonly size: number;
}

/** Lines of one act at a size; the source stands small behind its sentence, below it where there is no room. */
function set(section: HandlingCard['sections'][number], size: number): Run[][] {
  const indent = 1.2 * size;
  const width = RIGHT - BODY - indent;
  return section.lines.flatMap(({ text, source }): Run[][] => {
    const { lines } = wrap(pieces(text, 'word'), width / size, 99);
    const runs = lines.map((line, index): Run[] => [
      ...(index === 0 ? [{ text: '・', x: BODY, size }] : []),
      { text: line, x: BODY + indent, size },
    ]);
    if (!source) return runs;
    const small = 0.78 * size;
    const words = `〔${source}〕`;
    const end = BODY + indent + widthEm(lines.at(-1) ?? '') * size + 0.3 * size;
    if (end + widthEm(words) * small <= RIGHT) runs.at(-1)!.push({ text: words, x: end, size: small });
    else {
      const fits = wrap(pieces(words, 'character'), width / small, 1).lines[0]!;
      runs.push([{ text: fits, x: BODY + indent, size: small }]);
    }
    return runs;
  });
}

const GAP = 2.6;
const heightOf = (lines: number, size: number) => Math.max(lines * size * LEADING, 11) + GAP * 2;

function acts(to: Pen, card: HandlingCard, top: number): void {
  const room = FLOOR - top;
  let size = LARGEST;
  let blocks = card.sections.map((section) => set(section, size));
  const total = () => blocks.reduce((sum, block) => sum + heightOf(block.length, size), 0);
  while (total() > room && size > SMALLEST) {
    size -= pt(0.25);
    blocks = card.sections.map((section) => set(section, size));
  }
  // More than a page holds at the smallest size: the longest acts are cut, and say so.
  while (total() > room) {
    const longest = blocks.reduce((a, b) => (b.length > a.length ? b : a));
    if (longest.length < 4) break;
    const kept = longest.slice(0, longest[longest.length - 1]![0]!.text === MORE ? -2 : -1);
    blocks = blocks.map((block) => (block === longest ? [...kept, [{ text: MORE, x: BODY, size }]] : block));
  }
  let y = top;
  card.sections.forEach((section, index) => {
    const block = blocks[index]!;
    const height = heightOf(block.length, size);
    to.line(LEFT, y, RIGHT, y, 0.2);
    verdictSign(to, section.verdict, LEFT + 1, y + GAP + 0.5, 9);
    to.text(section.title, LEFT + 13, y + GAP + 5, pt(13), { bold: true });
    to.text(VERDICTS[section.verdict], LEFT + 13, y + GAP + 9.6, pt(9));
    block.forEach((runs, line) => {
      for (const run of runs) to.text(run.text, run.x, y + GAP + (line * LEADING + 1.05) * size, run.size);
    });
    y += height;
  });
  to.line(LEFT, y, RIGHT, y, 0.2);
}

const MORE = '…ほかの決まりは、台帳の「取扱いカード」で確かめてください。';

function foot(to: Pen, { stamp, proof }: HandlingStamp): void {
  const side = 15;
  to.code(proofCode(proof), RIGHT - side, FLOOR + 4, side);
  to.text('×はしてはいけないこと、△は右の決まりを守ればできること、○は特別な決まりのないことです。', LEFT, 273, pt(8));
  to.text(
    '分類や取扱制限が変わったら、新しいカードに取り替えてください。分からないときは、管理責任者に聞いてください。',
    LEFT,
    277.4,
    pt(8),
  );
  const width = RIGHT - LEFT - side - 4;
  to.text(proofLine(proof), LEFT, 282, pt(8));
  const last = `${stamp}　1／1頁`;
  to.text(last, LEFT, 286.4, Math.min(pt(7.5), width / Math.max(1, widthEm(last))));
}
