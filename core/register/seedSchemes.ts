import { allSchemes, putScheme } from '../../db/settings.ts';
import type { WritableDb } from '../../db/types.ts';
import { systemChange } from '../change.ts';
import type { Context } from '../context.ts';
import { SCHEMES } from '../presets/schemes.ts';

/**
 * Brings the app's own schemes in the register to the texts of this version: a new register gets them, an older one
 * their next revision where a text has changed. What was classed before keeps the revision it was made under.
 */
export function seedSchemes(db: WritableDb, context: Pick<Context, 'ports' | 'appVersion'>): void {
  systemChange(db, context.ports.now(), '分類体系の文の更新', () => putPresetSchemes(db, context));
}

/** The same inside the caller's change. */
export function putPresetSchemes(db: WritableDb, context: Pick<Context, 'ports' | 'appVersion'>): void {
  const stored = new Map(allSchemes(db).map(({ id, body }) => [id, body]));
  const outdated = SCHEMES.filter((scheme) => stored.get(scheme.id) !== JSON.stringify(scheme));
  const at = context.ports.now().toISOString();
  for (const scheme of outdated) putScheme(db, scheme.id, JSON.stringify(scheme), at, `Daicho ${context.appVersion}`);
}
