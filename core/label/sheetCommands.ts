import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { LabelSheetInfo } from '../../contract/label.ts';
import { type LabelSheet, sheetProblems } from '../../contract/labelSheet.ts';
import { ownSheets, putSheet, removeSheet as removeOwnSheet } from '../../db/labelSheets.ts';
import { change } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { labelSheets } from './commands.ts';
import { recordLabelThing } from './historyWords.ts';
import { allSheets, isPresetSheet } from './sheets.ts';

/**
 * Adds or changes a sheet of the union's own.
 * @throws DaichoError('invalidInput') with a sentence at each wrong field; for the id or name of
 * another sheet
 */
export function saveSheet(context: Context, input: ParsedInputOf<'label.sheetSave'>): LabelSheetInfo {
  const { db } = opened(context);
  const sheet: LabelSheet = { ...input.sheet, models: [...new Set(input.sheet.models)] };
  const problems = sheetProblems(sheet);
  if (isPresetSheet(sheet.id))
    problems.push({ path: 'id', message: 'はじめからある用紙は変えられません。写しを作ってください。' });
  const others = allSheets(db).filter((one) => one.id !== sheet.id);
  if (others.some((one) => one.name === sheet.name))
    problems.push({ path: 'name', message: `「${sheet.name}」という用紙は、すでにあります。` });
  const before = ownSheets(db).find((one) => one.id === sheet.id) ?? null;
  if (problems.length > 0) {
    const fields = problems.map(({ path, message }) => ({ path: `sheet.${path}`, message }));
    throw new DaichoError('invalidInput', undefined, fields);
  }
  change(context, { action: 'ラベル用紙の変更', reason: input.reason }, (recorder) => {
    putSheet(db, sheet.id, sheet);
    recordLabelThing(recorder, 'labelSheet', before, sheet);
  });
  return labelSheets(context).find((one) => one.id === sheet.id)!;
}

/**
 * Offers a sheet of the union's own no more; the prints made on it still name it.
 * @throws DaichoError('inUse') for one that came with the app, ('notFound')
 */
export function removeSheet(context: Context, id: string): Changed {
  const { db } = opened(context);
  if (isPresetSheet(id)) throw new DaichoError('inUse', 'はじめからある用紙は消せません。');
  const sheet = ownSheets(db).find((one) => one.id === id);
  if (!sheet) throw new DaichoError('notFound');
  const { changeId } = change(context, { action: 'ラベル用紙の変更' }, (recorder) => {
    removeOwnSheet(db, id);
    recordLabelThing(recorder, 'labelSheet', sheet, null);
  });
  return { changeId, changed: 1 };
}
