import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import { DaichoError, type FieldProblem } from '../../contract/errors.ts';
import type { LabelTarget, LabelTemplateInfo, TemplatePreview } from '../../contract/label.ts';
import { LABEL_PARTS, type LabelTemplate } from '../../contract/labelTemplate.ts';
import { ownTemplates, putTemplate, removeTemplate as removeOwnTemplate } from '../../db/labelTemplates.ts';
import { change } from '../change.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { assetContents, erasedContents } from './content.ts';
import { drawOne } from './draw.ts';
import { coverage } from './fonts.ts';
import { recordLabelThing } from './historyWords.ts';
import type { LabelContent } from './labelContent.ts';
import { placeContents } from './placeContent.ts';
import { sheetById } from './sheets.ts';
import { specimen } from './specimen.ts';
import { allTemplates, isPresetTemplate } from './templates.ts';

/**
 * One label as this template would print it, while it is edited: of an asset or place, or of a specimen with long and
 * rare words. @throws DaichoError('notFound') for a sheet, asset or place that is not there
 */
export function previewTemplate(context: Context, input: ParsedInputOf<'label.templatePreview'>): TemplatePreview {
  const { db, state } = opened(context);
  const sheet = sheetById(db, input.sheetId);
  const content = contentFor(context, input.template.target, input.subjectId);
  const options = { notation: state.settings.labelNotation, covers: coverage(context.fontDirs) };
  const { svg, warnings, leftOut } = drawOne(sheet, { content, template: input.template }, options);
  return { svg, warnings: warnings.map(({ number, message }) => ({ number, message })), leftOut };
}

function contentFor(context: Context, target: LabelTarget, subjectId: string | undefined): LabelContent {
  if (subjectId === undefined) return specimen(target, 'long');
  const { db, state } = opened(context);
  const day = today(context);
  const erased = { on: day, method: '上書きによる消去', person: whoWorks(context) };
  const [content] =
    target === 'place'
      ? placeContents(db, state, [subjectId], day)
      : target === 'asset'
        ? assetContents(db, state, [Number(subjectId)], day)
        : erasedContents(db, state, [Number(subjectId)], erased, day);
  if (!content) throw new DaichoError('notFound');
  return content;
}

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
