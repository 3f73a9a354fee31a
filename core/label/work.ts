import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { LabelTarget, LabelTemplateInfo } from '../../contract/label.ts';
import type { LabelSheet } from '../../contract/labelSheet.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { RegisterState } from '../register/state.ts';
import { assetContents, erasedContents } from './content.ts';
import type { Correction } from './correction.ts';
import { labelDocument } from './document.ts';
import { type DrawnSheets, type DrawOptions, drawSheets, type LabelToDraw } from './draw.ts';
import { printedJson } from './facts.ts';
import { coverage, type FontDirs, fontFaces } from './fonts.ts';
import type { LabelContent } from './labelContent.ts';
import { placeContents } from './placeContent.ts';
import { allTemplates, templateFor } from './templates.ts';

/** A print job, ready to be drawn on any connection: in the preview, and in the worker that prints. */
export interface LabelWork {
  readonly target: LabelTarget;
  /** Assets, for `asset` and `erased`. */
  readonly ids: readonly number[];
  /** Places, for `place`. */
  readonly placeIds: readonly string[];
  readonly erased: ParsedInputOf<'label.print'>['erased'];
  readonly sheet: LabelSheet;
  /** Null: for each asset the template that fits its kind and the sheet. */
  readonly templateId: string | null;
  readonly start: number;
  readonly skip: readonly number[];
  readonly copies: number;
  readonly correction: Correction | undefined;
  readonly stamp: string;
  /** Today, ISO: 発行日. */
  readonly day: string;
  readonly fontDirs: FontDirs | undefined;
}

/**
 * The template that the clerk chose; null: the fitting one for each label.
 * @throws DaichoError('notFound' | 'invalidInput') for one that is not there, or that is made for other things
 */
export function chosenTemplate(
  templates: readonly LabelTemplateInfo[],
  id: string | null,
  target: LabelTarget,
): LabelTemplateInfo | null {
  if (id === null) return null;
  const chosen = templates.find((template) => template.id === id);
  if (!chosen) throw new DaichoError('notFound', `ひな形「${id}」がありません。`);
  if (chosen.target === target) return chosen;
  throw new DaichoError('invalidInput', undefined, [
    { path: 'templateId', message: `ひな形「${chosen.name}」は、このラベルには使えません。` },
  ]);
}

/** Each label with its template. @throws as chosenTemplate */
export function labelsOf(
  db: ReadableDb,
  state: RegisterState,
  work: LabelWork,
): (LabelToDraw & { revision: number })[] {
  const templates = allTemplates(db);
  const chosen = chosenTemplate(templates, work.templateId, work.target);
  return contentsOf(db, state, work).map((content) => {
    const template = chosen ?? templateFor(templates, work.target, content.kind, work.sheet);
    return { content, template, revision: template.revision };
  });
}

function contentsOf(db: ReadableDb, state: RegisterState, work: LabelWork): LabelContent[] {
  if (work.target === 'place') return placeContents(db, state, work.placeIds, work.day);
  if (work.target === 'asset') return assetContents(db, state, work.ids, work.day);
  return work.erased ? erasedContents(db, state, work.ids, work.erased, work.day) : [];
}

/** The same drawing for preview and print. */
export function drawWork(
  state: RegisterState,
  work: LabelWork,
  labels: readonly LabelToDraw[],
  { maxPages, onProgress }: Pick<DrawOptions, 'maxPages' | 'onProgress'>,
): DrawnSheets {
  const { sheet, start, skip, copies, correction, stamp, fontDirs } = work;
  const options = { start, skip, copies, correction, stamp, notation: state.settings.labelNotation };
  return drawSheets(sheet, labels, {
    ...options,
    covers: coverage(fontDirs),
    onProgress,
    ...(maxPages && { maxPages }),
  });
}

/** One label as it will be recorded. */
export interface RecordedLabel {
  readonly subject: string;
  readonly templateId: string;
  readonly templateRevision: number;
  readonly content: string;
}

export interface DrawnWork {
  readonly html: string;
  readonly pages: number;
  readonly labels: readonly RecordedLabel[];
  readonly warnings: readonly { readonly number: string; readonly message: string }[];
  readonly next: DrawnSheets['next'];
}

/** Labels between two words of progress. */
const PROGRESS_STEP = 50;

/** Draws all of it for the printer, with the fonts inside. */
export function printWork(
  db: ReadableDb,
  state: RegisterState,
  work: LabelWork,
  onProgress: (done: number, total: number) => void,
): DrawnWork {
  const labels = labelsOf(db, state, work);
  const tell = (done: number) => done % PROGRESS_STEP === 0 && onProgress(done, labels.length);
  const drawn = drawWork(state, work, labels, { onProgress: tell });
  const fonts = fontFaces(drawn.text, { bold: drawn.boldText, ...(work.fontDirs && { dirs: work.fontDirs }) });
  const { paperWidth: widthMm, paperHeight: heightMm } = work.sheet;
  return {
    html: labelDocument(drawn.pages, fonts, { widthMm, heightMm }),
    pages: drawn.pageCount,
    labels: labels.map(({ content, template, revision }, i) => ({
      subject: content.subject,
      templateId: template.id,
      templateRevision: revision,
      content: printedJson(content, drawn.said[i]!),
    })),
    warnings: drawn.warnings.map(({ number, message }) => ({ number, message })),
    next: drawn.next,
  };
}
