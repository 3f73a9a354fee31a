import { type ChangeRecord, type HistoryRecord, READ } from './history.ts';
import { prepared } from './statements.ts';
import type { ReadableDb } from './types.ts';

/** What is looked for, ready for SQL. */
export interface HistorySearch {
  /** Patterns for LIKE, already escaped; one of them has to be found. */
  readonly words: readonly string[];
  readonly assetId: string | null;
  readonly fieldId: string | null;
  readonly person: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly action: string | null;
}

/** Stored rows whose own words a person wrote; the other ones say again what is told in words. */
const WRITTEN = "('scheme_move', 'scheme_move_item', 'attachment', 'account', 'seal')";

function likeAny(columns: readonly string[], words: readonly string[]): string {
  return columns.flatMap((column) => words.map((_, i) => `${column} like @word${i} escape '\\'`)).join(' or ');
}

const wordsIn = (search: HistorySearch) =>
  likeAny(['h.before_words', 'h.after_words', 'h.before', 'h.after'], search.words);

/** What an entry has to be where an asset or a field is looked for; a registration counts for each field it filled. */
function rowCondition({ assetId, fieldId }: HistorySearch): string | null {
  if (assetId === null && fieldId === null) return null;
  const parts = ["h.entity = 'asset'"];
  if (assetId !== null) parts.push('h.entity_id = @assetId');
  if (fieldId === '$link') parts.push("h.field >= '$link' and h.field < '$linl'");
  else if (fieldId?.startsWith('$')) parts.push('h.field = @fieldId');
  else if (fieldId !== null)
    parts.push("(h.field = @fieldId or (h.field is null and json_type(h.after, '$.' || @fieldId) is not null))");
  return parts.join(' and ');
}

function valuesOf(search: HistorySearch): Record<string, string> {
  const { words, ...others } = search;
  const named = Object.entries(others).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries([...named, ...words.map((word, i) => [`word${i}`, word] as const)]);
}

/** Ids of the changes that are looked for, newest first. */
export function findChanges(db: ReadableDb, search: HistorySearch): number[] {
  const where: string[] = [];
  if (search.person !== null)
    where.push(likeAny(['c.who', 'c.post', "c.post || ' ' || c.who"], ['']).replaceAll('@word0', '@person'));
  if (search.from !== null) where.push('c.day >= @from');
  if (search.until !== null) where.push('c.day <= @until');
  if (search.action !== null) where.push('c.action = @action');
  const ofRows = rowCondition(search);
  if (ofRows !== null) where.push(`c.id in (select h.change_id from history h where ${ofRows})`);
  if (search.words.length > 0) {
    const inChange = likeAny(['c.who', 'c.post', 'c.action', 'c.reason'], search.words);
    const inRows = `select h.change_id from history h
      where (${READ} or (h.field = '$row' and h.entity in ${WRITTEN})) and (${wordsIn(search)})`;
    where.push(`(${inChange} or c.id in (${inRows}))`);
  }
  const sql = `select c.id from change c ${where.length > 0 ? `where (${where.join(') and (')})` : ''} order by c.id desc`;
  return prepared(db, sql).pluck().all(valuesOf(search)) as number[];
}

/** Entries of a change for a reader: those that are looked for, the ones with the words first. */
export function readableRows(db: ReadableDb, changeId: number, search: HistorySearch, limit = -1): HistoryRecord[] {
  const ofRows = rowCondition(search);
  const first = search.words.length > 0 ? `(${wordsIn(search)}) desc,` : '';
  const sql = `select h.* from history h where h.change_id = @changeId and ${READ} ${ofRows ? `and ${ofRows}` : ''}
    order by ${first} h.seq limit @limit`;
  return prepared(db, sql).all({ ...valuesOf(search), changeId, limit }) as HistoryRecord[];
}

export function countReadableRows(db: ReadableDb, changeId: number, search: HistorySearch): number {
  const ofRows = rowCondition(search);
  const sql = `select count(*) from history h where h.change_id = @changeId and ${READ} ${ofRows ? `and ${ofRows}` : ''}`;
  return prepared(db, sql)
    .pluck()
    .get({ ...valuesOf(search), changeId }) as number;
}

/** Stored rows that a change wrote: what is told of it where nothing else is. */
export function storedRows(db: ReadableDb, changeId: number): HistoryRecord[] {
  return prepared(db, "select * from history where change_id = ? and field = '$row' order by seq").all(
    changeId,
  ) as HistoryRecord[];
}

/** Kinds of operation, and people with their posts, that the history knows. */
export function historyChoices(db: ReadableDb): { actions: string[]; people: Pick<ChangeRecord, 'who' | 'post'>[] } {
  const actions = prepared(db, 'select action from change group by action order by max(id) desc').pluck().all();
  const people = prepared(db, 'select who, post from change group by who, post order by max(id) desc').all();
  return { actions: actions as string[], people: people as Pick<ChangeRecord, 'who' | 'post'>[] };
}
