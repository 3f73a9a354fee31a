import type { Finding } from '../../contract/asset.ts';
import type { AssetRecord } from '../../db/assets.ts';
import type { ReadableDb } from '../../db/types.ts';
import { type Context, opened } from '../context.ts';
import type { RegisterState } from '../register/state.ts';

/** The findings of every asset, kept between calls; a change names the assets whose findings may have changed. */
export interface FindingCache {
  /** Masters and schemes that they were found with; other ones drop all of it. */
  readonly state: RegisterState;
  readonly byAsset: Map<number, readonly Finding[]>;
  /** Rows of the assets that hold others, as last read: a class that travels changes none of their own values. */
  readonly holders: Map<number, AssetRecord>;
  /** Information assets of one name (paper and electronic, D4), by that name and by asset. */
  readonly twins: Map<string, Set<number>>;
  readonly twinName: Map<number, string>;
  /** To be checked again before the next answer. */
  readonly dirty: Set<number>;
}

const caches = new WeakMap<ReadableDb, FindingCache>();

/** What is kept, or null when it has to be found anew. */
export function keptFindings(context: Context): FindingCache | null {
  const { db, state } = opened(context);
  const cache = caches.get(db);
  return cache?.state.items === state.items && cache.state.schemes === state.schemes ? cache : null;
}

export function keepFindings(context: Context, cache: FindingCache): void {
  caches.set(opened(context).db, cache);
}

/** Called with the assets of every change, after its transaction. */
export function touchFindings(context: Context, ids: Iterable<number>): void {
  const cache = caches.get(opened(context).db);
  for (const id of ids) cache?.dirty.add(id);
}

/** Called after work that does not name its assets (an import). */
export function forgetFindings(context: Context): void {
  caches.delete(opened(context).db);
}
