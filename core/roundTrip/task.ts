import { sealNumber } from '../../contract/checkCode.ts';
import { DaichoError } from '../../contract/errors.ts';
import {
  DIFFERENCE_KINDS,
  type DifferenceKind,
  type RoundTripItem,
  type RoundTripOutline,
} from '../../contract/roundTrip.ts';
import { hashAt } from '../../db/backupImage.ts';
import { outputsOfHash } from '../../db/outputs.ts';
import { registerRow } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { readBook } from '../excel/read/index.ts';
import type { Progress } from '../importing/rows.ts';
import { registerAt } from '../register/past.ts';
import type { RegisterState } from '../register/state.ts';
import { compare, MOST_ITEMS, type Side, type Step } from './compare.ts';
import { type LedgerOrigin, originOf } from './origin.ts';
import { type FileTable, fileTable, withOwnFields } from './table.ts';

/** The part of a round trip that runs in the worker thread: reading and comparing. Nothing is written here. */

/** Lives as long as the worker. */
export interface RoundTripState {
  read?: { readonly origin: LedgerOrigin; readonly table: FileTable; readonly fileName: string };
}

/** What the main thread keeps: the outline, the list, and what accepting each of them does. */
export interface RoundTripFound {
  readonly outline: Omit<RoundTripOutline, 'roundTripId'>;
  readonly items: readonly RoundTripItem[];
  readonly steps: ReadonlyMap<string, Step>;
}

/** Reads the file. Under a deadline: it may be hostile. @throws DaichoError of `readBook`; notOurLedger */
export function readRoundTrip(
  session: RoundTripState,
  input: { readonly fileName: string; readonly bytes: Uint8Array },
  progress: Progress,
): null {
  progress('ファイルを読んでいます', 0, null);
  const book = readBook(input.bytes, input.fileName);
  const origin = originOf(book);
  if (!origin) throw new DaichoError('notOurLedger');
  session.read = { origin, table: fileTable(book, origin), fileName: input.fileName };
  return null;
}

/** Compares what was read with the register. @throws DaichoError('fileTooLarge') for more differences than anybody can look at */
export function compareRoundTrip(
  session: RoundTripState,
  db: ReadableDb,
  state: RegisterState,
  today: string,
  progress: Progress,
): RoundTripFound {
  const { origin, table, fileName } = session.read!;
  const base = baseOf(db, origin);
  const now: Side = { db, state, day: today };
  const rebuilding = (done: number, total: number | null) =>
    progress('書き出したときの台帳を作り直しています', done, total);
  const past = base === 'known' ? registerAt(db, origin.seq, rebuilding) : null;
  try {
    const was: Side | null = past && { db: past.past, state: past.state, day: origin.asOf };
    const { items, steps, ...found } = compare(
      {
        now,
        past: was,
        origin,
        other: base === 'other',
        table: withOwnFields(table, origin, state.catalogue, base === 'other'),
      },
      progress,
    );
    if (items.length > MOST_ITEMS)
      throw new DaichoError(
        'fileTooLarge',
        `違いが${MOST_ITEMS.toLocaleString('ja-JP')}件を超えています。別の台帳ではありませんか。`,
      );
    const counts = Object.fromEntries(DIFFERENCE_KINDS.map((what) => [what, 0])) as Record<DifferenceKind, number>;
    for (const { what } of items) counts[what] += 1;
    const [output] = outputsOfHash(db, origin.hash).filter(({ kind }) => kind === 'ledger');
    return {
      outline: {
        fileName,
        origin: {
          registerId: origin.registerId,
          seq: origin.seq,
          number: sealNumber(origin.hash),
          asOf: origin.asOf,
          output: output ? { fileName: output.file_name, at: output.at, who: output.who } : null,
        },
        base,
        counts,
        ...found,
      },
      items,
      steps,
    };
  } finally {
    past?.past.close();
  }
}

function baseOf(db: ReadableDb, origin: LedgerOrigin): RoundTripOutline['base'] {
  if (registerRow(db)?.uuid !== origin.registerId) return 'other';
  return hashAt(db, origin.seq) === origin.hash ? 'known' : 'unknown';
}
