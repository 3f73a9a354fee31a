import { sealNumber } from '../../contract/checkCode.ts';
import { type Proof, shortId } from '../../contract/proof.ts';
import { type Pen, pen } from '../classification/pageSvg.ts';
import { proofCode } from '../history/proof.ts';
import { labelDocument } from '../label/document.ts';
import { type FontDirs, fontFaces } from '../label/fonts.ts';
import { fitSize, pieces, pt, widthEm, wrap } from '../label/text.ts';

/** What stands on the paper of a seal. */
export interface SealPage {
  readonly unionName: string;
  readonly title: string;
  /** 令和8年度; '' where no year is sealed. */
  readonly year: string;
  /** 基準日 in 和暦. */
  readonly asOf: string;
  readonly counts: readonly (readonly [label: string, assets: number])[];
  /** Titles of the boxes for seals. */
  readonly approvals: readonly string[];
  readonly proof: Proof;
  /** 出力日時・出力者・分類表示 */
  readonly stamp: string;
  readonly marking: string;
}

const PAPER = { w: 210, h: 297 };
const LEFT = 20;
const RIGHT = PAPER.w - 20;
const BOX = 18;

/** The complete HTML of the seal, one page A4, fonts inside. */
export function sealDocument(seal: SealPage, dirs?: FontDirs): string {
  const page = drawSeal(seal);
  const fonts = fontFaces([...page.regular].join(''), { bold: [...page.bold].join(''), ...(dirs ? { dirs } : {}) });
  return labelDocument([page.svg()], fonts, { widthMm: PAPER.w, heightMm: PAPER.h });
}

function drawSeal(seal: SealPage): Pen {
  const to = pen(PAPER);
  to.text(seal.marking, RIGHT, 14, pt(9), { align: 'right' });
  fitted(to, seal.unionName, LEFT, 26, pt(12), RIGHT - LEFT);
  let y = approvals(to, seal.approvals, 32);
  y += 14;
  const size = fitSize(seal.title, RIGHT - LEFT, pt(24), pt(12)) ?? pt(12);
  for (const line of wrap(pieces(seal.title, 'word'), (RIGHT - LEFT) / size, 2).lines) {
    to.text(line, PAPER.w / 2, y, size, { bold: true, align: 'centre' });
    y += size * 1.4;
  }
  to.text([seal.year, `基準日　${seal.asOf}`].filter(Boolean).join('　'), PAPER.w / 2, y + 2, pt(12), {
    align: 'centre',
  });
  y += 12;
  y = counts(to, seal.counts, y);
  y = number(to, seal.proof, y + 8);
  for (const line of [
    'この紙は、上の番号までの履歴が、この日にあったとおりであることの証拠です。ファイルとは別の、鍵のかかる場所に保管してください。',
    '確かめるときは「点検・履歴」の「照合」で、照合番号を打つか、二次元コードを読み取ります。履歴が一字でも変わっていれば、この番号にはなりません。',
  ])
    y = paragraph(to, line, y + 2);
  fitted(to, seal.stamp, LEFT, 284, pt(8), RIGHT - LEFT - 16);
  to.text('1／1頁', RIGHT, 284, pt(8), { align: 'right' });
  return to;
}

function fitted(to: Pen, words: string, x: number, y: number, size: number, room: number): void {
  to.text(words, x, y, Math.min(size, room / Math.max(1, widthEm(words))));
}

/** Boxes at the right, as many lines of them as it takes. @returns where the next part begins */
function approvals(to: Pen, titles: readonly string[], top: number): number {
  const perLine = Math.floor((RIGHT - LEFT) / BOX);
  let y = top;
  for (let from = 0; from < titles.length; from += perLine) {
    const group = titles.slice(from, from + perLine);
    group.forEach((title, index) => {
      const x = RIGHT - (group.length - index) * BOX;
      to.box(x, y, BOX, 6);
      to.box(x, y + 6, BOX, BOX);
      const size = Math.min(pt(8.5), (BOX - 1) / Math.max(1, widthEm(title)));
      to.text(title, x + BOX / 2, y + 4.2, size, { align: 'centre' });
    });
    y += BOX + 6;
  }
  return y;
}

function counts(to: Pen, rows: SealPage['counts'], top: number): number {
  const height = 6.4;
  const x = LEFT + 35;
  const w = RIGHT - LEFT - 70;
  const all = [...rows, ['合計', rows.reduce((sum, [, assets]) => sum + assets, 0)] as const];
  to.text('資産区分ごとの件数', x, top, pt(10), { bold: true });
  let y = top + 2;
  for (const [label, assets] of all) {
    to.box(x, y, w, height, { width: 0.2 });
    const bold = label === '合計';
    to.text(label, x + 2, y + 4.5, pt(10), { bold });
    to.text(`${assets.toLocaleString('ja-JP')}件`, x + w - 2, y + 4.5, pt(10), { bold, align: 'right' });
    y += height;
  }
  return y;
}

function number(to: Pen, proof: Proof, top: number): number {
  const side = 38;
  const height = side + 12;
  to.box(LEFT, top, RIGHT - LEFT, height, { width: 0.6 });
  to.code(proofCode(proof), RIGHT - side - 6, top + 6, side);
  const x = LEFT + 5;
  to.text('照合番号', x, top + 9, pt(11), { bold: true });
  const groups = sealNumber(proof.hash).split('-');
  to.text(groups.slice(0, 2).join('-'), x, top + 21, pt(23), { bold: true });
  to.text(`-${groups.slice(2).join('-')}`, x, top + 32, pt(23), { bold: true });
  to.text(`最後の記録の番号　第${proof.seq.toLocaleString('ja-JP')}番`, x, top + 40, pt(10));
  to.text(`台帳の識別番号　${shortId(proof.registerId)}（${proof.registerId}）`, x, top + 46, pt(8));
  return top + height;
}

function paragraph(to: Pen, words: string, top: number): number {
  const size = pt(9.5);
  let y = top;
  for (const line of wrap(pieces(words, 'word'), (RIGHT - LEFT) / size, 4).lines) {
    y += size * 1.5;
    to.text(line, LEFT, y, size);
  }
  return y;
}
