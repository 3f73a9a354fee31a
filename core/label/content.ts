import type { ParsedInputOf } from '../../contract/api.ts';
import type { Values } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import { fiscalYear, fiscalYearLabel, formatDate, isIsoDate } from '../../contract/japanese/date.ts';
import { AXES, compareLevels, dutiesOf, dutyWords, type Levels, levelOf, type Scheme } from '../../contract/scheme.ts';
import type { AssetRecord } from '../../db/assets.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { completeValues } from '../asset/list.ts';
import { readRecords } from '../asset/records.ts';
import { heldLevels } from '../classification/rollup.ts';
import { labelOf, type RegisterState } from '../register/state.ts';
import type { LabelContent, LabelLevel, PlainPart } from './labelContent.ts';

type Erased = NonNullable<ParsedInputOf<'label.print'>['erased']>;

/** What the labels of these assets can say, in the order of `ids`; ids that are no asset are left out. @param day today, ISO */
export function assetContents(
  db: ReadableDb,
  state: RegisterState,
  ids: readonly number[],
  day: string,
): LabelContent[] {
  const records = new Map(readRecords(db, ids).map((record) => [record.id, record]));
  const effective = effectiveLevels(db, state, [...records.values()]);
  return ids.flatMap((id) => {
    const record = records.get(id);
    return record ? [assetContent(state, record, effective.get(id)!, day)] : [];
  });
}

/**
 * The class that counts for each asset: the stricter one, per axis, of its own and of what it holds (domain.md §3 ⑤, D3).
 * What is printed on a box is the class of what lies in it.
 */
export function effectiveLevels(
  db: ReadableDb,
  state: RegisterState,
  records: readonly AssetRecord[],
): Map<number, Levels> {
  const held = heldLevels(
    db,
    state,
    records.map(({ id }) => id),
  );
  return new Map(
    records.map((record) => {
      const scheme = state.schemes.get(record.scheme_id);
      const inside = held.get(record.id);
      const stricter = (axis: (typeof AXES)[number]) => {
        const own = record[axis] as string | null;
        return scheme && inside && compareLevels(scheme, axis, inside[axis], own) > 0 ? inside[axis] : own;
      };
      return [
        record.id,
        {
          confidentiality: stricter('confidentiality'),
          integrity: stricter('integrity'),
          availability: stricter('availability'),
        },
      ];
    }),
  );
}

/** The levels as a label shows them. Axes not yet decided are left out. */
export function labelLevels(scheme: Scheme | undefined, levels: Levels): LabelLevel[] {
  return AXES.flatMap((axis) => {
    const level = scheme && levelOf(scheme, axis, levels[axis]);
    return level ? [{ axis, full: level.name, short: level.short, neutral: level.neutral, weight: level.weight }] : [];
  });
}

/** Marks to print: 「なし」 is a decision, not a mark. */
export function printedMarks(state: RegisterState, ids: readonly string[]): string[] {
  return ids.filter((id) => state.items.get(id)?.attrs['none'] !== true).map((id) => labelOf(state, id));
}

function assetContent(state: RegisterState, record: AssetRecord, levels: Levels, day: string): LabelContent {
  const kind = record.kind as Kind;
  const scheme = state.schemes.get(record.scheme_id);
  const stored = valuesOf(kind, record);
  const values = completeValues(state, kind, record.scheme_id, stored, record.id, null, day);
  const text = (id: string) => (values[id] === undefined ? '' : String(values[id]));
  const item = (id: string) => (values[id] ? labelOf(state, String(values[id])) : '');
  const list = (id: string) => (Array.isArray(values[id]) ? (values[id] as string[]) : []);
  const marks = list('handlingMarks');
  return {
    target: 'asset',
    subject: String(record.id),
    kind,
    title: text('number'),
    marks: printedMarks(state, marks),
    levels: labelLevels(scheme, levels),
    words: {
      ...common(state, day),
      number: text('number'),
      name: text('name'),
      group: item('group'),
      responsiblePost: item('responsiblePost'),
      place: item('place'),
      duties: scheme ? dutyText(scheme, levels, codesOf(state, list('dutiesWaived'))) : '',
      carryOut: carryOut(scheme, levels, codesOf(state, marks), values),
      acquiredYear: acquiredYear(values),
      assetTag: text('assetTag'),
      serialNumber: text('serialNumber'),
      mediumNumber: text('mediumNumber'),
      retention: item('retention'),
      retentionUntil: dateWords(state, text('retentionUntil')),
      systemManagerPost: item('systemManagerPost'),
      vendorContact: [text('vendor'), text('vendorContact')].filter(Boolean).join(' '),
      keyHolder: item('keyHolder'),
    },
    ids: {
      group: (values['group'] as string | undefined) ?? null,
      place: (values['place'] as string | undefined) ?? null,
    },
  };
}

/** What labels of every target can say. */
export function common(state: RegisterState, day: string): Partial<Record<PlainPart, string>> {
  const { unionName, unionShort } = state.settings;
  return { unionName: unionShort || unionName, printedOn: dateWords(state, day) };
}

export function dateWords(state: RegisterState, iso: string): string {
  return iso === '' ? '' : formatDate(iso, state.settings.dateStyle);
}

function dutyText(scheme: Scheme, levels: Levels, waived: readonly string[]): string {
  return dutiesOf(scheme, levels)
    .filter((code) => !waived.includes(code))
    .map((code) => dutyWords(scheme, code))
    .join('、');
}

/** Codes of list entries (M07, H02), by which rules know them. */
function codesOf(state: RegisterState, ids: readonly string[]): string[] {
  return ids.map((id) => String(state.items.get(id)?.attrs['code'] ?? ''));
}

/** Levels from 機密性2 up ask for encryption or a locked case when carried (H04); the same ones need a permission (D13). */
const CARRIED_WITH_CARE = 'H04';

/**
 * Whether the asset may be carried out: as its own marks say, else by D13: never from the 個人番号利用事務系, with a
 * permission from 機密性2 up.
 */
function carryOut(scheme: Scheme | undefined, levels: Levels, marks: readonly string[], values: Values): string {
  if (marks.includes('M07') || values['zone'] === 'zone.myNumber') return '持出禁止';
  const level = scheme && levelOf(scheme, 'confidentiality', levels.confidentiality);
  return marks.includes('M08') || level?.duties.includes(CARRIED_WITH_CARE) ? '持出要許可' : '';
}

/** 取得年度 of a device, 作成年度 of information: 令和8年度. */
function acquiredYear(values: Values): string {
  const on = values['acquiredOn'];
  if (typeof on === 'string' && isIsoDate(on)) return fiscalYearLabel(fiscalYear(on));
  const year = values['createdFiscalYear'];
  return typeof year === 'number' ? fiscalYearLabel(year) : '';
}

/**
 * 消去済 labels (domain.md §9.1 L7, §3.1): which asset, when, how and by whom. No class: there is nothing on it any more.
 * @param day today, ISO
 */
export function erasedContents(
  db: ReadableDb,
  state: RegisterState,
  ids: readonly number[],
  erased: Erased,
  day: string,
): LabelContent[] {
  return assetContents(db, state, ids, day).map((content) => ({
    ...content,
    target: 'erased',
    levels: [],
    marks: [],
    words: {
      ...common(state, day),
      number: content.words.number ?? '',
      name: content.words.name ?? '',
      serialNumber: content.words.serialNumber ?? '',
      mediumNumber: content.words.mediumNumber ?? '',
      erasedOn: dateWords(state, erased.on),
      erasedMethod: erased.method,
      erasedPerson: erased.person,
    },
  }));
}
