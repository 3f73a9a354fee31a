import { KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import { catalogueOf, type OwnField, type OwnFieldType } from '../../contract/catalogue/own.ts';
import { DaichoError } from '../../contract/errors.ts';
import { type ImportPlan, newOwnId, newOwnLabel, type PlannedOwnField } from '../../contract/importing.ts';
import { foldHeading } from '../../contract/japanese/fold.ts';
import { NO_MORE_OWN_FIELDS } from '../../contract/ownField.ts';
import type { SheetRow } from '../excel/read/index.ts';
import { chooseColumn, type FreeColumn, nextSort } from '../register/freeColumns.ts';
import type { RegisterState } from '../register/state.ts';
import type { UnderstoodAsset } from './rows.ts';
import { isBlank, isDitto, isPlainNumber, textOf } from './sheet.ts';
import { readDay } from './understand/days.ts';

/** Columns of a file that become the union's own fields. */

/** A text that is longer than this is no word but a remark. */
const LONG = 40;
/** 0012, 1E5, telephone numbers: written in figures, and no numbers. */
const CODE = /^0\d|^\d{10,}$/;
/** Headings of codes: what counts up is no quantity. */
const CODE_HEADING = /番号|コード|記号|№|no\.?$|id$|電話|tel|fax/i;

/** What the values of each column look like; null where nothing stands in it. */
export function typesOf(rows: readonly SheetRow[], headings: readonly string[]): (OwnFieldType | null)[] {
  return headings.map((heading, column) => typeOf(rows, column, heading));
}

function typeOf(rows: readonly SheetRow[], column: number, heading: string): OwnFieldType | null {
  let some = false;
  let long = false;
  let [mayBeDate, mayBeNumber] = [true, !CODE_HEADING.test(heading.normalize('NFKC'))];
  for (const row of rows) {
    const cell = row.cells[column] ?? null;
    const text = textOf(cell);
    if (isBlank(text) || isDitto(text)) continue;
    some = true;
    long ||= text.length > LONG || text.includes('\n');
    mayBeDate &&= readDay(text, cell).iso !== null;
    mayBeNumber &&= isPlainNumber(text) && !CODE.test(text.normalize('NFKC'));
    if (long && !mayBeDate && !mayBeNumber) break;
  }
  if (!some) return null;
  return mayBeDate ? 'date' : mayBeNumber ? 'integer' : long ? 'longText' : 'text';
}

export interface OwnColumns {
  /** The plan with field ids in its columns. */
  readonly plan: ImportPlan;
  /** The register's state as it is once the fields are there; they fit every kind. */
  readonly state: RegisterState;
  /** What will be written. @param rows assets that come in */
  readonly planned: (rows: readonly UnderstoodAsset[]) => {
    readonly fields: readonly OwnField[];
    readonly told: readonly PlannedOwnField[];
  };
}

/**
 * Finds, or thinks of, the own fields that a plan's columns name.
 * @param free columns for new ones
 * @throws DaichoError('invalidInput') where there is no column left, or where the plan does not say what a column becomes
 */
export function ownColumns(plan: ImportPlan, state: RegisterState, free: () => readonly FreeColumn[]): OwnColumns {
  const wanted = new Set(
    plan.sheets.filter((sheet) => sheet.use).flatMap((sheet) => sheet.columns.flatMap((id) => newOwnLabel(id) ?? [])),
  );
  if (wanted.size === 0) return { plan, state, planned: () => ({ fields: [], told: [] }) };
  const all = [...state.catalogue.ownFields];
  const chosen = new Map<string, OwnField>();
  let left = free();
  for (const label of wanted) {
    const word = foldHeading(label);
    const there = all.find((field) => foldHeading(field.label) === word);
    const said = plan.ownFields?.find((field) => field.label === label);
    if (!there && !said) throw new DaichoError('invalidInput', `「${label}」をどんな項目にするかが決まっていません。`);
    if (there) {
      chosen.set(newOwnId(label), there);
      continue;
    }
    const column = chooseColumn(left, label, said!.type);
    if (!column) throw new DaichoError('invalidInput', NO_MORE_OWN_FIELDS);
    left = left.filter((one) => one !== column);
    const field: OwnField = {
      id: column.id,
      label,
      type: said!.type,
      kinds: KIND_ORDER,
      help: '',
      sort: nextSort(all),
      inGrid: false,
      archived: false,
    };
    all.push(field);
    chosen.set(newOwnId(label), field);
  }
  const ids = new Map([...chosen].map(([key, { id }]) => [key, id]));
  const used = new Set(ids.values());
  const during = all.map((field) => (used.has(field.id) ? { ...field, kinds: KIND_ORDER, archived: false } : field));
  return {
    plan: {
      ...plan,
      sheets: plan.sheets.map((sheet) => ({
        ...sheet,
        columns: sheet.columns.map((id) => (id === null ? null : (ids.get(id) ?? id))),
      })),
    },
    state: { ...state, catalogue: catalogueOf(during) },
    planned: (rows) => {
      const planned = [...chosen.values()].map((field) => {
        const kinds = rows.flatMap(({ kind, asset }) =>
          kind !== null && asset.values[field.id] !== undefined ? [kind] : [],
        );
        const old = state.catalogue.ownFields.find(({ id }) => id === field.id);
        return { field: { ...field, archived: false, kinds: inOrder([...(old?.kinds ?? []), ...kinds]) }, old, kinds };
      });
      // A column of which no row that comes in has a value makes no field.
      const real = planned.filter(
        ({ field, old, kinds }) => kinds.length > 0 && JSON.stringify(field) !== JSON.stringify(old),
      );
      return {
        fields: real.map(({ field }) => field),
        told: real.map(({ field: { id, label, type, kinds }, old, kinds: rowKinds }) => {
          return { id, label, type, kinds, count: rowKinds.length, isNew: !old };
        }),
      };
    },
  };
}

const inOrder = (kinds: readonly Kind[]) => KIND_ORDER.filter((kind) => kinds.includes(kind));
