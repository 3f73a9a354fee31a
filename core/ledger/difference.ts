import type { Values } from '../../contract/asset.ts';
import { type Field, KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import { LINK_TYPE_IDS, LINK_TYPES, type LinkType } from '../../contract/link.ts';
import { type AssetRecord, allIds, nameOf } from '../../db/assets.ts';
import { assetEntriesBetween } from '../../db/history.ts';
import { linksOf } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import { storedFields, valuesOf } from '../asset/columns.ts';
import { readRecords } from '../asset/records.ts';
import { sameValue } from '../asset/values.ts';
import { wordsOf } from '../asset/words.ts';
import { inWords } from '../context.ts';
import type { PastRegister } from '../register/past.ts';
import { labelOf, type RegisterState } from '../register/state.ts';

/** One net difference between two days; what was changed and changed back is none. */
interface NetDifference {
  readonly what: 'added' | 'removed' | 'changed';
  readonly id: number;
  readonly kind: Kind;
  readonly number: string;
  readonly name: string;
  readonly group: string;
  /** As the history calls what has changed; empty for an asset that came or went. */
  readonly field: string;
  readonly label: string;
  /** In the words of their days. */
  readonly before: string;
  readonly after: string;
}

/** The last change that led to a difference. */
interface Explanation {
  /** ISO moment. */
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly reason: string;
  /** How many entries led to it. */
  readonly times: number;
}

export type Difference = NetDifference & Partial<Explanation>;

/** Written by every change: they say again when it was and by whom. */
const STAMPS: ReadonlySet<string> = new Set(['updatedOn', 'updatedBy']);
const AT_ONCE = 500;

/**
 * What became of the assets between the ends of two days: added, removed (put in the bin), changed field by field, each
 * with who did it last and why. In the order of the ledger.
 */
export function differencesBetween(
  db: ReadableDb,
  from: PastRegister,
  to: PastRegister,
  onProgress: (done: number, total: number) => void,
): Difference[] {
  const found: NetDifference[] = [];
  const ids = allIds(to.db);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const before = new Map(readRecords(from.db, some).map((record) => [record.id, record]));
    for (const record of readRecords(to.db, some)) found.push(...netOf(from, to, before.get(record.id), record));
    onProgress(Math.min(at + AT_ONCE, ids.length), ids.length);
  }
  const explained = explain(db, from.proof.seq, to.proof.seq, found);
  return found.sort(inLedgerOrder).map((one) => ({ ...one, ...explained.get(keyOf(one.id, one.field)) }));
}

function netOf(
  from: PastRegister,
  to: PastRegister,
  before: AssetRecord | undefined,
  after: AssetRecord,
): NetDifference[] {
  const stood = before?.binned === 0 ? before : null;
  const stands = after.binned === 0;
  if (!stood && !stands) return [];
  if (!stood) return [{ ...nameplate(to.state, after), what: 'added' }];
  if (!stands) return [{ ...nameplate(from.state, stood), what: 'removed' }];
  const plate = nameplate(to.state, after);
  const changed = (field: string, label: string, was: string, is: string): NetDifference[] =>
    was === is ? [] : [{ ...plate, what: 'changed', field, label, before: was, after: is }];
  const kind = after.kind as Kind;
  const [was, is] = [valuesOf(kind, stood), valuesOf(kind, after)];
  const words = (state: RegisterState, field: Field, values: Values, record: AssetRecord) =>
    wordsOf(state, field, values[field.id], record.scheme_id);
  const [then, now] = [linkWords(from.db, after.id), linkWords(to.db, after.id)];
  const scheme = (state: RegisterState, id: string) => state.schemes.get(id)?.name ?? id;
  return [
    ...(stood.scheme_id === after.scheme_id
      ? []
      : changed('$scheme', '分類体系', scheme(from.state, stood.scheme_id), scheme(to.state, after.scheme_id))),
    // A name that a list gives an entry anew is no change of the asset.
    ...storedFields(kind)
      .filter(({ id }) => !STAMPS.has(id) && !sameValue(was[id], is[id]))
      .flatMap((stored) => {
        // As the later of the two registers calls it; an own field that was taken away meanwhile, as the earlier did.
        const field = to.state.catalogue.fieldById(stored.id) ?? from.state.catalogue.fieldById(stored.id) ?? stored;
        return changed(field.id, field.label, words(from.state, field, was, stood), words(to.state, field, is, after));
      }),
    ...LINK_TYPE_IDS.flatMap((type) =>
      changed(`$link:${type}`, `つながり（${LINK_TYPES[type].forward}）`, then(type), now(type)),
    ),
  ];
}

function nameplate(state: RegisterState, record: AssetRecord): Omit<NetDifference, 'what'> {
  const group = record['group'];
  return {
    id: record.id,
    kind: record.kind as Kind,
    number: String(record['number']),
    name: String(record['name']),
    group: group ? labelOf(state, String(group)) : '',
    field: '',
    label: '',
    before: '',
    after: '',
  };
}

/** The numbers that an asset is linked to, by the type of link; its links are read once. */
function linkWords(db: ReadableDb, id: number): (type: LinkType) => string {
  const links = Map.groupBy(
    linksOf(db, id).filter((link) => link.from_id === id),
    (link) => link.type,
  );
  return (type) =>
    (links.get(type) ?? [])
      .map((link) => nameOf(db, link.to_id).number)
      .sort()
      .join('、');
}

const keyOf = (id: number, field: string) => `${id}\n${field}`;

/** Only for what is asked: between two days there may be a million entries. */
function explain(
  db: ReadableDb,
  after: number,
  until: number,
  found: readonly NetDifference[],
): ReadonlyMap<string, Explanation> {
  const wanted = new Set(found.map(({ id, field }) => keyOf(id, field)));
  const explained = new Map<string, Explanation>();
  for (const entry of assetEntriesBetween(db, after, until)) {
    const cameOrWent = entry.field === null || entry.field === '$binned';
    const key = keyOf(Number(entry.entity_id), cameOrWent ? '' : entry.field!);
    if (!wanted.has(key)) continue;
    explained.set(key, {
      at: entry.at,
      who: inWords({ name: entry.who, post: entry.post }),
      action: entry.action,
      reason: entry.reason ?? '',
      times: (explained.get(key)?.times ?? 0) + 1,
    });
  }
  return explained;
}

function inLedgerOrder(a: NetDifference, b: NetDifference): number {
  const byKind = KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  return a.number < b.number ? -1 : Number(a.number > b.number);
}
