import type { FieldValue } from '../../contract/catalogue/field.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import type { ImportPlan, ImportProposal } from '../../contract/importing.ts';
import type { ReadBook } from '../excel/read/index.ts';
import type { RegisterState } from '../register/state.ts';
import { sheetOf } from './propose.ts';
import type { Prepared, UnderstoodAsset } from './rows.ts';
import { isAsset } from './understand/table.ts';

/** Everything that was understood of a file, in words: for a caller without a screen. */
export function proposalOf(book: ReadBook, plan: ImportPlan, prepared: Prepared, state: RegisterState): ImportProposal {
  const labels = new Map(prepared.items.map((item) => [item.id, item.label] as const));
  const word = (id: string) => labels.get(id) ?? state.items.get(id)?.label ?? id;
  return {
    assets: prepared.understood.map((one) => ({
      ...one.at,
      kind: one.kind,
      values: valuesOf(prepared.catalogue, one, word),
      ...(one.match && { match: one.match }),
    })),
    notAssets: [...unusedSheets(book, plan), ...prepared.tables.flatMap(otherRows)],
    doubtful: prepared.doubts.map(({ sheet, row, cell, value, code, message, suggestion }) => ({
      sheet,
      row,
      cell,
      value,
      code,
      message,
      suggestion: suggestion ?? null,
    })),
  };
}

function valuesOf(
  catalogue: Catalogue,
  { kind, asset }: UnderstoodAsset,
  word: (id: string) => string,
): Record<string, FieldValue> {
  const fields = catalogue.fieldMap(kind ?? 'information');
  const values: Record<string, FieldValue> = {};
  for (const [id, value] of Object.entries(asset.values)) {
    const type = fields.get(id)?.type;
    if (type === 'multi' && Array.isArray(value)) values[id] = value.map(word);
    else values[id] = type === 'choice' ? word(String(value)) : (value as FieldValue);
  }
  if (asset.related?.length) values['relatedNumbers'] = asset.related.join('、');
  return values;
}

type NotAsset = ImportProposal['notAssets'][number];

function unusedSheets(book: ReadBook, plan: ImportPlan): NotAsset[] {
  return book.sheets.flatMap((sheet): NotAsset[] => {
    if (plan.sheets.some((one) => one.use && sheetOf(book, one) === sheet)) return [];
    const last = sheet.rows.at(-1)?.row;
    if (last === undefined) return [];
    const reason = sheet.hidden ? '隠してあるシートです。' : '資産の表ではないとみたシートです。';
    return [{ sheet: sheet.name, row: 1, rowEnd: last, reason }];
  });
}

/** Rows of a used table that are no assets; neighbours with the same reason are one range. */
function otherRows({ name, table }: Prepared['tables'][number]): NotAsset[] {
  if (!table.view.byRow) return [];
  const rows = [
    ...table.above.map(({ row, as }) => ({
      row,
      reason: as === 'title' ? '表の上の題名や決裁欄です。' : '見出しの行です。',
    })),
    ...table.rows.filter((row) => !isAsset(row)).map(({ row, reason }) => ({ row: row.row, reason })),
  ];
  const ranges: NotAsset[] = [];
  for (const { row, reason } of rows) {
    const last = ranges.at(-1);
    if (last && last.reason === reason && last.rowEnd === row - 1) ranges[ranges.length - 1] = { ...last, rowEnd: row };
    else ranges.push({ sheet: name, row, rowEnd: row, reason });
  }
  return ranges;
}
