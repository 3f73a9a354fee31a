import { OWN_IDS, type OwnField } from '../../contract/catalogue/own.ts';
import { imagesOfEntity } from '../../db/history.ts';
import { assetsWithOwn } from '../../db/ownFields.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { RegisterState } from './state.ts';

/** Which column of `asset` a new own field gets. */

/** A column that no own field has. */
export interface FreeColumn {
  readonly id: string;
  /** The field that had it last; null: none ever had. */
  readonly last: { readonly label: string; readonly type: string } | null;
  /** No asset has a value in it, not in the bin either. */
  readonly empty: boolean;
}

function untaken(own: readonly OwnField[]): string[] {
  const taken = new Set(own.map(({ id }) => id));
  return OWN_IDS.filter((id) => !taken.has(id));
}

/** Columns for new own fields. */
export function freeColumns(db: ReadableDb, own: readonly OwnField[]): FreeColumn[] {
  return untaken(own).map((id) => {
    const images = imagesOfEntity(db, 'own_field', id).filter(({ after }) => after !== null);
    const last = images.at(-1)?.after ?? null;
    return {
      id,
      last: last === null ? null : (JSON.parse(last) as FreeColumn['last']),
      empty: last === null || assetsWithOwn(db, id).length === 0,
    };
  });
}

/** The same for a register without a history: columns that none ever had. */
export function freeColumnsOf({ catalogue }: RegisterState): FreeColumn[] {
  return untaken(catalogue.ownFields).map((id) => ({ id, last: null, empty: true }));
}

/**
 * The column for a new field: the one that this very field had before it was taken away, so that what lies in the bin
 * comes back under its name; else one that none ever had; else one without values. Null where there is none left.
 */
export function chooseColumn(free: readonly FreeColumn[], label: string, type: string): FreeColumn | null {
  return (
    free.find(({ last }) => last?.label === label && last.type === type) ??
    free.find(({ last }) => last === null) ??
    free.find(({ empty }) => empty) ??
    null
  );
}

/** A new field comes last. */
export const nextSort = (own: readonly OwnField[]) => Math.max(0, ...own.map(({ sort }) => sort)) + 10;
