import { KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import type { Mapping } from '../../contract/classification.ts';
import { assetsOfScheme, type MoveRecord, moveItems } from '../../db/schemeMoves.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { readRecords } from '../asset/records.ts';
import { type RegisterState, schemeOf } from '../register/state.ts';
import { groundsOf } from './facts.ts';
import { type Item, itemOf } from './item.ts';
import { type MoveRules, settle } from './settle.ts';

/** A move as it stands now: what is stored, corrected by what has happened in the register since. */
export interface MoveView extends MoveRules {
  readonly move: MoveRecord;
  /** Assets of the old scheme outside the bin, in the order of the ledger. */
  readonly items: readonly Item[];
  readonly byId: ReadonlyMap<number, Item>;
  /** Stored items of assets that are in the bin or in another scheme now; they come back with their asset. */
  readonly left: readonly number[];
  /** A scheme has a newer revision than the stored items know. */
  readonly revised: boolean;
}

const READ_AT_ONCE = 1000;

/**
 * Reads an open move. Queries may not write, so a change of the register shows here at once and is stored with the next
 * command: assets that came are taken in, those that went are left out, and what was decided on other facts is open
 * again.
 */
export function readMove(db: ReadableDb, state: RegisterState, move: MoveRecord): MoveView {
  const from = schemeOf(state, move.from_scheme);
  const to = schemeOf(state, move.to_scheme);
  const rules: MoveRules = { from, to, mapping: JSON.parse(move.mapping) as Mapping };
  const stored = new Map(moveItems(db, move.id).map((row) => [row.asset_id, row]));
  const ids = assetsOfScheme(db, from.id);
  const revised =
    move.from_revision !== state.schemeRevisions.get(from.id) || move.to_revision !== state.schemeRevisions.get(to.id);
  const items: Item[] = [];
  const stale: number[] = [];
  for (const id of ids) {
    const row = stored.get(id);
    if (row && !revised && row.revision === row.asset_revision) items.push(itemOf(row));
    else stale.push(id);
  }
  for (let i = 0; i < stale.length; i += READ_AT_ONCE) {
    for (const record of readRecords(db, stale.slice(i, i + READ_AT_ONCE))) {
      const kind = record.kind as Kind;
      const values = valuesOf(kind, record);
      const grounds = groundsOf(state, to, kind, values);
      items.push({
        record: settle(rules, { id: record.id, revision: record.revision, kind, grounds }, stored.get(record.id)),
        kind,
        number: String(values['number'] ?? ''),
        name: String(values['name'] ?? ''),
        businessCategory: String(values['businessCategory'] ?? ''),
        grounds,
        fresh: true,
      });
    }
  }
  items.sort(inLedgerOrder);
  const held = new Set(ids);
  return {
    ...rules,
    move,
    items,
    byId: new Map(items.map((item) => [item.record.asset_id, item])),
    left: [...stored.keys()].filter((id) => !held.has(id)),
    revised,
  };
}

/** Kinds in their order, each by number. */
export function inLedgerOrder(a: Pick<Item, 'kind' | 'number'>, b: Pick<Item, 'kind' | 'number'>): number {
  const kinds = KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}
