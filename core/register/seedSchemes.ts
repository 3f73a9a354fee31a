import { allSchemes, putScheme } from '../../db/settings.ts';
import { inTransaction } from '../../db/statements.ts';
import type { WritableDb } from '../../db/types.ts';
import type { Context } from '../context.ts';
import { SCHEMES } from '../presets/schemes.ts';

/**
 * Brings the app's own schemes in the register to the texts of this version: a new register gets them, an older one
 * their next revision where a text has changed. What was classed before keeps the revision it was made under.
 */
export function seedSchemes(db: WritableDb, context: Pick<Context, 'ports' | 'appVersion'>): void {
  const stored = new Map(allSchemes(db).map(({ id, body }) => [id, body]));
  const outdated = SCHEMES.filter((scheme) => stored.get(scheme.id) !== JSON.stringify(scheme));
  if (outdated.length === 0) return;
  const at = context.ports.now().toISOString();
  inTransaction(db, () => {
    for (const scheme of outdated) putScheme(db, scheme.id, JSON.stringify(scheme), at, `Daicho ${context.appVersion}`);
  });
}
