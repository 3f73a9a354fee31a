import { APPLICATION_ID } from './header.ts';
import { migration0001 } from './migrations/0001-register.ts';
import { migration0002 } from './migrations/0002-classification-and-labels.ts';
import { migration0003 } from './migrations/0003-trust.ts';
import type { WritableDb } from './types.ts';

/** SQL, or a function for what SQL cannot do. */
export type Migration = string | ((db: WritableDb, now: Date) => void);

/** Each step; number n brings a register from version n-1 to n. Append only, never edit (docs/architecture.md). */
export const MIGRATIONS: readonly Migration[] = [migration0001, migration0002, migration0003];

/** The newest schema version this program knows. */
export const LATEST = MIGRATIONS.length;

/** Makes a verified backup of the register as it stands, or throws; nothing is changed then (reliability.md P9). */
export type BackUp = (db: WritableDb) => void;

/**
 * Brings the register to `target`: a verified backup first (for one that holds data), then all steps in one
 * transaction. Any throw rolls everything back; the caller must stop, never carry on.
 *
 * @param options.steps another list of steps, for tests of migrations that do not exist yet.
 */
export function migrate(
  db: WritableDb,
  options: { backUp?: BackUp; now: Date; target?: number; steps?: readonly Migration[] },
): void {
  const all = options.steps ?? MIGRATIONS;
  const target = options.target ?? all.length;
  const from = db.pragma('user_version', { simple: true }) as number;
  if (from >= target) return;
  if (from > 0) {
    if (!options.backUp) throw new Error('a register with data is migrated only after a backup');
    options.backUp(db);
  }
  const steps = db.transaction(() => {
    for (const step of all.slice(from, target)) {
      if (typeof step === 'string') db.exec(step);
      else step(db, options.now);
    }
    const broken = db.pragma('foreign_key_check') as { table: string }[];
    if (broken[0]) throw new Error(`migration leaves foreign keys of ${broken[0].table} broken`);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${target}`);
  });
  // A table that others refer to is made anew only while foreign keys sleep (sqlite.org/lang_altertable.html 7); they
  // are checked before the commit, and the pragma has no effect inside a transaction.
  const enforced = db.pragma('foreign_keys', { simple: true });
  db.pragma('foreign_keys = OFF');
  try {
    steps.immediate();
  } finally {
    db.pragma(`foreign_keys = ${enforced === 1 ? 'ON' : 'OFF'}`);
  }
}
