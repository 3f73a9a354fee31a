import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import { DaichoError, type FieldProblem } from '../../contract/errors.ts';
import type { LabelTemplateInfo } from '../../contract/label.ts';
import { LABEL_PARTS, type LabelTemplate } from '../../contract/labelTemplate.ts';
import { ownTemplates, putTemplate, removeTemplate as removeOwnTemplate } from '../../db/labelTemplates.ts';
import { change } from '../change.ts';
import { type Context, opened, whoWorks } from '../context.ts';
import { notYet } from '../notYet.ts';
import { recordLabelThing } from './historyWords.ts';
import { allTemplates, isPresetTemplate } from './templates.ts';

export const previewTemplate = notYet;

export function listTemplates(context: Context): LabelTemplateInfo[] {
  return allTemplates(opened(context).db);
}

/**
 * Adds a template, or the next revision of one of the union's own; every earlier one stays, so that an old label can
 * still say how it was made.
 * @throws DaichoError('invalidInput') for what cannot be drawn, ('conflict') when it was changed meanwhile,
 * ('inUse') for one that came with the app
 */
export function saveTemplate(context: Context, input: ParsedInputOf<'label.templateSave'>): LabelTemplateInfo {
  const { db } = opened(context);
  const { template, revision } = input;
  if (isPresetTemplate(template.id))
    throw new DaichoError('inUse', 'はじめからあるひな形は変えられません。写しを作ってください。');
  const own = ownTemplates(db);
  const before = own.find((one) => one.template.id === template.id);
  if ((before?.revision ?? 0) !== revision) throw new DaichoError('conflict');
  const others = allTemplates(db).filter(({ id }) => id !== template.id);
  const problems = templateProblems(
    template,
    others.map(({ name }) => name),
  );
  if (problems.length > 0) throw new DaichoError('invalidInput', undefined, problems);
  if (before && JSON.stringify(before.template) === JSON.stringify(template))
    return { ...before.template, revision, preset: false };
  const at = context.ports.now().toISOString();
  const { value } = change(context, { action: 'ラベルのひな形の変更', reason: input.reason }, (recorder) => {
    recordLabelThing(recorder, 'labelTemplate', before?.template ?? null, template);
    return putTemplate(db, template, at, whoWorks(context));
  });
  return { ...template, revision: value, preset: false };
}

/** What no schema sees: parts that have no value for the target, sizes upside down, a name twice. */
function templateProblems(template: LabelTemplate, otherNames: readonly string[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { minWidth, maxWidth, minHeight, maxHeight } = template.size;
  const problem = (path: string, message: string) => problems.push({ path: `template.${path}`, message });
  if (otherNames.includes(template.name)) problem('name', `「${template.name}」というひな形は、すでにあります。`);
  if (minWidth > maxWidth || minHeight > maxHeight)
    problem('size', '大きさの「から」が「まで」より大きくなっています。');
  for (const [r, row] of template.rows.entries()) {
    for (const [c, cell] of row.cells.entries()) {
      const path = `rows.${r}.cells.${c}`;
      const part = LABEL_PARTS[cell.part];
      if (!(part.of as readonly string[]).includes(template.target))
        problem(path, `${r + 1}行目の「${part.word}」は、このラベルには書けません。`);
      if (cell.minSize > cell.size)
        problem(path, `${r + 1}行目の「${part.word}」は、小さくてもの大きさが、大きさより大きくなっています。`);
      if (cell.part === 'text' && !cell.text?.trim()) problem(path, `${r + 1}行目に入れる文字がありません。`);
    }
  }
  return problems;
}

/** Offers a template no more; its revisions stay. @throws DaichoError('inUse') for one that came with the app, ('notFound') */
export function removeTemplate(context: Context, id: string): Changed {
  const { db } = opened(context);
  if (isPresetTemplate(id)) throw new DaichoError('inUse', 'はじめからあるひな形は消せません。');
  const own = ownTemplates(db).find((one) => one.template.id === id);
  if (!own) throw new DaichoError('notFound');
  const { changeId } = change(context, { action: 'ラベルのひな形の変更' }, (recorder) => {
    removeOwnTemplate(db, id);
    recordLabelThing(recorder, 'labelTemplate', own.template, null);
  });
  return { changeId, changed: 1 };
}
