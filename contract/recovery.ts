import { z } from 'zod';

/** What kind of thing is wrong with the register's file. */
export type DamageCode =
  /** The file is gone, although this folder has had a register. */
  | 'missing'
  | 'directory'
  | 'noPermission'
  | 'diskFull'
  | 'empty'
  | 'notARegister'
  /** Pages of the file cannot be read as SQLite wrote them. */
  | 'pages'
  /** Tables, triggers or views are not ours. */
  | 'schema'
  /** The chain of the history is broken. */
  | 'history'
  /** Rows are not what the history says. */
  | 'rows'
  /** Sound in itself, but older than what was saved last. */
  | 'older'
  /** Sound in itself, but not the register that was worked on here. */
  | 'otherRegister'
  | 'migration';

export interface Damage {
  readonly code: DamageCode;
  /** Japanese, for a clerk. */
  readonly message: string;
}

/** Why the register cannot be worked on. */
export interface RecoveryLook {
  readonly state: 'damaged' | 'newer' | 'owned';
  readonly problems: readonly Damage[];
  /** Who holds it, which version it needs; null: nothing more to say. */
  readonly detail: string | null;
  /** True: the file is sound, only not the newest state; a person may decide to work on with it. */
  readonly acceptable: boolean;
  /** False: a backup would not help (the disk is full, nobody may write here, a migration failed). */
  readonly restorable: boolean;
  /** Damaged files kept so far, newest first. */
  readonly kept: readonly string[];
}

export interface BackupChoice {
  readonly id: string;
  readonly name: string;
  /** When it was made, ISO. */
  readonly at: string;
  readonly bytes: number;
  readonly encrypted: boolean;
  /** Found on this PC, in the second place, or where the person pointed. */
  readonly place: 'local' | 'second' | 'given';
}

/** A backup that was read whole and found good. */
export interface GoodBackup extends BackupChoice {
  readonly assets: number;
  readonly entries: number;
  readonly unionName: string;
}

export interface MissingChange {
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly reason: string | null;
  /** What it was about, in words; '' where that cannot be told, or is for those who log in. */
  readonly about: string;
  readonly entries: number;
}

export interface RecoverySearch {
  /** The newest good backup. */
  readonly best: GoodBackup | null;
  /** Newer or other files that were looked at and are not good, with the reason in words. */
  readonly refused: readonly (BackupChoice & { readonly why: string })[];
  /** Good ones that are older, not yet looked at. */
  readonly older: readonly BackupChoice[];
  /** What can still be read of the damaged file; null: nothing. */
  readonly readable: {
    readonly assets: number;
    /** Entries of the history that are sound from the first one on. */
    readonly soundEntries: number;
    readonly lastAt: string | null;
  } | null;
  /** What was saved after the backup; null: cannot be told. */
  readonly missing: {
    readonly changes: number;
    readonly shown: readonly MissingChange[];
    /** False: the damaged history ends before its end, so that there may be more. */
    readonly complete: boolean;
    /** History entries that were saved last as the app noted beside the register; null: not known. */
    readonly entriesNoted: number | null;
    /** True: people log in to this register, so what was changed is not told here. */
    readonly contentHidden: boolean;
  } | null;
}

export interface Recovered {
  /** Name of the file, in the register's folder, in which the damaged one is kept; null: there was none. */
  readonly kept: string | null;
  readonly assets: number;
}

const where = {
  /** A file or folder that the person points to (a USB stick, a share). */
  from: z.string().trim().max(1000).optional(),
  /** Of an encrypted backup, where this PC does not hold its key. */
  password: z.string().max(1000).optional(),
};
const id = z.string().min(1).max(100);

export const searchBackupsSchema = z.object(where);
export const restoreBackupSchema = z.object({ id, ...where });
export const viewSchema = z.discriminatedUnion('what', [
  /** The file itself, as far as it can be read. */
  z.object({ what: z.literal('register') }),
  z.object({ what: z.literal('backup'), id, ...where }),
]);
export const acceptStateSchema = z.object({ reason: z.string().trim().min(1, '理由を書いてください。').max(1000) });
