import { z } from 'zod';
import { ALPHABET, readCode, SEAL_DIGITS } from './checkCode.ts';
import type { Output } from './job.ts';

/** What paper says of the history behind it (reliability.md P22): the last entry then, whose hash stands for all before. */
export interface Proof {
  /** UUID of the register. */
  readonly registerId: string;
  /** Number of the last entry. */
  readonly seq: number;
  /** Its hash, 64 hexadecimal digits. */
  readonly hash: string;
}

/** What the QR code beside a 照合番号 says: register (its first 8 digits), number of the entry, the whole hash. */
export function proofText({ registerId, seq, hash }: Proof): string {
  return `DAICHO:${shortId(registerId)}:${seq}:${hash.toUpperCase()}`;
}

/** The first 8 digits of a register's UUID: enough for a person to tell two registers apart. */
export function shortId(registerId: string): string {
  return registerId.slice(0, 8).toUpperCase();
}

export type TypedNumber =
  | {
      readonly ok: true;
      /** How the hash begins: 25 hexadecimal digits of a typed number, all 64 of a scanned code. */
      readonly start: string;
      /** Only a scanned code says these. */
      readonly seq: number | null;
      readonly register: string | null;
    }
  | { readonly ok: false; readonly message: string };

const SCANNED = /^DAICHO:([0-9A-F]{8}):(\d{1,15}):([0-9A-F]{64})$/;

const PROBLEMS = {
  length: `照合番号は${SEAL_DIGITS + 1}文字です。文字の抜けや余りがないか、紙と見比べてください。`,
  character: '照合番号に使わない文字があります。数字と英字（I、L、O、U を除く）だけです。紙と見比べてください。',
  check: '打ち間違いがあります。どこか一文字が違うか、隣どうしが入れ替わっています。紙と見比べてください。',
} as const;

/** Reads what a person typed (see readCode) or what a scanner read from the QR code. */
export function readNumber(typed: string): TypedNumber {
  const plain = typed.normalize('NFKC').trim().toUpperCase();
  const scanned = SCANNED.exec(plain);
  if (scanned) return { ok: true, start: scanned[3]!.toLowerCase(), seq: Number(scanned[2]), register: scanned[1]! };
  const read = readCode(typed, SEAL_DIGITS);
  if (!read.ok) return { ok: false, message: PROBLEMS[read.reason] };
  let bits = 0n;
  for (const character of read.code.slice(0, SEAL_DIGITS)) bits = bits * 32n + BigInt(ALPHABET.indexOf(character));
  return { ok: true, start: bits.toString(16).padStart((SEAL_DIGITS * 5) / 4, '0'), seq: null, register: null };
}

export const checkNumberSchema = z.object({
  /** As typed or scanned. */
  number: z.string().max(200),
  /** 最後の記録の番号, where the paper says it. */
  seq: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});

/** The entry that a number stands for. */
export interface FoundEntry {
  readonly seq: number;
  readonly number: string;
  /** Moment of its change, ISO. */
  readonly at: string;
  readonly who: string;
  /** Outputs and seals that carry this number: title or file name. */
  readonly outputs: readonly string[];
}

/**
 * 照合: whether the register still holds exactly the past that a number stands for.
 * - contained: every entry up to it is as it was then.
 * - notContained: no entry has this number: rewritten, another register, or (`rolledBack`) an older file.
 * - broken: the chain of the history itself is broken; `found` where the number stands before the break.
 */
export interface NumberCheck {
  readonly verdict: 'contained' | 'notContained' | 'broken';
  readonly found: FoundEntry | null;
  /** Entries that are sound, from the first one on. */
  readonly entries: number;
  /** The number that the paper gave for the entry lies beyond the last one: an older file was put back. */
  readonly rolledBack: boolean;
  /** The code was printed from a register with another id. */
  readonly otherRegister: boolean;
  readonly firstBad: { readonly seq: number; readonly message: string } | null;
}

export const makeSealSchema = z.object({
  title: z.string().trim().min(1, '題名を入れてください。').max(100),
  /** The 年度 that is sealed, as the western year in which it begins; null: at no year's end. */
  fiscalYear: z.number().int().min(1900).max(9998).nullable(),
});

export interface SealInfo {
  readonly id: string;
  readonly title: string;
  readonly fiscalYear: number | null;
  readonly seq: number;
  readonly number: string;
  readonly assets: number;
  readonly at: string;
  readonly who: string;
  readonly outputId: string | null;
  readonly fileName: string | null;
}

export interface SealMade extends Output {
  readonly number: string;
  readonly seq: number;
}
