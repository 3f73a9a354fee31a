import { hash } from 'node:crypto';
import type { ChangeRecord, HistoryRecord } from './history.ts';

/** What stands before the first entry of a register. */
export const CHAIN_START = '0'.repeat(64);

/** What an entry says, its own number and the header of its change included; everything that the hash covers. */
export type ChainedEntry = Omit<HistoryRecord, 'hash'> & Omit<ChangeRecord, 'id'>;

/**
 * The hash of one history entry (reliability.md P21): SHA-256 over the hash of the entry before it, as 64 hexadecimal
 * digits, and the values of this one. Each value is written as its length in UTF-8 bytes, `:`, the bytes and `,`; an
 * empty one as `~`. So no two different entries are written alike, and any language can do it
 * (docs/verify_history.py does).
 * @returns 64 hexadecimal digits
 */
export function entryHash(previous: string, entry: ChainedEntry): string {
  return hash(
    'sha256',
    previous +
      part(entry.seq) +
      part(entry.change_id) +
      part(entry.at) +
      part(entry.day) +
      part(entry.who) +
      part(entry.post) +
      part(entry.account_id) +
      part(entry.action) +
      part(entry.reason) +
      part(entry.undoes) +
      part(entry.entity) +
      part(entry.entity_id) +
      part(entry.field) +
      part(entry.before) +
      part(entry.after) +
      part(entry.before_words) +
      part(entry.after_words),
  );
}

function part(value: string | number | null): string {
  if (value === null) return '~';
  // What a person wrote into the file may be bytes, which no entry ever is.
  if (typeof value !== 'string' && typeof value !== 'number') return '?';
  const text = typeof value === 'string' ? value : String(value);
  return `${Buffer.byteLength(text)}:${text},`;
}
