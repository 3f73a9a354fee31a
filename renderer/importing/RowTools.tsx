import { type RefObject, useEffect } from 'react';
import { columnLetters, type SheetPlan } from '../../contract/importing.ts';
import type { PictureLine, SheetPicture } from '../../contract/importPicture.ts';
import { isComposing } from '../keys.ts';
import { Button } from '../ui/Button.tsx';
import { isAssetLine, LINE_WORDS } from './lineWords.ts';
import { readTable, sayEnd, sayRows } from './session.ts';

interface RowToolsProps {
  planned: SheetPlan;
  facts: Pick<SheetPicture, 'turned' | 'stops'>;
  /** The chosen lines that are here. */
  lines: readonly PictureLine[];
  /** Index of the active line; -1: none. */
  at: number;
  onGo: (index: number) => void;
  /** Single keys work while the focus is there. */
  grid: RefObject<HTMLElement | null>;
}

interface Tool {
  readonly key: string;
  readonly words: string;
  /** Null where it makes no sense for the chosen lines. */
  readonly act: (() => void) | null;
}

/** What the chosen rows are, why, and what the clerk can say instead. */
export function RowTools({ planned, facts, lines, at, onGo, grid }: RowToolsProps) {
  const tools = toolsFor(planned, facts.turned, lines);
  const before = facts.stops.findLast((index) => index < at);
  const after = facts.stops.find((index) => index > at);

  useEffect(() => {
    const element = grid.current;
    const listen = (event: globalThis.KeyboardEvent) => {
      if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === 'n' || key === 'p') {
        const to = key === 'n' ? after : before;
        if (to !== undefined) onGo(to);
      } else {
        const tool = tools.find((one) => one.key.toLowerCase() === key);
        if (!tool) return;
        tool.act?.();
      }
      event.preventDefault();
    };
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  });

  return (
    <div className="picture-tools">
      <p aria-live="polite" className="picture-reason">
        {lineWords(lines, facts.turned, planned.cards === true)}
      </p>
      <div className="row">
        {tools.map(({ key, words, act }) => (
          <Button key={key} small disabled={act === null} onClick={() => act?.()}>
            {words} <kbd>{key}</kbd>
          </Button>
        ))}
        <span className="picture-stops">
          <Button small disabled={before === undefined} onClick={() => before !== undefined && onGo(before)}>
            前の気になる行 <kbd>P</kbd>
          </Button>
          <Button small disabled={after === undefined} onClick={() => after !== undefined && onGo(after)}>
            次の気になる行 <kbd>N</kbd>
          </Button>
        </span>
      </div>
    </div>
  );
}

function lineWords(lines: readonly PictureLine[], turned: boolean, cards: boolean): string {
  const [first] = lines;
  const unit = cards ? '枚目のカード' : turned ? '列' : '行目';
  // The headings of the cards are line 1.
  const place = (row: number) => (turned ? columnLetters(row - 1) : String(cards ? row - 1 : row));
  if (!first) return '行を選ぶと、どう読み取ったかと、そのわけが出ます。違うときは、ここで直せます。';
  if (lines.length > 1) return `${place(first.row)}～${place(lines.at(-1)!.rowEnd)}${unit}を選んでいます。`;
  const { word } = LINE_WORDS[first.as];
  const why = first.reason || (isAssetLine(first) ? '1件の資産として取り込みます。' : '');
  return cards && first.row === 1 ? 'カードの項目名です。' : `${place(first.row)}${unit}：${word}　${why}`;
}

function toolsFor(planned: SheetPlan, turned: boolean, lines: readonly PictureLine[]): readonly Tool[] {
  const { name, headerRow, headerRows = 1 } = planned;
  const first = headerRow + headerRows;
  const filled = lines.filter((line) => line.rowEnd === line.row && line.as !== 'blank');
  const inTable = filled.filter((line) => line.row >= first && line.as !== 'outside');
  const one = lines.length === 1 && filled.length === 1 ? filled[0]! : null;
  const rows = (of: readonly PictureLine[]) => of.map((line) => line.row);
  const others = inTable.filter((line) => !isAssetLine(line));
  const assets = inTable.filter(isAssetLine);
  const said = inTable.filter((line) => line.said);
  const noun = planned.cards ? 'カード' : turned ? '列' : '行';
  const isNext = one !== null && !planned.cards && one.row === first && headerRows < 5;
  return [
    {
      key: 'M',
      words: `この${noun}は見出し`,
      act:
        one && one.row !== headerRow && !planned.cards
          ? () => void readTable(name, { headerRow: one.row, headerRows: undefined })
          : null,
    },
    {
      key: 'T',
      words: isNext || headerRows === 1 ? '見出しの続き' : '見出しを1行にする',
      act: isNext
        ? () => void readTable(name, { headerRows: headerRows + 1 })
        : one && headerRows > 1 && one.as === 'heading'
          ? () => void readTable(name, { headerRow: one.row, headerRows: undefined })
          : null,
    },
    { key: 'S', words: `この${noun}は資産`, act: others.length > 0 ? () => sayRows(name, rows(others), true) : null },
    {
      key: 'X',
      words: `この${noun}は資産ではない`,
      act: assets.length > 0 ? () => sayRows(name, rows(assets), false) : null,
    },
    { key: 'E', words: '表はここまで', act: one && one.row >= first ? () => sayEnd(name, one.row) : null },
    { key: 'Z', words: 'もとの読み取りに戻す', act: said.length > 0 ? () => sayRows(name, rows(said), null) : null },
  ];
}
