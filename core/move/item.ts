import type { Kind } from '../../contract/catalogue/index.ts';
import type { MoveItem } from '../../contract/classification.ts';
import type { Answers } from '../../contract/questionnaire.ts';
import type { Levels } from '../../contract/scheme.ts';
import type { MoveItemRecord, MoveItemRow } from '../../db/schemeMoves.ts';
import type { Grounds } from './facts.ts';

/** One asset of the run as it stands now. */
export interface Item {
  readonly record: MoveItemRecord;
  readonly kind: Kind;
  readonly number: string;
  readonly name: string;
  readonly businessCategory: string;
  readonly grounds: Grounds;
  /** Not stored like this yet: the asset or a scheme has changed since. */
  readonly fresh: boolean;
}

/** The columns of an item's new levels. */
export function toColumns(to: Levels) {
  return { to_confidentiality: to.confidentiality, to_integrity: to.integrity, to_availability: to.availability };
}

export function toLevels(record: MoveItemRecord): Levels {
  return {
    confidentiality: record.to_confidentiality,
    integrity: record.to_integrity,
    availability: record.to_availability,
  };
}

export function fromLevels({ confidentiality, integrity, availability }: MoveItemRecord): Levels {
  return { confidentiality, integrity, availability };
}

/** An item as it is stored. */
export function itemOf(row: MoveItemRow): Item {
  return {
    record: row,
    kind: row.kind as Kind,
    number: row.number,
    name: row.name,
    businessCategory: row.business_category ?? '',
    grounds: JSON.parse(row.facts) as Grounds,
    fresh: false,
  };
}

/** An item as the screens see it. */
export function itemView({ record, kind, number, name }: Item): MoveItem {
  return {
    assetId: String(record.asset_id),
    kind,
    number,
    name,
    from: fromLevels(record),
    to: toLevels(record),
    state: record.state,
    how: record.how,
    because: record.because,
    reason: record.reason,
    answers: record.answers ? (JSON.parse(record.answers) as Answers) : {},
    lowered: record.lowered === 1,
    who: record.who,
    at: record.at,
  };
}
