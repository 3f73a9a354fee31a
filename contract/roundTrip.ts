import { z } from 'zod';
import { idSchema } from './asset.ts';
import type { Kind } from './catalogue/field.ts';

/**
 * The round trip (往復): our own exported ledger, edited in Excel, comes back as a list of differences. Each is compared
 * three ways: what the ledger said when it was exported, what the register says now, what the file says.
 */

/** A file as base64; at most 32 MiB. */
export const roundTripReadSchema = z.object({
  fileName: z.string().min(1).max(300),
  base64: z.string().max(45_000_000),
});

/**
 * - new: a row without a number, or with one that the register does not know.
 * - changed: the file says something else than the ledger did, and the register still says what the ledger did.
 * - cleared: the same, and the file's cell is empty.
 * - conflict: file and register were both changed, to different values.
 * - missing: an asset of the exported ledger that has no row any more. Never taken away by itself.
 */
export const DIFFERENCE_KINDS = ['new', 'changed', 'cleared', 'conflict', 'missing'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One difference: one field of one asset, or one whole row. All values are in words, as the ledger shows them. */
export interface RoundTripItem {
  /** Names it in `roundTrip.commit`. */
  readonly key: string;
  readonly what: DifferenceKind;
  readonly kind: Kind;
  /** '' for a new row without one. */
  readonly number: string;
  readonly name: string;
  readonly assetId: string | null;
  /** The field; '' where the whole row is the difference. */
  readonly fieldId: string;
  readonly label: string;
  /** Where it stands in the file; '' and 0 for a row that is gone. */
  readonly sheet: string;
  readonly row: number;
  readonly cell: string;
  /** As the ledger said when it was exported; null where that is not known. */
  readonly exported: string | null;
  readonly now: string;
  readonly file: string;
  /** Of a new row: what it would be registered with. */
  readonly values: readonly { readonly label: string; readonly words: string }[];
  /** What the person should know before accepting it; '' for nothing. */
  readonly note: string;
  /** A class is lowered: `roundTrip.commit` asks for a reason. */
  readonly needsReason: boolean;
  /** A missing asset that is 廃棄済 or 返却済 already: only the bin is left. */
  readonly gone: boolean;
}

/** A cell or row of the file that cannot be taken, and why. */
export interface RoundTripRefusal {
  readonly sheet: string;
  readonly row: number;
  /** '' for the whole row. */
  readonly cell: string;
  readonly number: string;
  readonly label: string;
  readonly value: string;
  readonly message: string;
}

export interface RoundTripOutline {
  readonly roundTripId: string;
  readonly fileName: string;
  readonly origin: {
    /** UUID of the register that wrote it. */
    readonly registerId: string;
    readonly seq: number;
    /** 照合番号. */
    readonly number: string;
    /** 基準日, ISO. */
    readonly asOf: string;
    /** The export as this register recorded it; null where it did not. */
    readonly output: { readonly fileName: string; readonly at: string; readonly who: string } | null;
  };
  /**
   * - known: the register of that moment is rebuilt from the history, and compared three ways.
   * - unknown: ours, but the history does not hold its 照合番号 (an older file was put back): two ways.
   * - other: the ledger of another register: two ways, and no row counts as missing.
   */
  readonly base: 'known' | 'unknown' | 'other';
  /** Sentences: what could not be compared, and why. */
  readonly notes: readonly string[];
  /** Rows of the file that are assets, and how many of them say what the register says or said. */
  readonly rows: number;
  readonly same: number;
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** At most 1,000; refusedCount is the full number. */
  readonly refused: readonly RoundTripRefusal[];
  readonly refusedCount: number;
}

/** Differences in the order of kind of difference, kind of asset and number. */
export const roundTripItemsSchema = z.object({
  roundTripId: idSchema,
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(5000).default(1000),
});

const keys = z.array(z.string().max(200)).max(500_000).default([]);

export const roundTripCommitSchema = z.object({
  roundTripId: idSchema,
  /** Keys of new, changed, cleared and conflict: what the file says becomes the register's. */
  accept: keys,
  /** Keys of missing ones that go into the bin, and of those whose 状態 becomes 廃棄済. */
  bin: keys,
  dispose: keys,
  /** 変更の理由; asked for where a class is lowered. */
  reason: z.string().max(1000).optional(),
});

export interface RoundTripReceipt {
  readonly fileName: string;
  readonly changeId: string;
  readonly added: number;
  /** Assets, and fields of them. */
  readonly changedAssets: number;
  readonly changedFields: number;
  /** Assets whose class change waits for a second person. */
  readonly waiting: number;
  readonly binned: number;
  readonly disposed: number;
  /** Differences that were not accepted. */
  readonly left: number;
  readonly refusedCount: number;
}
