import { type Catalogue, isOwnId, type OwnField } from '../../contract/catalogue/own.ts';
import { imagesOfEntity } from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';

/** What an own field was called when a change was over; undefined where there was none of this id. */
export type OwnNames = (fieldId: string, changeId: number) => string | undefined;

/**
 * The names that the union's own fields had, from the stored rows that the history tells: a field may have been called
 * otherwise then, and its column may serve another one by now. What a change takes away keeps the name it had.
 */
export function ownNames(db: ReadableDb): OwnNames {
  const told = new Map<string, readonly { readonly changeId: number; readonly label: string }[]>();
  const namesOf = (id: string) => {
    const known = told.get(id);
    if (known) return known;
    const names = imagesOfEntity(db, 'own_field', id)
      .filter(({ after }) => after !== null)
      .map(({ change_id, after }) => ({
        changeId: change_id,
        label: (JSON.parse(after!) as { label: string }).label,
      }));
    told.set(id, names);
    return names;
  };
  return (fieldId, changeId) =>
    isOwnId(fieldId) ? namesOf(fieldId).findLast((one) => one.changeId <= changeId)?.label : undefined;
}

/**
 * Whether what a change wrote into an own field is no value of the field that has its column now: the field was taken
 * away since, and is not there again as it was.
 */
export function servesAnother(db: ReadableDb, { ownFields }: Catalogue, fieldId: string, changeId: number): boolean {
  if (!isOwnId(fieldId)) return false;
  const images = imagesOfEntity(db, 'own_field', fieldId);
  if (!images.some(({ change_id, after }) => change_id > changeId && after === null)) return false;
  const then = images.findLast(({ change_id, after }) => change_id <= changeId && after !== null)?.after;
  const was = then && (JSON.parse(then) as Pick<OwnField, 'label' | 'type'>);
  const now = ownFields.find(({ id }) => id === fieldId);
  return !was || now?.type !== was.type || now.label !== was.label;
}
