import { DaichoError } from '../../contract/errors.ts';
import type { HistoryChange } from '../../contract/history.ts';
import type { ReadableDb } from '../../db/types.ts';
import { type Pen, pen } from '../classification/pageSvg.ts';
import { inWords } from '../context.ts';
import { labelDocument } from '../label/document.ts';
import { type FontDirs, fontFaces } from '../label/fonts.ts';
import { pieces, pt, widthEm, wrap } from '../label/text.ts';
import { formatMoment } from '../moment.ts';
import type { RegisterState } from '../register/state.ts';
import { type FoundHistory, foundChanges } from './paper.ts';
import { proofCode, proofLine } from './proof.ts';

/** A4 across. */
export const HISTORY_PAPER = { w: 297, h: 210 };
const LEFT = 12;
const RIGHT = HISTORY_PAPER.w - 12;
const FLOOR = 194;
const SIZE = pt(8);
const LEADING = SIZE * 1.45;
/** More entries than this are no paper that anybody reads: some 1,000 pages. */
const MOST = 20_000;

const COLUMNS = [
  { label: '日時', x: LEFT, w: 33 },
  { label: 'だれが', x: LEFT + 34, w: 32 },
  { label: '何をしたか・理由', x: LEFT + 67, w: 48 },
  { label: '変わったところ（資産　項目：変更前 → 変更後）', x: LEFT + 116, w: RIGHT - LEFT - 116 },
] as const;

/**
 * The history that is looked for, page by page; every entry of it (reliability.md P23).
 * @throws DaichoError('invalidInput') for more than a person can print
 */
export function historyPages(
  db: ReadableDb,
  state: RegisterState,
  found: FoundHistory,
  fontDirs: FontDirs | undefined,
  onProgress: (done: number, total: number) => void,
): { html: string; pages: number } {
  if (found.entries > MOST)
    throw new DaichoError(
      'invalidInput',
      `記録が${found.entries.toLocaleString('ja-JP')}件あり、紙には多すぎます。期間などで絞るか、Excelに出してください。`,
    );
  const pages: Pen[] = [];
  let y = Number.POSITIVE_INFINITY;
  let done = 0;
  for (const change of foundChanges(db, state, found)) {
    const cells = linesOf(change);
    const lines = Math.max(...cells.map((cell) => cell.length));
    for (let line = 0; line < lines; line += 1) {
      if (y + LEADING > FLOOR) {
        pages.push(newPage(state, found, pages.length === 0));
        y = 38;
      }
      const to = pages.at(-1)!;
      if (line === 0) to.line(LEFT, y, RIGHT, y, 0.15);
      y += LEADING;
      cells.forEach((cell, index) => {
        const words = cell[line];
        if (words !== undefined) to.text(words, COLUMNS[index]!.x, y - SIZE * 0.3, SIZE);
      });
    }
    y += 0.8;
    done += 1;
    if (done % 100 === 0) onProgress(done, found.ids.length);
  }
  if (pages.length === 0) pages.push(newPage(state, found, true));
  pages.forEach((to, index) => {
    to.text(`${index + 1}／${pages.length}頁`, RIGHT, 203, pt(7.5), { align: 'right' });
  });
  const letters = (of: 'regular' | 'bold') => [...new Set(pages.flatMap((page) => [...page[of]]))].join('');
  const fonts = fontFaces(letters('regular'), { bold: letters('bold'), ...(fontDirs ? { dirs: fontDirs } : {}) });
  const paper = { widthMm: HISTORY_PAPER.w, heightMm: HISTORY_PAPER.h };
  return {
    html: labelDocument(
      pages.map((page) => page.svg()),
      fonts,
      paper,
    ),
    pages: pages.length,
  };
}

function newPage(state: RegisterState, { order, proof, ids, entries }: FoundHistory, first: boolean): Pen {
  const to = pen(HISTORY_PAPER);
  const { settings } = state;
  const right = first ? RIGHT - 22 : RIGHT;
  const short = (words: string, room: number, size: number) =>
    wrap(pieces(words, 'character'), room / size, 1).lines[0] ?? '';
  to.text(short(`${settings.unionName}　変更の履歴`, 170, pt(13)), LEFT, 14, pt(13), { bold: true });
  to.text(settings.marking, right, 12, pt(9), { align: 'right' });
  const scope = `対象 ${order.filterWords}（変更${ids.length.toLocaleString('ja-JP')}件、記録${entries.toLocaleString('ja-JP')}件）`;
  to.text(short(scope, right - LEFT, pt(9)), LEFT, 21, pt(9));
  to.text(proofLine(proof), LEFT, 27, pt(9));
  if (first) to.code(proofCode(proof), RIGHT - 18, 8, 18);
  for (const { label, x } of COLUMNS) to.text(label, x, 36, pt(8), { bold: true });
  to.line(LEFT, 38, RIGHT, 38, 0.4);
  const stamp = `出力 ${formatMoment(new Date(order.exportedAt))}　${order.exportedBy}　${settings.marking}`;
  to.text(stamp, LEFT, 203, Math.min(pt(7.5), (RIGHT - LEFT - 90) / Math.max(1, widthEm(stamp))));
  to.text(proofLine(proof), RIGHT - 22, 203, pt(7), { align: 'right' });
  return to;
}

/** The lines of each column. */
function linesOf(change: HistoryChange): string[][] {
  const set = (words: string, column: number) =>
    words
      .split('\n')
      .flatMap((part) => wrap(pieces(part, 'word'), COLUMNS[column]!.w / SIZE, Number.MAX_SAFE_INTEGER).lines);
  const who = inWords({ name: change.who || '（無記名）', post: change.post });
  const what = [change.action, change.reason && `理由：${change.reason}`].filter(Boolean).join('\n');
  let about: string | null = null;
  const rows = change.rows.flatMap((row) => {
    const asset = row.about !== about && row.about ? set(`〔${row.about}〕`, 3) : [];
    about = row.about;
    const values =
      row.before !== null && row.after !== null
        ? `${row.before} → ${row.after}`
        : row.after !== null
          ? row.after
          : `${row.before ?? ''}${row.before === null ? '' : ' → （なし）'}`;
    return [...asset, ...set(`${row.label}：${values}`, 3)];
  });
  return [set(formatMoment(new Date(change.at)), 0), set(who, 1), set(what, 2), rows];
}
