import type { LabelSheet } from '../../contract/labelSheet.ts';

/**
 * Labels of label printers (domain.md §9.3): one label a page, the page as large as the label, its text along the tape.
 * `unprintable` comes from the printer's dots where they are known; where they are not, or only by hearsay, the label
 * says 試し刷り.
 */

/** Dots across the tape that a Brother QL (300 dpi) prints, by width of the tape in mm. The three of domain.md §9.3. */
const QL_DOTS: Readonly<Record<number, number>> = { 29: 306, 62: 696, 102: 1164 };
/** What a QL leaves free at the ends of a label: the feed between head and cutter. */
const QL_FEED = 3;
/** Across the tape where the dots are not known: the same 1.6 mm and a little more. */
const QL_EDGE = 2;

const TEST = '試し刷りをして、端まで印刷されることを確かめてください。';
const WHOLE = '100%の倍率で印刷してください。';
const LENGTH = (mm: number) => `プリンターの用紙の長さを${mm}mmにして、`;

interface Roll {
  readonly id: string;
  readonly name: string;
  readonly maker: string;
  /** Along the tape and across it, mm. */
  readonly along: number;
  readonly across: number;
  readonly free: { readonly along: number; readonly across: number };
  readonly round?: boolean;
  readonly note: string;
}

function roll({ id, name, maker, along, across, free, round, note }: Roll): LabelSheet {
  const size = { labelWidth: along, labelHeight: across, paperWidth: along, paperHeight: across };
  const place = { columns: 1, rows: 1, x0: 0, y0: 0, dx: along, dy: across };
  const unprintable = { x: free.along, y: free.across };
  return { id, name, maker, models: [], medium: 'roll', ...place, ...size, unprintable, ...(round && { round }), note };
}

function qlEdge(width: number): number {
  const dots = QL_DOTS[width];
  // Rounded up to 0.05 mm: what is printed must not touch the edge of what can be.
  return dots === undefined ? QL_EDGE : Math.ceil(((width - (dots * 25.4) / 300) / 2) * 20) / 20;
}

/** Tape × length in mm; the longer side lies across the page, whichever it is. */
function ql(id: string, name: string, width: number, length: number, note: string): LabelSheet {
  const [tape, feed] = [qlEdge(width), QL_FEED];
  return roll({
    id,
    name,
    maker: 'ブラザー QL',
    along: Math.max(width, length),
    across: Math.min(width, length),
    free: length >= width ? { along: feed, across: tape } : { along: tape, across: feed },
    note,
  });
}

/** Endless tape: any length can be cut. */
function endless(width: number, length: number): LabelSheet {
  const note = `${LENGTH(length)}${width in QL_DOTS ? WHOLE : TEST}`;
  return ql(`QL-${width}-${length}`, `長尺 ${width}mm幅を${length}mmで切る`, width, length, note);
}

/** Labels cut to size: width of the tape × length of the label, as printed on the packet. */
function dieCut(width: number, length: number): LabelSheet {
  const note = width in QL_DOTS ? WHOLE : TEST;
  return ql(`QL-${width}x${length}`, `${width}×${length}mm（切れているラベル）`, width, length, note);
}

function disc(width: number): LabelSheet {
  return roll({
    id: `QL-R${width}`,
    name: `丸型 直径${width}mm`,
    maker: 'ブラザー QL',
    along: width,
    across: width,
    free: { along: 2, across: 2 },
    round: true,
    note: TEST,
  });
}

/**
 * テプラ and P-touch tapes. What they print of the width: P-touch 24 mm 128 dots at 180 dpi = 18.1 mm, テプラ 24 mm about
 * 18 mm and 36 mm about 27 mm (domain.md §9.3); the narrower ones in the same proportion, to be test printed.
 */
const TAPE_EDGES: Readonly<Record<number, number>> = { 9: 1.5, 12: 2, 18: 2.5, 24: 3, 36: 4.5 };

function tape(width: number, length: number): LabelSheet {
  return roll({
    id: `TAPE-${width}-${length}`,
    name: `テープ ${width}mm幅・長さ${length}mm`,
    maker: 'テプラ／P-touch',
    along: length,
    across: width,
    free: { along: 1, across: TAPE_EDGES[width]! },
    note: `${LENGTH(length)}${TEST}`,
  });
}

/** Round 12 mm stays out: no number can be read on it (contract SMALLEST). */
export const ROLLS: readonly LabelSheet[] = [
  endless(62, 29),
  endless(62, 100),
  endless(29, 60),
  endless(29, 90),
  endless(38, 60),
  endless(38, 90),
  endless(50, 80),
  endless(54, 86),
  endless(102, 51),
  endless(102, 152),
  endless(12, 40),
  endless(12, 60),
  dieCut(29, 90),
  dieCut(62, 29),
  dieCut(62, 100),
  dieCut(29, 42),
  dieCut(38, 90),
  dieCut(39, 48),
  dieCut(52, 29),
  dieCut(17, 54),
  dieCut(17, 87),
  dieCut(23, 23),
  dieCut(102, 51),
  dieCut(102, 152),
  disc(24),
  disc(58),
  tape(24, 50),
  tape(24, 70),
  tape(24, 100),
  tape(36, 60),
  tape(36, 90),
  tape(18, 50),
  tape(18, 70),
  tape(12, 40),
  tape(12, 60),
  tape(9, 40),
  tape(9, 60),
];
