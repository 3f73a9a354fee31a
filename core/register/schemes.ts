import { isDeepStrictEqual } from 'node:util';
import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import type { SchemeRevision } from '../../contract/classification.ts';
import { DaichoError, type FieldProblem } from '../../contract/errors.ts';
import { AXES, type Axis, type Scheme, type SchemeInfo } from '../../contract/scheme.ts';
import { schemeChanges } from '../../contract/schemeChanges.ts';
import { idsOfScheme, isMoving, usedLevels } from '../../db/classifications.ts';
import { hideScheme, putScheme, revisionsOfScheme } from '../../db/settings.ts';
import { refreshIndex, refreshScheme } from '../asset/indexing.ts';
import { rewriteListColumns } from '../asset/rewrite.ts';
import { change, type Recorder } from '../change.ts';
import { type Context, opened, whoWorks } from '../context.ts';
import { SCHEMES } from '../presets/schemes.ts';
import { addItem, newItem } from './masters.ts';
import { labelOf, loadState, schemeOf } from './state.ts';

/** All schemes; before the set-up the presets, so that they can be looked at while choosing. */
export function listSchemes(context: Context): SchemeInfo[] {
  const { register } = context;
  if (!register) return SCHEMES.map((scheme) => ({ ...scheme, revision: 1, assets: 0, usedLevels: NONE_USED }));
  const used = usedLevels(register.db);
  return [...register.state.schemes.values()].map((scheme) => info(register.state.schemeRevisions, used, scheme));
}

const NONE_USED: SchemeInfo['usedLevels'] = { confidentiality: [], integrity: [], availability: [] };

function info(revisions: ReadonlyMap<string, number>, used: ReturnType<typeof usedLevels>, scheme: Scheme): SchemeInfo {
  const own = used.levels.filter((row) => row.scheme_id === scheme.id);
  const codes = (axis: Axis) => [...new Set(own.flatMap((row) => row[axis] ?? []))].sort();
  return {
    ...scheme,
    revision: revisions.get(scheme.id) ?? 1,
    assets: used.assets.get(scheme.id) ?? 0,
    usedLevels: Object.fromEntries(AXES.map((axis) => [axis, codes(axis)])) as Record<Axis, string[]>,
  };
}

/** One scheme as the register holds it now. */
function infoOf(context: Context, id: string): SchemeInfo {
  const { db, state } = opened(context);
  return info(state.schemeRevisions, usedLevels(db), schemeOf(state, id));
}

const refuse = (...fields: FieldProblem[]) => new DaichoError('invalidInput', undefined, fields);

function refuseTakenName(context: Context, name: string, path: string, except?: string): void {
  const taken = [...opened(context).state.schemes.values()].some((one) => one.name === name && one.id !== except);
  if (taken) throw refuse({ path, message: `「${name}」という分類体系は、もうあります。` });
}

/**
 * The union's own scheme, begun as a copy of another. Nothing is classed in it yet, and it is not the current one.
 * @throws DaichoError('invalidInput') for a name that another scheme has
 */
export function copyScheme(context: Context, { id, name }: ParsedInputOf<'scheme.copy'>): SchemeInfo {
  const register = opened(context);
  const { effectiveFrom: _from, effectiveUntil: _until, ...from } = schemeOf(register.state, id);
  refuseTakenName(context, name, 'name');
  const copy: Scheme = {
    ...from,
    id: context.ports.newId(),
    name,
    note: `「${from.name}」（${from.version}）の写しです。${from.note}`,
    preset: false,
  };
  change(context, { action: '分類体系の追加' }, (recorder) => {
    putScheme(register.db, copy.id, JSON.stringify(copy), context.ports.now().toISOString(), whoWorks(context));
    recorder.record('scheme', copy.id, null, null, { copyOf: id }, { after: `${name}（「${from.name}」の写し）` });
  });
  register.state = loadState(register.db);
  return infoOf(context, copy.id);
}

/**
 * The next revision of the union's own scheme. What was classed before keeps the text it was classed under.
 * @throws DaichoError('invalidInput') for a preset, a name taken, or a level taken out that assets hold or ever held
 * @throws DaichoError('conflict') when it was changed since it was opened
 */
export function saveScheme(context: Context, input: ParsedInputOf<'scheme.save'>): SchemeInfo {
  const register = opened(context);
  const { db, state } = register;
  const { scheme } = input;
  const old = schemeOf(state, scheme.id);
  if (old.preset || scheme.preset) {
    const message = `「${old.name}」は、はじめからある分類体系です。変えられません。写しを作り、写しのほうを直してください。`;
    throw refuse({ path: 'scheme', message });
  }
  if (state.schemeRevisions.get(scheme.id) !== input.revision) throw new DaichoError('conflict');
  refuseTakenName(context, scheme.name, 'scheme.name', scheme.id);
  refuseTakenOut(infoOf(context, scheme.id), scheme);
  if (isDeepStrictEqual(old, scheme)) return infoOf(context, scheme.id);
  const changes = schemeChanges(old, scheme, (id) => labelOf(state, id));
  change(context, { action: '分類体系の変更', reason: input.reason }, (recorder) => {
    const at = context.ports.now().toISOString();
    putScheme(db, scheme.id, JSON.stringify(scheme), at, whoWorks(context), input.reason);
    for (const { path, label, before, after } of changes)
      recorder.record('scheme', scheme.id, `${path} ${label}`, before, after);
    // Ids of answers say nothing to a reader, and may change alone.
    if (changes.length === 0) recorder.record('scheme', scheme.id, 'other 答えの記号', null, null);
    addDuties(context, recorder, scheme);
    // Not yet the register's own state: a throw takes all of it back.
    if (laxest(scheme) !== laxest(old)) rewriteListColumns(db, loadState(db), idsOfScheme(db, scheme.id));
  });
  register.state = loadState(db);
  refreshScheme(db, register.state, register.index, scheme.id);
  if (laxest(scheme) !== laxest(old)) refreshIndex(db, register.state, register.index, idsOfScheme(db, scheme.id));
  return infoOf(context, scheme.id);
}

/** From the level above this one up a class needs a reason (記入漏れ). */
function laxest({ axes }: Scheme): string {
  return axes.confidentiality.levels.reduce((least, level) => (level.rank < least.rank ? level : least)).code;
}

/** An asset may be freed from a duty by name (D15): the list of duties gets the ones that only this scheme has. */
function addDuties(context: Context, recorder: Recorder, scheme: Scheme): void {
  const { db, state } = opened(context);
  const listed = state.lists.find((list) => list.id === 'duty')?.items ?? [];
  for (const { code, text } of scheme.duties) {
    if (listed.some((item) => item.attrs['code'] === code)) continue;
    const item = newItem(`duty.${code.toLowerCase()}`, 'duty', `${code} ${text}`, Number(code.slice(1)) * 10, {
      code,
      attrs: { code },
    });
    addItem(db, recorder, item);
  }
}

/** A code that assets hold or ever held keeps its meaning: it may be hidden, not taken out (domain.md §2.2). */
function refuseTakenOut({ usedLevels: used, ...old }: SchemeInfo, scheme: Scheme): void {
  const problems = AXES.flatMap((axis) =>
    old.axes[axis].levels
      .filter(({ code }) => used[axis].includes(code) && scheme.axes[axis].levels.every((one) => one.code !== code))
      .map((level) => ({
        path: `scheme.axes.${axis}.levels`,
        message: `「${level.name}」（記号 ${level.code}）は、分類に使ったことがあります。なくさずに「使わない」にしてください。`,
      })),
  );
  if (problems.length > 0) throw refuse(...problems);
}

/** Takes out a scheme of the union's own that nothing was ever classed in. @throws DaichoError('inUse') for any other */
export function removeScheme(context: Context, id: string): Changed {
  const register = opened(context);
  const { name, preset, ...scheme } = infoOf(context, id);
  const inUse = (why: string) => new DaichoError('inUse', `「${name}」は${why}`);
  if (preset) throw inUse('、はじめからある分類体系です。');
  if (register.state.settings.schemeId === id) throw inUse('、今使っている分類体系です。');
  if (scheme.assets > 0) throw inUse(`資産${scheme.assets}件の分類に使われています。`);
  if (AXES.some((axis) => scheme.usedLevels[axis].length > 0)) throw inUse('、分類に使ったことがあります。');
  if (isMoving(register.db, id)) throw inUse('、分類体系の切替の途中です。');
  const { changeId } = change(context, { action: '分類体系の削除' }, (recorder) => {
    hideScheme(register.db, id);
    recorder.record('scheme', id, null, { name }, null, { before: name });
  });
  register.state = loadState(register.db);
  return { changeId, changed: 1 };
}

/** Every text a scheme has had, newest first. @throws DaichoError('notFound') */
export function schemeRevisions(context: Context, id: string): SchemeRevision[] {
  const { db, state } = opened(context);
  schemeOf(state, id);
  return revisionsOfScheme(db, id).map(({ body, ...row }) => ({ ...row, scheme: JSON.parse(body) as Scheme }));
}
