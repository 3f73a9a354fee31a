import type { Kind } from '../../contract/catalogue/index.ts';
import type { LabelPrintRecord, StaleLabel } from '../../contract/label.ts';
import { AXES } from '../../contract/scheme.ts';
import { assetsByIds } from '../../db/assets.ts';
import { lastPrints, printsOfAsset } from '../../db/labelPrints.ts';
import { ownSheet } from '../../db/labelSheets.ts';
import { templateRevision } from '../../db/labelTemplates.ts';
import type { ReadableDb } from '../../db/types.ts';
import { assetRecord } from '../asset/store.ts';
import { type Context, opened } from '../context.ts';
import { LABEL_TEMPLATES } from '../presets/labelTemplates.ts';
import { labelOf, type RegisterState } from '../register/state.ts';
import { effectiveLevels, labelLevels, printedMarks } from './content.ts';
import { changedFacts, type LabelFacts, labelFacts, readPrinted } from './facts.ts';
import { LABEL_SHEETS } from './sheets.ts';

/**
 * Every asset whose last label no longer tells the truth (domain.md D14), in the order of their numbers. Assets that
 * never had a label, are in the bin or disposed of, or whose last label says 消去済 have none to replace.
 */
export function staleLabels(context: Context): StaleLabel[] {
  const { db, state } = opened(context);
  const prints = lastPrints(db).filter(({ target }) => target === 'asset');
  if (prints.length === 0) return [];
  const now = currentFacts(
    db,
    state,
    prints.map((print) => print.asset_id),
  );
  return prints
    .flatMap((print): StaleLabel[] => {
      const current = now.get(print.asset_id);
      if (!current) return [];
      const changes = changedFacts(readPrinted(print.content).facts, current.facts);
      if (changes.length === 0) return [];
      return [
        {
          assetId: String(print.asset_id),
          kind: current.kind,
          number: current.facts.number.words,
          name: current.facts.name.words,
          printedAt: print.at,
          sheetId: print.sheet_id,
          templateId: print.template_id,
          changes,
        },
      ];
    })
    .sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0));
}

/**
 * What the labels of these assets would say now, of the facts that D14 compares and no others: a whole label content
 * reads and derives fifty fields, which takes seconds for thousands of assets. What is gone is left out.
 */
export function currentFacts(
  db: ReadableDb,
  state: RegisterState,
  ids: readonly number[],
): Map<number, { readonly kind: Kind; readonly facts: LabelFacts }> {
  const columns = ['kind', 'number', 'name', 'group', 'place', 'state', 'handling_marks', 'scheme_id', ...AXES];
  const records = assetsByIds(db, ids, columns).filter(
    (record) => state.items.get(String(record['state']))?.attrs['gone'] !== true,
  );
  const effective = effectiveLevels(db, state, records);
  return new Map(
    records.map((record) => {
      const text = (column: string) => (record[column] === null ? '' : String(record[column]));
      const words = (column: string) => (record[column] === null ? '' : labelOf(state, text(column)));
      const marks = record['handling_marks'] ? (JSON.parse(text('handling_marks')) as string[]) : [];
      const facts = labelFacts({
        target: 'asset',
        subject: String(record.id),
        kind: record.kind as Kind,
        title: text('number'),
        marks: printedMarks(state, marks),
        levels: labelLevels(state.schemes.get(record.scheme_id), effective.get(record.id)!),
        words: { number: text('number'), name: text('name'), group: words('group'), place: words('place') },
        ids: { group: text('group') || null, place: text('place') || null },
      });
      return [record.id, { kind: record.kind as Kind, facts }];
    }),
  );
}

/** Every label printed of one asset, newest first (R8). @throws DaichoError('notFound') */
export function labelPrints(context: Context, assetId: string): LabelPrintRecord[] {
  const { db } = opened(context);
  const { id } = assetRecord(context, Number(assetId));
  return printsOfAsset(db, id).map((row) => ({
    target: row.target,
    version: row.version,
    at: row.at,
    who: row.who,
    sheet: sheetName(db, row.sheet_id),
    template: templateName(db, row.template_id, row.template_revision),
    templateRevision: row.template_revision,
    copies: row.copies,
    outputId: row.output_id,
    content: readPrinted(row.content).said,
  }));
}

/** A sheet's name, of one that was taken out, too. */
function sheetName(db: ReadableDb, id: string): string {
  return (LABEL_SHEETS.find((sheet) => sheet.id === id) ?? ownSheet(db, id))?.name ?? id;
}

function templateName(db: ReadableDb, id: string, revision: number): string {
  return (LABEL_TEMPLATES.find((one) => one.id === id) ?? templateRevision(db, id, revision))?.name ?? id;
}
