import { insertChange, insertHistory } from '../db/history.ts';
import { inTransaction } from '../db/statements.ts';
import { refreshIndex } from './asset/indexing.ts';
import { touchFindings } from './classification/findingCache.ts';
import { classGraph } from './classification/graph.ts';
import { keepClasses } from './classification/leaving.ts';
import { announce, type Context, opened } from './context.ts';
import { isGone } from './register/state.ts';

/** Writes the history rows of one change. Values are stored raw (for replay) and, where they are ids, in words too. */
export interface Recorder {
  readonly changeId: number;
  /** Assets that rows were written for. */
  readonly touched: ReadonlySet<number>;
  /** What no longer stands where it stood, in words: a link taken off, an asset binned. */
  readonly leaving: readonly Leaving[];
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

/** An asset that left what held it: its link was taken off, it went into the bin, or it is no longer there. */
export interface Leaving {
  readonly assetId: number;
  readonly how: 'unlinked' | 'binned' | 'gone';
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
  const touched = new Set<number>();
  const leaving: Leaving[] = [];
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
    touched,
    leaving,
    record(entity, entityId, field, before, after, words) {
      if (entity === 'asset') {
        touched.add(Number(entityId));
        const how = leaves(context, field, after);
        if (how) leaving.push({ assetId: Number(entityId), how });
      }
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

function leaves(context: Context, field: string | null, after: unknown): Leaving['how'] | null {
  if (field?.startsWith('$link:')) return after === null ? 'unlinked' : null;
  if (field === '$binned') return after === true ? 'binned' : null;
  if (field === 'state') return isGone(opened(context).state, after) ? 'gone' : null;
  return null;
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
  const { db, index } = opened(context);
  const graph = classGraph(context);
  graph.load();
  try {
    const done = inTransaction(db, () => {
      const recorder = beginChange(context, header);
      const value = work(recorder);
      const kept = keepClasses(context, recorder, header.undoes !== undefined);
      return { recorder, kept, value, changeId: recorder.begun ? String(recorder.changeId) : '' };
    });
    touchFindings(context, done.recorder.touched);
    if (done.kept.length > 0) refreshIndex(db, opened(context).state, index, done.kept);
    announce(context);
    return { value: done.value, changeId: done.changeId };
  } catch (error) {
    graph.reset();
    throw error;
  }
}
