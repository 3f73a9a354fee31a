import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { SetupProposal } from '../../contract/register.ts';
import { putMaster } from '../../db/masters.ts';
import { openRegister } from '../../db/open.ts';
import { insertRegister, putSetting, registerRow } from '../../db/settings.ts';
import { inTransaction } from '../../db/statements.ts';
import { loadIndex } from '../asset/indexing.ts';
import { DERIVED_VERSION } from '../asset/store.ts';
import { beginChange } from '../change.ts';
import { announce, type Context, opened } from '../context.ts';
import { LISTS } from '../presets/lists.ts';
import { addSample } from '../presets/sample.ts';
import { SCHEMES } from '../presets/schemes.ts';
import { APPROVAL_TITLES, DEFAULT_MARKING, GROUP_PROPOSALS, NUMBER_PATTERN, REVIEW_MONTHS } from '../presets/setup.ts';
import { addItem, newItem, seedMasters } from './masters.ts';
import { putPresetSchemes } from './seedSchemes.ts';
import { loadState, toRow } from './state.ts';

export function setupProposal(): SetupProposal {
  return {
    bodies: LISTS.find((list) => list.id === 'body')!.items.map(({ id, label }) => ({ id, label })),
    groups: GROUP_PROPOSALS,
    schemes: SCHEMES.map(({ id, name, note }) => ({ id, name, note })),
  };
}

/**
 * Makes the register: masters, schemes, settings, groups and, if asked, the sample assets, all in one transaction.
 * @throws DaichoError('alreadySetUp') when there is one, 'unsafePlace' on a share or in a cloud folder
 */
export function createRegister(context: Context, input: ParsedInputOf<'register.create'>): { assets: number } {
  if (context.register) throw new DaichoError('alreadySetUp');
  // A register begins on a disk of this computer (reliability.md P11); one that is there already opens with a warning.
  if (context.unsafePlace) throw new DaichoError('unsafePlace', context.unsafePlace.words);
  const schemeId = input.schemeId ?? SCHEMES[0]!.id;
  if (!SCHEMES.some((scheme) => scheme.id === schemeId)) throw new DaichoError('notFound');
  refuseGroups(input.groups ?? []);
  const db = openRegister(context.dataDir, { create: true, now: context.ports.now() });
  try {
    if (registerRow(db)) throw new DaichoError('alreadySetUp');
    inTransaction(db, () => {
      insertRegister(db, context.ports.newId(), context.ports.now().toISOString());
      putPresetSchemes(db, context);
      seedMasters(db);
      const settings = {
        unionName: input.unionName,
        unionShort: '',
        numberPattern: NUMBER_PATTERN,
        approvals: APPROVAL_TITLES,
        marking: DEFAULT_MARKING,
        dateStyle: 'wareki',
        reviewMonths: REVIEW_MONTHS,
        schemeId,
        operator: input.operator ?? { name: '', post: '' },
        derivedVersion: DERIVED_VERSION,
      };
      for (const [key, value] of Object.entries(settings)) putSetting(db, key, JSON.stringify(value));
      hideOtherBodies(db, input.bodyIds);
      context.register = { db, state: loadState(db), index: loadIndex(db, () => opened(context)) };
      const recorder = beginChange(context, { action: input.sample ? '台帳の作成（見本）' : '台帳の作成' });
      recorder.record(
        'register',
        '1',
        null,
        null,
        { unionName: input.unionName, schemeId },
        { after: input.unionName },
      );
      const groups = input.groups ?? (input.sample ? GROUP_PROPOSALS : []);
      for (const [i, group] of groups.entries()) {
        addItem(
          db,
          recorder,
          newItem(`group.${context.ports.newId()}`, 'group', group.label, (i + 1) * 10, {
            code: group.code || null,
            parentId: group.bodyId || null,
          }),
        );
      }
      opened(context).state = loadState(db);
      if (input.sample) addSample(context, recorder);
      recorder.finish();
    });
    const state = loadState(db);
    context.register = { db, state, index: loadIndex(db, () => opened(context)) };
  } catch (error) {
    context.register = null;
    db.close();
    throw error;
  }
  announce(context);
  return { assets: context.register.index.size };
}

/** Two groups of one name, or one under a body that does not exist, said before anything is made. */
function refuseGroups(groups: NonNullable<ParsedInputOf<'register.create'>['groups']>): void {
  const bodies = new Set(LISTS.find((list) => list.id === 'body')!.items.map(({ id }) => id));
  const labels = new Set<string>();
  for (const [i, { label, bodyId }] of groups.entries()) {
    const refuse = (field: string, message: string) =>
      new DaichoError('invalidInput', undefined, [{ path: `groups.${i}.${field}`, message }]);
    if (labels.has(label)) throw refuse('label', `「${label}」が二つあります。`);
    if (bodyId && !bodies.has(bodyId)) throw refuse('bodyId', `「${label}」の実施機関が見つかりません。`);
    labels.add(label);
  }
}

/** 実施機関 that the union does not have are no longer offered; nothing is taken away. */
function hideOtherBodies(db: Parameters<typeof putMaster>[0], bodyIds: readonly string[] | undefined): void {
  if (!bodyIds) return;
  for (const item of loadState(db).lists.find((list) => list.id === 'body')!.items) {
    if (!bodyIds.includes(item.id)) putMaster(db, toRow({ ...item, hidden: true }));
  }
}
