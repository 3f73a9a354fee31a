import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import { ALL_FIELDS, KINDS, type Kind } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import { isIsoDate } from '../../contract/japanese/date.ts';
import type { MasterItem } from '../../contract/master.ts';
import { assetsUsing } from '../../db/assets.ts';
import { deleteMaster, putMaster } from '../../db/masters.ts';
import type { WritableDb } from '../../db/types.ts';
import { columnOf, isCommon, storedOwn } from '../asset/columns.ts';
import { refreshIndex } from '../asset/indexing.ts';
import { rewriteListColumns } from '../asset/rewrite.ts';
import { change, type Recorder } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { LISTS } from '../presets/lists.ts';
import { labelOf, loadState, toRow } from './state.ts';

/** A new list entry without its optional parts. */
export function newItem(
  id: string,
  list: string,
  label: string,
  sort: number,
  more: Partial<MasterItem> = {},
): MasterItem {
  return {
    id,
    list,
    label,
    kana: null,
    code: null,
    parentId: null,
    aliases: [],
    sort,
    validFrom: null,
    validUntil: null,
    hidden: false,
    preset: false,
    attrs: {},
    ...more,
  };
}

/** Writes the preset entries of every list into a new register. */
export function seedMasters(db: WritableDb): void {
  for (const list of LISTS) {
    for (const [i, item] of list.items.entries()) {
      putMaster(
        db,
        toRow(
          newItem(item.id, list.id, item.label, (i + 1) * 10, {
            kana: item.kana ?? null,
            parentId: item.parent ?? null,
            aliases: item.aliases ?? [],
            preset: true,
            attrs: item.attrs ?? {},
          }),
        ),
      );
    }
  }
}

/** Adds an entry inside the caller's transaction, with its history. */
export function addItem(db: WritableDb, recorder: Recorder, item: MasterItem): void {
  putMaster(db, toRow(item));
  recorder.record('master', item.id, null, null, item, { after: item.label });
}

/** Adds or changes an entry of a master list. @throws DaichoError('invalidInput') for a label that the list has already */
export function saveMaster(context: Context, input: ParsedInputOf<'master.save'>): MasterItem {
  const register = opened(context);
  const list = register.state.lists.find((one) => one.id === input.list);
  if (!list) throw new DaichoError('notFound');
  const old = input.id ? register.state.items.get(input.id) : undefined;
  if (input.id && old?.list !== input.list) throw new DaichoError('notFound');
  if (list.items.some((item) => item.label === input.label && item.id !== input.id)) {
    throw new DaichoError('invalidInput', undefined, [
      { path: 'label', message: `「${input.label}」は、すでに${list.label}にあります。` },
    ]);
  }
  const parentId = input.parentId === '' ? null : input.parentId;
  if (parentId) refuseParent(register.state.items, parentId, input.id);
  for (const field of ['validFrom', 'validUntil'] as const) {
    if (input[field] && !isIsoDate(input[field]))
      throw new DaichoError('invalidInput', undefined, [{ path: field, message: '有効期間を日付で入れてください。' }]);
  }
  const last = list.items.at(-1)?.sort ?? 0;
  const base = old ?? newItem(`${input.list}.${context.ports.newId()}`, input.list, input.label, last + 10);
  const item: MasterItem = {
    ...base,
    label: input.label,
    kana: input.kana === undefined ? base.kana : input.kana,
    code: input.code === undefined ? base.code : input.code,
    parentId: parentId === undefined ? base.parentId : parentId,
    aliases: input.aliases ?? base.aliases,
    sort: input.sort ?? base.sort,
    validFrom: input.validFrom === undefined ? base.validFrom : input.validFrom || null,
    validUntil: input.validUntil === undefined ? base.validUntil : input.validUntil || null,
    hidden: input.hidden ?? base.hidden,
    attrs: withKeyHolder(base.attrs, input),
  };
  const { db } = register;
  const affected = old && old.label !== item.label ? usersOf(db, item) : [];
  const above = (one: MasterItem) => (one.parentId ? labelOf(register.state, one.parentId) : null);
  change(context, { action: 'マスターの変更' }, (recorder) => {
    if (!old) return addItem(db, recorder, item);
    putMaster(db, toRow(item));
    for (const key of Object.keys(item) as (keyof MasterItem)[]) {
      if (JSON.stringify(old[key]) === JSON.stringify(item[key])) continue;
      if (key === 'attrs') {
        recorder.record('master', item.id, 'keyHolder', keyHolderOf(old), keyHolderOf(item));
        continue;
      }
      const words = key === 'parentId' ? { before: above(old), after: above(item) } : undefined;
      recorder.record('master', item.id, key, old[key], item[key], words);
    }
    // Not yet the register's own state: a throw takes all of it back.
    rewriteListColumns(db, loadState(db), affected);
  });
  register.state = loadState(db);
  refreshIndex(db, register.state, register.index, affected);
  register.index.forgetOrders();
  return item;
}

const keyHolderOf = (item: MasterItem) => item.attrs['keyHolder'] ?? null;

/** 鍵管理者 of a place, printed on its label (domain.md §9.1 L5); other lists have none, and what is not sent stays. */
function withKeyHolder(attrs: MasterItem['attrs'], input: ParsedInputOf<'master.save'>): MasterItem['attrs'] {
  if (input.list !== 'place' || input.keyHolder === undefined) return attrs;
  const { keyHolder: _old, ...others } = attrs;
  return input.keyHolder ? { ...others, keyHolder: input.keyHolder } : others;
}

/** An entry stands under one that exists, and never under itself. */
function refuseParent(items: ReadonlyMap<string, MasterItem>, parentId: string, id: string | undefined): void {
  const refuse = (message: string) => new DaichoError('invalidInput', undefined, [{ path: 'parentId', message }]);
  if (!items.has(parentId)) throw refuse('上の区分が見つかりません。');
  for (let above = items.get(parentId); above; above = items.get(above.parentId ?? '')) {
    if (above.id === id) throw refuse('自分自身の下には置けません。');
  }
}

/** Takes out an entry that nothing uses. @throws DaichoError('inUse') for a preset one or one in use */
export function removeMaster(context: Context, id: string): Changed {
  const register = opened(context);
  const item = register.state.items.get(id);
  if (!item) throw new DaichoError('notFound');
  if (item.preset) throw new DaichoError('inUse', `「${item.label}」は、はじめからある値です。`);
  const users = usersOf(register.db, item).length;
  if (users > 0) throw new DaichoError('inUse', `「${item.label}」は資産${users}件で使われています。`);
  const below = [...register.state.items.values()].find((other) => other.parentId === id);
  if (below) throw new DaichoError('inUse', `「${item.label}」の下に「${below.label}」があります。`);
  const { changeId } = change(context, { action: 'マスターの変更' }, (recorder) => {
    deleteMaster(register.db, id);
    recorder.record('master', id, null, item, null, { before: item.label });
  });
  register.state = loadState(register.db);
  return { changeId, changed: 1 };
}

/** Ids of the assets that hold this entry in some field. */
export function usersOf(db: WritableDb, item: MasterItem): number[] {
  const ids = new Set<number>();
  for (const field of ALL_FIELDS) {
    if (field.list !== item.list || (field.type !== 'choice' && field.type !== 'multi')) continue;
    const kinds: (Kind | undefined)[] = isCommon(field.id)
      ? [undefined]
      : KINDS.filter((kind) => storedOwn(kind).some((own) => own.id === field.id));
    for (const kind of kinds)
      for (const id of assetsUsing(db, columnOf(field.id), item.id, field.type === 'multi', kind)) ids.add(id);
  }
  return [...ids];
}
