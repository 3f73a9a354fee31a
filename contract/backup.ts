import { z } from 'zod';
import type { ErrorCode } from './errors.ts';

/** Why a backup was made. */
export const BACKUP_WHYS = ['auto', 'close', 'import', 'bulk', 'migration', 'restore', 'yearEnd', 'manual'] as const;
export type BackupWhy = (typeof BACKUP_WHYS)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup says about itself; stands readable at the head of its file (docs/控えの形式.md). */
export const manifestSchema = z.object({
  format: z.literal(1),
  /** The register that it is of. */
  uuid: z.string().max(64),
  unionName: z.string().max(400),
  /** Number among the backups of this register, from 1; gives their order whatever the clock says. */
  no: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** ISO date and time; only shown. */
  madeAt: z.string().max(40),
  /** Calendar day where it was made, ISO. */
  day: z.iso.date(),
  why: z.enum(BACKUP_WHYS),
  title: z.string().max(400).nullable(),
  /** Schema of the register in it. */
  schemaVersion: z.number().int().min(1).max(100_000),
  /** Last entry of the history, its hash and 照合番号; 0 and '' before the chain (schema 1 and 2). */
  seq: z.number().int().min(0),
  hash: z.string().max(64),
  number: z.string().max(40),
  assets: z.number().int().min(0),
  entries: z.number().int().min(0),
  /** Of the register's SQLite file, not encrypted. */
  bytes: z.number().int().min(512),
  sha256,
  appVersion: z.string().max(40),
  /** SHA-256 of the attachments that belong to it; they lie beside it in `attachments/`. */
  attachments: z.array(sha256).max(100_000),
  /** Those of them that were lost already when it was made. */
  attachmentsMissing: z.array(sha256).max(100_000).default([]),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

/** One backup that lies in a folder. */
export interface BackupFile {
  readonly fileName: string;
  readonly path: string;
  readonly encrypted: boolean;
  /** Bytes of the file itself. */
  readonly fileBytes: number;
  readonly manifest: BackupManifest;
}

/** How the attachments of a backup were when they were read again. */
export interface AttachmentCheck {
  readonly checked: number;
  /** Names of those that had rotted or were gone, and were put right from the originals. */
  readonly repaired: readonly string[];
  /** Names of those that are gone or rotten and could not be put right. */
  readonly lost: readonly string[];
}

/** Where a history stands: its last entry. */
export interface HistoryPoint {
  readonly seq: number;
  readonly hash: string;
}

/** One line of what would be lost or gained. */
export interface ChangeLine {
  readonly at: string;
  readonly who: string;
  readonly action: string;
}

/** A backup against the register that is open. */
export interface BackupComparison {
  readonly manifest: BackupManifest;
  readonly encrypted: boolean;
  /**
   * same: nothing differs; older: the register went on from here; newer: the backup went on from the register;
   * parted: both went on from a common point; other: another register.
   */
  readonly relation: 'same' | 'older' | 'newer' | 'parted' | 'other';
  /** Number of the last entry that both have. */
  readonly commonSeq: number;
  /** Changes of the register that are not in the backup, and the newest of them. */
  readonly lost: { readonly changes: number; readonly newest: readonly ChangeLine[] };
  /** Changes of the backup that are not in the register. */
  readonly gained: { readonly changes: number; readonly newest: readonly ChangeLine[] };
  readonly assetsNow: number;
  readonly assetsThen: number;
}

/** A backup in the list of the screen. */
export interface ListedBackup extends BackupFile {
  readonly place: 'local' | 'second';
  /** When it was last read again whole and whether it was good; null: not since it was made. */
  readonly checkedAgain: { readonly at: string; readonly ok: boolean } | null;
  /** Of the register that is open. */
  readonly own: boolean;
}

export interface BackupSettings {
  readonly minutes: number;
  readonly second: string;
  readonly encrypt: 'none' | 'second' | 'both';
  readonly hasPassword: boolean;
}

/** How it stands with the backups: what the start page and the status line say. */
export interface BackupState {
  /** The newest verified backup of this register. */
  readonly last: { readonly at: string; readonly day: string; readonly no: number } | null;
  /** Whether the register has changed since then. */
  readonly changed: boolean;
  /** Null: there is none. */
  readonly second: {
    /** Days since something was copied there; null: never. */
    readonly days: number | null;
    /** True when it is time to bring the medium: more than 30 days, or never. */
    readonly due: boolean;
    /** Why the last copy could not be made, a code; null: it could. */
    readonly failed: ErrorCode | null;
  } | null;
  /** Why the last backup could not be made; null: it could. */
  readonly failed: ErrorCode | null;
  /** Backups of this PC that a check found bad. */
  readonly bad: number;
  /** The last rehearsal: when, of which backup, whether a register came out of it, with how many assets. Null: none yet. */
  readonly rehearsed: {
    readonly at: string;
    readonly fileName: string;
    readonly ok: boolean;
    readonly assets: number;
  } | null;
}

export interface BackupList {
  readonly backups: readonly ListedBackup[];
  /** Files of the name of a backup that cannot be read as one. */
  readonly unreadable: readonly string[];
  readonly settings: BackupSettings;
  /** Whether the second place can be reached now. */
  readonly reachable: boolean;
}

const password = z.string().max(200).optional();
export const backupFileSchema = z.object({
  path: z.string().trim().min(1, '控えのファイルを選んでください。').max(4000),
  password,
});
export const restoreSchema = backupFileSchema.extend({
  /** Agrees to put another register in the place of this one. */
  acceptOther: z.boolean().optional(),
});
export const backupSettingsSchema = z.object({
  minutes: z.int().min(5, '5分から60分のあいだで入れてください。').max(60, '5分から60分のあいだで入れてください。'),
  second: z.string().trim().max(1000),
  encrypt: z.enum(['none', 'second', 'both']),
  /** A new password; without it the one that is set stays. */
  password: z.string().min(12, 'パスワードは12文字以上にしてください。').max(200).optional(),
});

export interface Restored {
  readonly manifest: BackupManifest;
  readonly assets: number;
  /** The backup of what stood there before; null on a new PC. */
  readonly storedBefore: string | null;
  /** Names of attachments whose files could not be brought back from anywhere. */
  readonly lost: readonly string[];
}
