import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { Operator, Settings } from '../../contract/master.ts';
import { putSetting } from '../../db/settings.ts';
import { change } from '../change.ts';
import { type Context, inWords, opened } from '../context.ts';
import { loadState } from './state.ts';

/** Saves settings; each changed one is a history row. */
export function saveSettings(context: Context, input: ParsedInputOf<'setting.save'>): Settings {
  const register = opened(context);
  const { reason, ...changes } = input;
  if (changes.schemeId !== undefined && !register.state.schemes.has(changes.schemeId))
    throw new DaichoError('notFound');
  if (changes.numberPattern !== undefined && /^\s|\s$|\p{Cc}/u.test(changes.numberPattern)) {
    const message = '資産番号の決まりには、改行や、前後の空白を入れられません。';
    throw new DaichoError('invalidInput', undefined, [{ path: 'numberPattern', message }]);
  }
  const old = register.state.settings;
  const changed = Object.entries(changes).filter(
    ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(old[key as keyof Settings]),
  );
  if (changed.length === 0) return old;
  change(context, { action: '設定の変更', reason }, (recorder) => {
    for (const [key, value] of changed) {
      putSetting(register.db, key, JSON.stringify(value));
      recorder.record('setting', key, key, old[key as keyof Settings], value);
    }
  });
  register.state = loadState(register.db);
  return register.state.settings;
}

/** States who works now; written into every change from here on. */
export function setOperator(context: Context, operator: Operator): Operator {
  const register = opened(context);
  const before = register.state.operator;
  if (before.name === operator.name && before.post === operator.post) return operator;
  change(context, { action: '作業する人' }, (recorder) => {
    putSetting(register.db, 'operator', JSON.stringify(operator));
    const words = { before: inWords(before) || null, after: inWords(operator) || null };
    recorder.record('setting', 'operator', 'operator', before, operator, words);
  });
  // Masters and schemes are the same: what is kept of them, the findings of all assets among it, stays.
  register.state = { ...register.state, operator };
  return operator;
}
