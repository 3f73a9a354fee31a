import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

export interface ClassificationRecord {
  readonly asset_id: number;
  readonly change_id: number;
  readonly scheme_id: string;
  readonly confidentiality: string | null;
  readonly integrity: string | null;
  readonly availability: string | null;
  readonly reason: string | null;
  readonly scheme_revision: number;
  /** JSON of the answers of the guided classing; null where there was none. */
  readonly answers: string | null;
  readonly approved_by: string | null;
  readonly approved_post: string | null;
}

/** Adds the classification an asset has from now on; earlier ones stay (append only). */
export function insertClassification(db: WritableDb, row: ClassificationRecord): void {
  prepared(
    db,
    `insert into classification (asset_id, change_id, scheme_id, confidentiality, integrity, availability, reason, scheme_revision,
       answers, approved_by, approved_post)
     values (@asset_id, @change_id, @scheme_id, @confidentiality, @integrity, @availability, @reason, @scheme_revision,
       @answers, @approved_by, @approved_post)`,
  ).run(row);
}

/** Every classification an asset has had, oldest first, with when it took effect and who classed it. */
export function classificationsOf(
  db: ReadableDb,
  assetId: number,
): (ClassificationRecord & {
  readonly at: string;
  readonly who: string;
  readonly post: string;
  readonly body: string;
})[] {
  // Of an approved one: who proposed it, not who sat at the screen while it was approved.
  const sql = `select c.*, ch.at, coalesce(p.who, ch.who) as who, coalesce(p.post, ch.post) as post, r.body
    from classification c join change ch on ch.id = c.change_id
    join scheme_revision r on r.scheme_id = c.scheme_id and r.revision = c.scheme_revision
    left join history h on c.approved_by is not null and h.entity = 'asset' and h.entity_id = cast(c.asset_id as text)
      and h.field = '$proposal' and h.change_id = c.change_id and h.after is null
    left join class_proposal p on p.id = json_extract(h.before, '$')
    where c.asset_id = ? order by c.id`;
  return prepared(db, sql).all(assetId) as ReturnType<typeof classificationsOf>;
}

export interface UsedLevels {
  readonly scheme_id: string;
  readonly confidentiality: string | null;
  readonly integrity: string | null;
  readonly availability: string | null;
}

/**
 * Combinations of levels that assets hold or ever held, or would get from a waiting proposal or an open move; and the
 * number of assets in each scheme now (bin included).
 */
export function usedLevels(db: ReadableDb): { levels: UsedLevels[]; assets: ReadonlyMap<string, number> } {
  const columns = 'scheme_id, confidentiality, integrity, availability';
  const sql = `select ${columns} from asset union select ${columns} from classification
    union select ${columns} from class_proposal where state = 'waiting'
    union select m.to_scheme, i.to_confidentiality, i.to_integrity, i.to_availability
      from scheme_move m join scheme_move_item i on i.move_id = m.id where m.state = 'open'`;
  const counts = prepared(db, 'select scheme_id, count(*) from asset group by scheme_id').raw().all();
  return { levels: prepared(db, sql).all() as UsedLevels[], assets: new Map(counts as [string, number][]) };
}

/** Assets classed in a scheme now, bin included. */
export function idsOfScheme(db: ReadableDb, schemeId: string): number[] {
  return prepared(db, 'select id from asset where scheme_id = ?').pluck().all(schemeId) as number[];
}

/** Does an open move run from or to this scheme? */
export function isMoving(db: ReadableDb, schemeId: string): boolean {
  const sql = "select 1 from scheme_move where state = 'open' and ? in (from_scheme, to_scheme)";
  return prepared(db, sql).get(schemeId) !== undefined;
}
