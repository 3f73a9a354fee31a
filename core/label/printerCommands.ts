import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import { type LabelPrinter, labelPrinterSchema } from '../../contract/label.ts';
import { allPrinters, deletePrinter, type PrinterRow, printerRow, putPrinter } from '../../db/labelPrinters.ts';
import { change } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { measureCorrection } from './correction.ts';
import { recordLabelThing } from './historyWords.ts';

function fromRow(row: PrinterRow): LabelPrinter {
  const { id, name, tray, offset_x, offset_y, scale_x, scale_y, measured_at } = row;
  return {
    id,
    name,
    tray,
    offsetX: offset_x,
    offsetY: offset_y,
    scaleX: scale_x,
    scaleY: scale_y,
    measuredAt: measured_at,
  };
}

function toRow(printer: LabelPrinter): PrinterRow {
  const { id, name, tray, offsetX, offsetY, scaleX, scaleY, measuredAt } = printer;
  return {
    id,
    name,
    tray,
    offset_x: offsetX,
    offset_y: offsetY,
    scale_x: scaleX,
    scale_y: scaleY,
    measured_at: measuredAt,
  };
}

export function listPrinters(context: Context): LabelPrinter[] {
  return allPrinters(opened(context).db).map(fromRow);
}

/** @throws DaichoError('notFound') */
export function printerById(context: Context, id: string): LabelPrinter {
  const row = printerRow(opened(context).db, id);
  if (!row) throw new DaichoError('notFound', 'プリンターが見つかりません。');
  return fromRow(row);
}

/** Adds or changes a printer and tray. @throws DaichoError('invalidInput') for a name and tray that are there already */
export function savePrinter(context: Context, input: ParsedInputOf<'label.printerSave'>): LabelPrinter {
  const before = input.id ? printerById(context, input.id) : null;
  const twin = listPrinters(context).find(
    (one) => one.name === input.name && one.tray === input.tray && one.id !== input.id,
  );
  if (twin)
    throw new DaichoError('invalidInput', undefined, [
      { path: 'name', message: 'その名前とトレイのプリンターは、すでにあります。' },
    ]);
  const id = before?.id ?? context.ports.newId();
  return put(context, before, { ...input, id, measuredAt: before?.measuredAt ?? null });
}

function put(context: Context, before: LabelPrinter | null, after: LabelPrinter): LabelPrinter {
  if (before && JSON.stringify(toRow(before)) === JSON.stringify(toRow(after))) return before;
  const { db } = opened(context);
  const action = before ? 'プリンターの位置合わせ' : 'プリンターの追加';
  change(context, { action }, (recorder) => {
    putPrinter(db, toRow(after));
    recordLabelThing(recorder, 'labelPrinter', before, after);
  });
  return after;
}

/** @throws DaichoError('notFound') */
export function removePrinter(context: Context, id: string): Changed {
  const printer = printerById(context, id);
  const { changeId } = change(context, { action: 'プリンターの削除' }, (recorder) => {
    deletePrinter(opened(context).db, id);
    recordLabelThing(recorder, 'labelPrinter', printer, null);
  });
  return { changeId, changed: 1 };
}

const TOO_FAR = 'ずれが大きすぎて、補正できません。「100%（実際のサイズ）」で印刷し直して、もう一度測ってください。';
const MEASURED = { offsetX: 'left', offsetY: 'top', scaleX: 'width', scaleY: 'height' } as const;

/**
 * Takes in what the ruler said on the ruler page that was printed with the present correction.
 * @throws DaichoError('notFound'), ('invalidInput') at the number that asks for more than a printer can be corrected
 */
export function measurePrinter(context: Context, input: ParsedInputOf<'label.printerMeasure'>): LabelPrinter {
  const before = printerById(context, input.printerId);
  const { left, top, width, height } = input;
  const correction = measureCorrection(left, top, width, height, before);
  const far = labelPrinterSchema.safeParse({ ...before, ...correction }).error?.issues ?? [];
  if (far.length > 0) {
    const pathOf = (key: PropertyKey | undefined) => MEASURED[key as keyof typeof MEASURED] ?? 'left';
    const fields = far.map(({ path }) => ({ path: pathOf(path[0]), message: TOO_FAR }));
    throw new DaichoError('invalidInput', undefined, fields);
  }
  return put(context, before, { ...before, ...correction, measuredAt: context.ports.now().toISOString() });
}
