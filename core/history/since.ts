import { type LaterRow, rowsAfter } from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';
import { inWords } from '../context.ts';
import { formatMoment } from '../moment.ts';

/** The last entry after `seq` about one thing; with `field` about that one. */
export function lastChangeOf(
  db: ReadableDb,
  entity: string,
  entityId: string,
  seq: number,
  field?: string,
): LaterRow | null {
  const rows = rowsAfter(db, entity, entityId, seq);
  return rows.findLast((row) => field === undefined || row.field === field) ?? null;
}

/** 「端末」の「備考」が、そのあとで変更されています（主任 葦沼 恵、令和8年11月28日 10:32）。 */
export function changedWords(name: string, field: string, last: Pick<LaterRow, 'who' | 'post' | 'at'> | null): string {
  const by = last
    ? `（${inWords({ name: last.who, post: last.post }) || '無記名'}、${formatMoment(new Date(last.at))}）`
    : '';
  return `${name}${field && `の「${field}」`}が、そのあとでさらに変更されています${by}。`;
}
