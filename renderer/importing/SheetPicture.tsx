import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { columnLetters, type SheetPlan } from '../../contract/importing.ts';
import type { PictureLine } from '../../contract/importPicture.ts';
import { isComposing } from '../keys.ts';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { isAssetLine, LINE_WORDS, lineLook } from './lineWords.ts';
import { RowTools } from './RowTools.tsx';
import { type Picture, usePicture } from './usePicture.ts';
import './picture.css';

/** px; the same in picture.css */
const ROW = 27;
const HEAD = 26;
const MOST = 11;
const NUMBER_WIDTH = 60;
const MARK_WIDTH = 132;
const NARROWEST = 64;
const WIDEST = 210;
/** px of a full-width letter, and of the edges of a cell. */
const LETTER = 13;
const EDGES = 16;
const SAMPLED = 60;

interface SheetPictureProps {
  importId: string;
  planned: SheetPlan;
  /** The sheet in words. */
  words: string;
}

/** A line of the table, or the first one: with it the keyboard begins. */
interface Chosen {
  readonly from: number;
  readonly to: number;
}

/**
 * The whole sheet as the spreadsheet shows it, each row with what it was understood as. Arrow keys move, Shift takes
 * several rows, and what is said of them holds for all. Only what is in view is in the page.
 */
export function SheetPicture({ importId, planned, words }: SheetPictureProps) {
  const picture = usePicture(importId, planned);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const id = useId();
  const { facts } = picture;
  const count = facts?.total ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollPaddingStart: HEAD + 2,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { need } = picture;
  useEffect(() => need(first, last), [need, first, last]);

  if (!facts) {
    return picture.failure ? <ErrorMessage failure={picture.failure} /> : <p className="busy">表を読んでいます…</p>;
  }
  const widths = columnWidths(facts.width, picture);
  const template = [`${NUMBER_WIDTH}px`, `${MARK_WIDTH}px`, ...widths.map((width) => `${width}px`)].join(' ');
  const total = widths.reduce((sum, width) => sum + width, NUMBER_WIDTH + MARK_WIDTH);
  const active = chosen ? Math.min(chosen.to, count - 1) : -1;
  const go = (index: number, extend = false) => {
    const to = Math.max(0, Math.min(count - 1, index));
    setChosen(extend && chosen ? { from: chosen.from, to } : { from: to, to });
    virtual.scrollToIndex(to, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.altKey || event.ctrlKey || event.metaKey) return;
    const to: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + MOST - 2,
      PageUp: active - MOST + 2,
      Home: 0,
      End: count - 1,
    };
    const index = to[event.key];
    if (index !== undefined) go(index, event.shiftKey);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft')
      scroller.current?.scrollBy({ left: event.key === 'ArrowRight' ? 140 : -140 });
    else return;
    event.preventDefault();
  };
  const [low, high] = chosen ? [Math.min(chosen.from, active), Math.max(chosen.from, active)] : [-1, -1];
  // On cards, and where an asset takes two rows, a column of the picture is none of the sheet.
  const isSheet = !facts.turned && !planned.cards && !planned.recordRows;
  const letters = (index: number) => (isSheet ? columnLetters(index) : String(index + 1));
  const place = (row: number) =>
    facts.turned ? columnLetters(row - 1) : planned.cards ? (row === 1 ? '' : String(row - 1)) : String(row);
  const outside = (index: number) =>
    index + 1 < (planned.left ?? 1) || index + 1 > (planned.right ?? Number.MAX_SAFE_INTEGER);
  return (
    <div className="picture">
      <PictureFacts facts={facts} />
      <RowTools
        planned={planned}
        facts={facts}
        lines={low < 0 ? [] : linesOf(picture, low, high)}
        at={active}
        onGo={(index) => {
          go(index);
          grid.current?.focus({ preventScroll: true });
        }}
        grid={grid}
      />
      <div
        ref={scroller}
        className="picture-scroller"
        style={{ height: HEAD + ROW * Math.min(MOST, Math.max(1, count)) + 18 }}
      >
        <table
          ref={grid}
          className="picture-grid"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is what this table is
          role="grid"
          tabIndex={0}
          aria-label={`${words}の読み取り`}
          aria-rowcount={count + 1}
          aria-colcount={facts.width + 2}
          aria-multiselectable="true"
          aria-busy={picture.waiting}
          aria-activedescendant={active >= first && active <= last && active >= 0 ? `${id}-${active}` : undefined}
          style={{ minWidth: total }}
          onKeyDown={onKeyDown}
          onFocus={() => {
            if (!chosen && count > 0) setChosen({ from: first, to: first });
          }}
        >
          <thead className="picture-head">
            <tr aria-rowindex={1} className="picture-row" style={{ gridTemplateColumns: template }}>
              <th scope="col" className="picture-cell picture-number">
                {planned.cards ? '枚' : facts.turned ? '列' : '行'}
              </th>
              <th scope="col" className="picture-cell picture-mark">
                読み取り
              </th>
              {widths.map((_, index) => (
                <th
                  key={letters(index)}
                  scope="col"
                  className={`picture-cell ${outside(index) ? 'picture-outside' : ''}`}
                  title={facts.headings[index]}
                >
                  {letters(index)}
                  {facts.hiddenColumns.includes(index + 1) && <span className="picture-flag">隠れた列</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="picture-body" style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, start }) => {
              const line = picture.line(index);
              return (
                <tr
                  key={index}
                  id={`${id}-${index}`}
                  aria-rowindex={index + 2}
                  aria-selected={index >= low && index <= high}
                  className={`picture-row ${line ? lineLook(line) : ''} ${index >= low && index <= high ? 'line-chosen' : ''} ${index === active ? 'line-active' : ''}`}
                  style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
                  onClick={(event) => {
                    grid.current?.focus({ preventScroll: true });
                    go(index, event.shiftKey);
                  }}
                >
                  <LineCells line={line} columns={widths.length} place={place} outside={outside} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function LineCells(props: {
  line: PictureLine | undefined;
  columns: number;
  /** The number of a line as the person calls it. */
  place: (row: number) => string;
  outside: (index: number) => boolean;
}) {
  const { line, columns, place, outside } = props;
  return (
    <>
      <th scope="row" className="picture-cell picture-number">
        {line && (line.rowEnd > line.row ? `${place(line.row)}～${place(line.rowEnd)}` : place(line.row))}
      </th>
      <td className="picture-cell picture-mark" title={line?.reason}>
        {line ? <LineMark line={line} /> : '…'}
      </td>
      {cellsOf(line, columns).map(({ index, span }) => (
        <td
          key={index}
          className={`picture-cell ${outside(index) ? 'picture-outside' : ''} ${line?.struck ? 'picture-struck' : ''}`}
          style={span > 1 ? { gridColumn: `span ${span}` } : {}}
          colSpan={span}
          title={line?.cells[index]}
        >
          {line?.cells[index] ?? ''}
        </td>
      ))}
    </>
  );
}

/** A title or a note runs over the blank cells to its right, as in a spreadsheet. */
function cellsOf(line: PictureLine | undefined, columns: number): readonly { index: number; span: number }[] {
  const all = Array.from({ length: columns }, (_, index) => ({ index, span: 1 }));
  if (!line || isAssetLine(line) || line.as === 'heading' || line.as === 'repeated') return all;
  const starts = all.filter(({ index }) => index === 0 || (line.cells[index] ?? '') !== '');
  return starts.map(({ index }, at) => ({ index, span: (starts[at + 1]?.index ?? columns) - index }));
}

function LineMark({ line }: { line: PictureLine }) {
  const { sign, word } = LINE_WORDS[line.as];
  const flags = [
    isAssetLine(line) && line.struck && '取消線',
    isAssetLine(line) && line.hidden && '隠れた行',
    line.said && line.as !== 'skipped' && '指定',
  ].filter(Boolean);
  return (
    <>
      <span aria-hidden="true" className="line-sign">
        {sign}
      </span>
      {word}
      {flags.length > 0 && <span className="picture-flag">{flags.join('・')}</span>}
    </>
  );
}

/** How many rows are what. */
function PictureFacts({ facts }: { facts: NonNullable<Picture['facts']> }) {
  return (
    <p className="picture-facts">
      <strong className="number">
        {LINE_WORDS.asset.sign}資産 {facts.assets.toLocaleString('ja-JP')}
        {facts.turned ? '列' : '行'}
      </strong>
      {facts.odd > 0 && <span className="number">うち取消線や隠れた行 {facts.odd.toLocaleString('ja-JP')}</span>}
      {facts.others.map(({ as, rows }) => (
        <span key={as} className="number muted">
          {LINE_WORDS[as].word} {rows.toLocaleString('ja-JP')}
        </span>
      ))}
    </p>
  );
}

function linesOf(picture: Picture, low: number, high: number): PictureLine[] {
  return Array.from({ length: high - low + 1 }, (_, i) => picture.line(low + i)).filter((line) => line !== undefined);
}

/** Wide enough for what the first lines hold, within bounds. */
function columnWidths(columns: number, picture: Picture): number[] {
  const widths = Array.from({ length: columns }, () => NARROWEST);
  for (let index = 0; index < SAMPLED; index += 1) {
    const line = picture.line(index);
    // What is no asset may spread over the columns beside it.
    if (!line || !(isAssetLine(line) || line.as === 'heading')) continue;
    for (const [i, cell] of line.cells.entries())
      widths[i] = Math.min(WIDEST, Math.max(widths[i]!, cell.length * LETTER + EDGES));
  }
  return widths;
}
