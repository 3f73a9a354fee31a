import type { LabelSheet, Rect } from '../../../contract/labelSheet.ts';
import { mm } from '../../labels/sheetWords.ts';
import { drawableCells } from './drawable.ts';

/** Room around the paper for the measures, in parts of its longer side. */
const MARGIN = 0.13;

/** The sheet to scale, as it is typed: paper, labels, and the measures that the fields ask for. */
export function SheetDrawing({ sheet, wrong }: { sheet: LabelSheet; wrong: boolean }) {
  const { paperWidth: w, paperHeight: h } = sheet;
  const drawn = drawableCells(sheet);
  const ok = w > 0 && h > 0 && w <= 1500 && h <= 1500;
  const unit = Math.max(w, h) / 100;
  const margin = Math.max(w, h) * MARGIN;
  return (
    <section className="card sheet-drawing" aria-labelledby="sheet-drawing">
      <h2 id="sheet-drawing">用紙の図</h2>
      {ok ? (
        <svg
          viewBox={`${-margin} ${-margin} ${w + 2 * margin} ${h + 2 * margin}`}
          role="img"
          aria-label={`用紙${mm(w)}×${mm(h)}mmに、${mm(sheet.labelWidth)}×${mm(sheet.labelHeight)}mmのラベルが${sheet.columns}列${sheet.rows}段`}
        >
          <rect className="sheet-paper" width={w} height={h} strokeWidth={unit * 0.3} />
          {drawn.map((cell) => (
            <Label key={`${cell.x} ${cell.y}`} cell={cell} sheet={sheet} unit={unit} />
          ))}
          <Measures sheet={sheet} unit={unit} />
        </svg>
      ) : (
        <p className="muted">用紙の大きさを入れると、ここに図が出ます。</p>
      )}
      {wrong && ok && <p className="form-error">▲ 赤い斜線のラベルは、用紙からはみ出すか、隣と重なっています。</p>}
      <p className="form-help">
        数字はmmです。保存したら、ラベルの画面の「位置合わせ」で普通紙に印刷し、用紙に重ねて確かめてください。
      </p>
    </section>
  );
}

function Label({ cell, sheet, unit }: { cell: Rect & { wrong: boolean }; sheet: LabelSheet; unit: number }) {
  const name = cell.wrong ? 'sheet-label sheet-label-wrong' : 'sheet-label';
  const { x, y, w, h } = cell;
  return (
    <>
      {sheet.round ? (
        <ellipse className={name} cx={x + w / 2} cy={y + h / 2} rx={w / 2} ry={h / 2} strokeWidth={unit * 0.3} />
      ) : (
        <rect className={name} x={x} y={y} width={w} height={h} strokeWidth={unit * 0.3} />
      )}
      {cell.wrong && (
        <line className="sheet-label-cross" x1={x} y1={y + h} x2={x + w} y2={y} strokeWidth={unit * 0.4} />
      )}
    </>
  );
}

/** Margins and pitches as lines with their numbers; outside the paper where there is room, so that they hide no label. */
function Measures({ sheet, unit }: { sheet: LabelSheet; unit: number }) {
  const { x0, y0, dx, dy, labelWidth, labelHeight, paperWidth, paperHeight, medium } = sheet;
  const size = unit * 3.4;
  const across = (from: number, to: number, y: number, words: string) => (
    <g key={words}>
      <path
        className="sheet-measure"
        d={`M${from} ${y}H${to}M${from} ${y - unit}v${2 * unit}M${to} ${y - unit}v${2 * unit}`}
        strokeWidth={unit * 0.35}
      />
      <text x={(from + to) / 2} y={y - unit * 1.2} fontSize={size} textAnchor="middle">
        {words}
      </text>
    </g>
  );
  const down = (from: number, to: number, x: number, words: string) => (
    <g key={words}>
      <path
        className="sheet-measure"
        d={`M${x} ${from}V${to}M${x - unit} ${from}h${2 * unit}M${x - unit} ${to}h${2 * unit}`}
        strokeWidth={unit * 0.35}
      />
      <text
        x={x - unit * 1.2}
        y={(from + to) / 2}
        fontSize={size}
        textAnchor="middle"
        transform={`rotate(-90 ${x - unit * 1.2} ${(from + to) / 2})`}
      >
        {words}
      </text>
    </g>
  );
  const ok = [x0, y0, dx, dy, labelWidth, labelHeight].every((n) => Number.isFinite(n) && n >= 0 && n <= 1500);
  if (!ok) return null;
  const near = -unit * 2;
  const far = -unit * 7.5;
  return (
    <>
      {medium === 'sheet' && x0 > 0 && across(0, x0, near, `左 ${mm(x0)}`)}
      {across(x0, x0 + labelWidth, far, `幅 ${mm(labelWidth)}`)}
      {sheet.columns > 1 && across(x0 + dx, x0 + 2 * dx, near, `間隔 ${mm(dx)}`)}
      {medium === 'sheet' && y0 > 0 && down(0, y0, near, `上 ${mm(y0)}`)}
      {down(y0, y0 + labelHeight, far, `高さ ${mm(labelHeight)}`)}
      {sheet.rows > 1 && down(y0 + dy, y0 + 2 * dy, near, `間隔 ${mm(dy)}`)}
      {medium === 'sheet' && (
        <text x={paperWidth} y={paperHeight + unit * 5} fontSize={size} textAnchor="end">
          用紙 {mm(paperWidth)}×{mm(paperHeight)}
        </text>
      )}
    </>
  );
}
