import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetHeadMark } from '../../../db/headMark.ts';
import { integrityProblems, openReadOnly, registerExists } from '../../../db/open.ts';
import { tempDir } from '../app.ts';
import { Driver } from './driver.ts';
import type { Files } from './vfs.ts';

const FILES = ['register.sqlite', 'register.sqlite-wal', 'register.sqlite-journal'] as const;

/** The pages of a register as a reader sees them; null where there is none yet. */
export type RegisterImage = Buffer | null;

/** A data folder of its own into which disk states are written as real files and opened with the real driver. */
export class Bench {
  readonly dir = tempDir();
  /** What lies there, so that files which stay the same need not be written again. */
  #there = new Map<string, Uint8Array>();

  /** Puts the files of a state into the folder, and nothing else of the register. */
  lay(state: Files): void {
    for (const name of FILES) {
      const bytes = state.get(name);
      if (bytes === this.#there.get(name)) continue;
      const path = join(this.dir, name);
      if (bytes) writeFileSync(path, bytes);
      else rmSync(path, { force: true });
    }
    rmSync(join(this.dir, 'register.sqlite-shm'), { force: true });
    // A start on an earlier state went on from there; what it noted is not of this state.
    forgetHeadMark(this.dir);
    rmSync(join(this.dir, 'backups'), { recursive: true, force: true });
    this.#there = new Map(state);
  }

  /** Somebody else has written into the folder. */
  disturbed(): void {
    this.#there = new Map(FILES.map((name) => [name, new Uint8Array(0)]));
  }

  /**
   * Opens what was laid there as a reader of the app does, after the crash: SQLite recovers what it can.
   * @throws when the file cannot be opened or SQLite's own checks find something
   */
  read(): RegisterImage {
    if (!registerExists(this.dir)) return null;
    if (existsSync(join(this.dir, FILES[2]))) this.#rollBack();
    const db = openReadOnly(this.dir);
    try {
      const problems = integrityProblems(db);
      if (problems.length > 0) throw new Error(problems.join('; '));
      return db.serialize();
    } finally {
      db.close();
    }
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** A rollback journal is played back by the first connection that may write: the one that opens the register. */
  #rollBack(): void {
    this.disturbed();
    const db = new Driver(join(this.dir, FILES[0]));
    db.pragma('user_version');
    db.close();
  }
}
