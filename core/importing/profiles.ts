import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import { type ImportProfile, profileSchema } from '../../contract/importProfile.ts';
import { allSettings, putSetting, removeSetting } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { change } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { PROFILE_KEY } from '../history/words.ts';
import { schemeOf } from '../register/state.ts';

/** How the union reads its ledgers: data of the register like every setting, with its history. */

const keyOf = (id: string) => `${PROFILE_KEY}${id}`;

/** All of them, by name. */
export function importProfiles(db: ReadableDb): readonly ImportProfile[] {
  return [...allSettings(db)]
    .filter(([key]) => key.startsWith(PROFILE_KEY))
    .map(([, json]) => profileSchema.parse(JSON.parse(json)))
    .sort((a, b) => a.name.localeCompare(b.name, 'ja'));
}

/** @throws DaichoError('notFound') for a scheme that is not there */
export function saveProfile(context: Context, input: ParsedInputOf<'importing.profileSave'>): ImportProfile {
  const { db, state } = opened(context);
  schemeOf(state, input.schemeId);
  const before = importProfiles(db).find((one) => one.name === input.name) ?? null;
  const profile: ImportProfile = { ...input, id: before?.id ?? context.ports.newId() };
  if (JSON.stringify(before) === JSON.stringify(profile)) return profile;
  change(context, { action: '取り込みの読み方の保存', reason: profile.name }, (recorder) => {
    putSetting(db, keyOf(profile.id), JSON.stringify(profile));
    tell(recorder.record, before, profile);
  });
  return profile;
}

/** @throws DaichoError('notFound') */
export function removeProfile(context: Context, id: string): Changed {
  const { db } = opened(context);
  const before = importProfiles(db).find((one) => one.id === id);
  if (!before) throw new DaichoError('notFound');
  const { changeId } = change(context, { action: '取り込みの読み方の削除', reason: before.name }, (recorder) => {
    removeSetting(db, keyOf(id));
    tell(recorder.record, before, null);
  });
  return { changeId, changed: 1 };
}

type Record = Parameters<Parameters<typeof change>[2]>[0]['record'];

function tell(record: Record, before: ImportProfile | null, after: ImportProfile | null): void {
  const key = keyOf((after ?? before)!.id);
  record('setting', key, key, before, after, { before: words(before), after: words(after) });
}

function words(profile: ImportProfile | null): string | null {
  if (!profile) return null;
  const columns = profile.sheets.reduce((sum, sheet) => sum + sheet.columns.length, 0);
  return `${profile.name}（表${profile.sheets.length}・列${columns}・言葉${profile.meanings.length}）`;
}
