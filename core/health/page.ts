import {
  HEALTH_LINES,
  HEALTH_WORDS,
  type Health,
  type HealthLine,
  type HealthState,
  SILENCE,
} from '../../contract/health.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import type { Settings } from '../../contract/master.ts';
import type { Proof } from '../../contract/proof.ts';
import { type Pen, pen } from '../classification/pageSvg.ts';
import { proofCode, proofLine } from '../history/proof.ts';
import { labelDocument } from '../label/document.ts';
import { type FontDirs, fontFaces } from '../label/fonts.ts';
import { pieces, pt, widthEm, wrap } from '../label/text.ts';
import { formatMoment } from '../moment.ts';

/** What stands on the paper of a 健康診断. */
export interface HealthPage {
  readonly health: Health;
  readonly settings: Pick<Settings, 'unionName' | 'marking' | 'approvals'>;
  readonly proof: Proof;
  readonly who: string;
  readonly at: Date;
  readonly day: string;
}

export const HEALTH_PAPER = { w: 210, h: 297 };
const LEFT = 15;
const RIGHT = HEALTH_PAPER.w - 15;
const FLOOR = 276;
const SIZE = pt(9);
const LEADING = SIZE * 1.4;
const BOX = 17;
/** Left edges of 項目, 状態, 分かったことと次にすること. */
const AT = { name: LEFT, state: LEFT + 38, found: LEFT + 58 };

/** The complete HTML, A4, fonts inside; two pages where the words need them. */
export function healthDocument(page: HealthPage, dirs?: FontDirs): string {
  const pages: Pen[] = [];
  let { to, y } = newPage(page, true);
  pages.push(to);
  for (const line of page.health.lines) {
    const words = linesOf(line);
    if (y + words.length * LEADING + 3 > FLOOR) {
      ({ to, y } = newPage(page, false));
      pages.push(to);
    }
    y = drawLine(to, line, words, y);
  }
  to.line(LEFT, y, RIGHT, y, 0.3);
  to.text(SILENCE, LEFT, y + 6, SIZE);
  pages.forEach((one, index) => {
    foot(one, page, `${index + 1}／${pages.length}頁`);
  });
  const letters = (of: 'regular' | 'bold') => [...new Set(pages.flatMap((one) => [...one[of]]))].join('');
  const fonts = fontFaces(letters('regular'), { bold: letters('bold'), ...(dirs ? { dirs } : {}) });
  const paper = { widthMm: HEALTH_PAPER.w, heightMm: HEALTH_PAPER.h };
  return labelDocument(
    pages.map((one) => one.svg()),
    fonts,
    paper,
  );
}

function newPage(page: HealthPage, first: boolean): { to: Pen; y: number } {
  const to = pen(HEALTH_PAPER);
  const { settings, health, proof, day } = page;
  to.text(settings.marking, RIGHT, 12, pt(9), { align: 'right' });
  fitted(to, settings.unionName, 20, pt(11), first ? RIGHT - LEFT - 28 : RIGHT - LEFT);
  to.text('情報資産台帳　健康診断', LEFT, 29, pt(15), { bold: true });
  let y = 36;
  if (first) {
    to.code(proofCode(proof), RIGHT - 22, 15, 22);
    to.text(`基準日　${formatDate(day, 'wareki')}`, LEFT, y, SIZE);
    to.text(proofLine(proof), LEFT, y + 5, SIZE);
    const checked = health.checkedAt ? formatMoment(new Date(health.checkedAt)) : 'まだしていません';
    to.text(`ファイル全体の検査　${checked}`, LEFT, y + 10, SIZE);
    to.text(summary(health), LEFT, y + 17, pt(11), { bold: true });
    y = approvals(to, settings.approvals, y + 22);
  }
  to.text('項目', AT.name + 1, y + 4.5, SIZE, { bold: true });
  to.text('状態', AT.state + 1, y + 4.5, SIZE, { bold: true });
  to.text('分かったこと　→　次にすること', AT.found + 1, y + 4.5, SIZE, { bold: true });
  to.line(LEFT, y + 6.5, RIGHT, y + 6.5, 0.4);
  return { to, y: y + 6.5 };
}

/** 良好 14、注意 2、要対応 1 */
function summary({ lines }: Health): string {
  return (['good', 'notice', 'bad'] as const satisfies readonly HealthState[])
    .map(
      (state) =>
        `${HEALTH_WORDS[state].shape}${HEALTH_WORDS[state].word}　${lines.filter((line) => line.state === state).length}項目`,
    )
    .join('　　');
}

function linesOf({ found, next }: HealthLine): string[] {
  const room = (RIGHT - AT.found - 2) / SIZE;
  return [found, ...(next ? [`→ ${next}`] : [])].flatMap((words) => wrap(pieces(words, 'word'), room, 20).lines);
}

function drawLine(to: Pen, { id, state }: HealthLine, words: readonly string[], top: number): number {
  let y = top + 1.2;
  const { word, shape } = HEALTH_WORDS[state];
  const bold = state !== 'good';
  to.text(HEALTH_LINES[id], AT.name + 1, y + LEADING * 0.8, SIZE, { bold: true });
  to.text(`${shape} ${word}`, AT.state + 1, y + LEADING * 0.8, SIZE, { bold });
  for (const line of words) {
    to.text(line, AT.found + 1, y + LEADING * 0.8, SIZE);
    y += LEADING;
  }
  y += 1;
  to.line(LEFT, y, RIGHT, y, 0.1);
  return y;
}

/** Boxes at the right, one line of them. @returns where the table begins */
function approvals(to: Pen, titles: readonly string[], top: number): number {
  const shown = titles.slice(0, Math.floor((RIGHT - LEFT) / BOX));
  if (shown.length === 0) return top;
  shown.forEach((title, index) => {
    const x = RIGHT - (shown.length - index) * BOX;
    to.box(x, top, BOX, 5.5);
    to.box(x, top + 5.5, BOX, BOX - 2);
    to.text(title, x + BOX / 2, top + 3.9, Math.min(pt(8.5), (BOX - 1) / Math.max(1, widthEm(title))), {
      align: 'centre',
    });
  });
  return top + BOX + 6;
}

function foot(to: Pen, { settings, proof, who, at }: HealthPage, pages: string): void {
  to.text(proofLine(proof), LEFT, 284, pt(7.5));
  fitted(to, `出力 ${formatMoment(at)}　${who}　${settings.marking}`, 289, pt(7.5), RIGHT - LEFT - 16);
  to.text(pages, RIGHT, 289, pt(7.5), { align: 'right' });
}

function fitted(to: Pen, words: string, y: number, size: number, room: number): void {
  to.text(words, LEFT, y, Math.min(size, room / Math.max(1, widthEm(words))));
}
