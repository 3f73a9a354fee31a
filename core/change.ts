import { insertChange, insertHistory } from '../db/history.ts';
import { inTransaction } from '../db/statements.ts';
import { announce, type Context, opened } from './context.ts';

/** Writes the history rows of one change. Values are stored raw (for replay) and, where they are ids, in words too. */
export interface Recorder {
  readonly changeId: number;
  /** `before` and `after` are JSON-able stored values; null means empty. Words only where they differ from the value. */
  record(
    entity: string,
    entityId: string | number,
    field: string | null,
    before: unknown,
    after: unknown,
    words?: { before?: string | null; after?: string | null },
  ): void;
}

export interface ChangeHeader {
  readonly action: string;
  readonly reason?: string | null | undefined;
  readonly undoes?: number;
}

/** Opens a change inside a transaction that the caller holds. Nothing is written before the first row needs it. */
export function beginChange(context: Context, header: ChangeHeader): Recorder & { readonly begun: boolean } {
  const { db, state } = opened(context);
  let id: number | null = null;
  const begin = () => {
    id ??= insertChange(db, {
      at: context.ports.now().toISOString(),
      who: state.operator.name || context.who,
      post: state.operator.post,
      action: header.action,
      reason: header.reason?.trim() || null,
      undoes: header.undoes ?? null,
    });
    return id;
  };
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
  return {
    get changeId() {
      return begin();
    },
    get begun() {
      return id !== null;
    },
    record(entity, entityId, field, before, after, words) {
      insertHistory(
        db,
        begin(),
        entity,
        String(entityId),
        field,
        json(before),
        json(after),
        words?.before ?? null,
        words?.after ?? null,
      );
    },
  };
}

/**
 * One change: the rows and their history in one transaction (reliability.md P2), then the news to every screen.
 * A throw leaves nothing behind, neither rows nor history. Where nothing changed there is no change: its id is ''.
 */
export function change<T>(
  context: Context,
  header: ChangeHeader,
  work: (recorder: Recorder) => T,
): { value: T; changeId: string } {
  const { db } = opened(context);
  const done = inTransaction(db, () => {
    const recorder = beginChange(context, header);
    const value = work(recorder);
    return { value, changeId: recorder.begun ? String(recorder.changeId) : '' };
  });
  announce(context);
  return done;
}
