import type { MasterItem, MasterList } from '../../contract/master.ts';
import { labelTaken } from '../../contract/ownField.ts';
import { assetsByIds } from '../../db/assets.ts';
import type { StoredForm } from '../../db/forms.ts';
import type { HistoryRecord } from '../../db/history.ts';
import { allPrinters } from '../../db/labelPrinters.ts';
import { ownSheets } from '../../db/labelSheets.ts';
import { ownTemplates, putTemplate, templateRevision } from '../../db/labelTemplates.ts';
import { assetsWithOwn, presentWithOwn } from '../../db/ownFields.ts';
import { currentRow, putRow } from '../../db/rowImages.ts';
import type { ReadableDb } from '../../db/types.ts';
import { rewriteListColumns } from '../asset/rewrite.ts';
import { type Context, opened, whoWorks } from '../context.ts';
import { usersOf } from '../register/masters.ts';
import { loadState } from '../register/state.ts';
import { settingWords } from './words.ts';

/** Stored rows taken back: settings, entries of lists, sheets, templates, printers (db/rowImages.ts). */

type Row = Readonly<Record<string, string | number | null>>;
const parsed = (image: string | null): Row | null => (image === null ? null : (JSON.parse(image) as Row));

/** Tables whose rows are hidden and never erased: what was printed still names them. */
const HIDDEN_INSTEAD = ['label_sheet', 'label_template'];

/** Whether a row still stands as the change left it. */
export function stands(db: ReadableDb, { entity, entity_id, after }: HistoryRecord): boolean {
  const now = currentRow(db, entity, entity_id);
  if (now === after) return true;
  // A template given back is a further revision of its own.
  const [then, here] = [parsed(after), parsed(now)];
  if (entity !== 'label_template' || !then || !here || then['removed'] !== here['removed']) return false;
  const text = (row: Row) => JSON.stringify(templateRevision(db, entity_id, Number(row['revision'])));
  return text(then) === text(here);
}

/** What a row is called on the screen. */
export function rowName(context: Context, { entity, entity_id, before, after }: HistoryRecord): string {
  const row = parsed(after) ?? parsed(before);
  if (entity === 'setting') {
    const stored = row && entity_id.startsWith('form/') ? (JSON.parse(String(row['value'])) as StoredForm) : null;
    return stored ? `様式「${stored.form.name}」` : `設定「${settingWords(entity_id)}」`;
  }
  if (entity === 'label_template') {
    const { db } = opened(context);
    return `ラベルのひな形「${templateRevision(db, entity_id, Number(row?.['revision'] ?? 1))?.name ?? entity_id}」`;
  }
  const body = typeof row?.['body'] === 'string' ? (JSON.parse(row['body']) as { name?: string }) : null;
  return `「${String(row?.['label'] ?? row?.['name'] ?? body?.name ?? entity_id)}」`;
}

/** Assets that are taken back together with rows, by id. */
type Going = Pick<ReadonlyMap<number, unknown>, 'has' | 'size'>;

/** What forbids that a row goes back, in words; null: nothing. */
export function refusal(context: Context, row: HistoryRecord, going: Going): string | null {
  const before = parsed(row.before);
  if (row.entity === 'setting' && row.entity_id === 'schemeId' && before) {
    const id = JSON.parse(String(before['value'])) as string;
    return opened(context).state.schemes.has(id) ? null : '前に使っていた分類体系が、もうありません。';
  }
  if (row.entity === 'master_item') return itemRefusal(context, row.entity_id, before);
  if (row.entity === 'own_field') return ownFieldRefusal(context, row.entity_id, before, going);
  return before && before['removed'] !== 1 && nameTaken(context, row, before)
    ? `${rowName(context, { ...row, after: row.before })}という名前は、いま別のもので使われています。`
    : null;
}

/** Whether another sheet, template or printer is called by now what this one was called. */
function nameTaken(context: Context, { entity, entity_id: id }: HistoryRecord, before: Row): boolean {
  const { db } = opened(context);
  if (entity === 'label_sheet') {
    const { name } = JSON.parse(String(before['body'])) as { name: string };
    return ownSheets(db).some((sheet) => sheet.id !== id && sheet.name === name);
  }
  if (entity === 'label_template') {
    const name = templateRevision(db, id, Number(before['revision']))?.name;
    return ownTemplates(db).some(({ template }) => template.id !== id && template.name === name);
  }
  return (
    entity === 'label_printer' &&
    allPrinters(db).some((one) => one.id !== id && one.name === before['name'] && one.tray === before['tray'])
  );
}

/** As for an entry that is saved or taken out by hand (core/register/masters.ts). */
function itemRefusal(context: Context, id: string, before: Row | null): string | null {
  const { db, state } = opened(context);
  const now = state.items.get(id);
  if (!before) {
    if (!now) return null;
    const users = usersOf(db, now).length;
    if (users > 0) return `「${now.label}」は資産${users.toLocaleString('ja-JP')}件で使われています。`;
    const below = [...state.items.values()].find((other) => other.parentId === id);
    return below ? `「${now.label}」の下に「${below.label}」があります。` : null;
  }
  const label = String(before['label']);
  const list = state.lists.find((one: MasterList) => one.id === before['list']);
  if (list?.items.some((item: MasterItem) => item.label === label && item.id !== id))
    return `「${label}」という名前は、いま別のもので使われています。`;
  const parent = before['parent_id'];
  if (parent === null) return null;
  if (!state.items.has(String(parent))) return `「${label}」の上の区分が、もうありません。`;
  for (let above = state.items.get(String(parent)); above; above = state.items.get(above.parentId ?? ''))
    if (above.id === id) return `「${label}」が、自分自身の下に入ってしまいます。`;
  return null;
}

/**
 * As for a field that is saved by hand (core/register/ownFields.ts): no value is lost, or read as something else. The
 * assets that go with the field do not count, nor, where there are any, what lies in the bin: it has the field again when
 * the same ledger is read again.
 */
function ownFieldRefusal(context: Context, id: string, before: Row | null, going: Going): string | null {
  const { db, state } = opened(context);
  const now = state.catalogue.ownFields.find((field) => field.id === id);
  const users = (going.size === 0 ? assetsWithOwn(db, id) : presentWithOwn(db, id)).filter((one) => !going.has(one));
  if (before === null)
    return now && users.length > 0
      ? `独自項目「${now.label}」は資産${users.length.toLocaleString('ja-JP')}件で使われています。使わないときは「しまう」を選びます。`
      : null;
  const label = String(before['label']);
  if (labelTaken(state.catalogue.ownFields, label, id))
    return `「${label}」という名前は、いま別の項目で使われています。`;
  if (!now || users.length === 0) return null;
  if (now.type !== before['type']) return `独自項目「${now.label}」には値が入っているので、値の形は戻せません。`;
  const kinds = JSON.parse(String(before['kinds'])) as string[];
  const used = new Set(assetsByIds(db, users, ['kind']).map((record) => record.kind));
  return now.kinds.some((kind) => used.has(kind) && !kinds.includes(kind))
    ? `独自項目「${now.label}」には値が入っているので、資産区分は戻せません。`
    : null;
}

/** Puts rows back, in the order given, inside the caller's transaction. @returns assets whose search words changed */
export function putBack(context: Context, rows: readonly HistoryRecord[]): number[] {
  const { db, state } = opened(context);
  const renamed = new Set<number>();
  for (const row of rows) {
    const before = parsed(row.before);
    const item = row.entity === 'master_item' ? state.items.get(row.entity_id) : undefined;
    if (item && before && before['label'] !== item.label) for (const id of usersOf(db, item)) renamed.add(id);
    // What is put away, or was there no more, is found by other words.
    if (row.entity === 'own_field') for (const id of assetsWithOwn(db, row.entity_id)) renamed.add(id);
    if (row.entity === 'label_template') templateBack(context, row, before);
    else if (before === null && HIDDEN_INSTEAD.includes(row.entity))
      putRow(db, row.entity, row.entity_id, JSON.stringify({ ...parsed(row.after), removed: 1 }));
    else putRow(db, row.entity, row.entity_id, row.before);
  }
  const affected = [...renamed];
  // Not yet the register's own state: a throw takes all of it back.
  if (affected.length > 0) rewriteListColumns(db, loadState(db), affected);
  return affected;
}

/** A template's texts are never erased: the former one is its next revision. */
function templateBack(context: Context, row: HistoryRecord, before: Row | null): void {
  const { db, ports } = { ...opened(context), ports: context.ports };
  const after = parsed(row.after);
  const former = before && templateRevision(db, row.entity_id, Number(before['revision']));
  if (former && before['revision'] !== after?.['revision'])
    putTemplate(db, former, ports.now().toISOString(), whoWorks(context));
  const now = parsed(currentRow(db, 'label_template', row.entity_id))!;
  const removed = before ? before['removed']! : 1;
  if (now['removed'] !== removed) putRow(db, 'label_template', row.entity_id, JSON.stringify({ ...now, removed }));
}
