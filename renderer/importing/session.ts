import type { Kind } from '../../contract/catalogue/field.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import {
  type Correction,
  type ImportCheck,
  type ImportOutline,
  type ImportPlan,
  type ImportProblem,
  type ImportReceipt,
  type NewOwnField,
  newOwnId,
  newOwnLabel,
  proposeColumns,
  type RowFinding,
  type RowWay,
  type SheetPlan,
  type TextReading,
  withAllOwnFields,
  withOwnField,
} from '../../contract/importing.ts';
import { type ImportProfile, withProfile } from '../../contract/importProfile.ts';
import { call } from '../client.ts';
import { fileForJob } from '../fileForJob.ts';
import { createJob, type JobState, type JobWords } from '../job.ts';
import { createStore } from '../store.ts';
import { undoChange } from '../undo.ts';
import { failureOf } from '../useCall.ts';
import { columnGroups } from './columns.ts';
import { withCorrection, withFinding, withoutCorrection, withRowWay } from './corrections.ts';

export const STEPS = ['ファイル', '読み取った表', '列の対応', '確かめる', '受け取り'] as const;
export type StepIndex = 0 | 1 | 2 | 3 | 4;

/** One import from file to receipt. Outside React, so that looking something up on another screen loses nothing. */
export interface Session extends JobState {
  readonly step: StepIndex;
  readonly outline: ImportOutline | null;
  readonly plan: ImportPlan | null;
  /** Headings in force, by sheet name: as read, or where the person said that the table stands. */
  readonly headings: Readonly<Record<string, readonly string[]>>;
  /** Tables of which the person has said what they are about. */
  readonly kindsSaid: readonly string[];
  /** The kept way of reading that is in use, and the plan as it was before. */
  readonly profile: ImportProfile | null;
  readonly withoutProfile: ImportPlan | null;
  readonly check: ImportCheck | null;
  /** Something was put right since the check: it has to be made again before anything is taken in. */
  readonly stale: boolean;
  readonly receipt: ImportReceipt | null;
  readonly undone: boolean;
}

type Kept = Omit<Session, keyof JobState>;

const EMPTY: Kept = {
  step: 0,
  outline: null,
  plan: null,
  headings: {},
  kindsSaid: [],
  profile: null,
  withoutProfile: null,
  check: null,
  stale: false,
  receipt: null,
  undone: false,
};

const session = createStore(EMPTY);
const job = createJob();

export const useSession = (): Session => ({ ...session.use(), ...job.use() });

function patch(part: Partial<Kept>): void {
  session.set({ ...session.get(), ...part });
}

const cancelled = '途中でやめました。台帳には何も書いていません。';
const READING: JobWords = { phase: 'ファイルを読んでいます', cancelled };
const CHECKING: JobWords = { phase: '1行ずつ確かめています', cancelled };
const COMMITTING: JobWords = { phase: '台帳に取り込んでいます', cancelled };

export const cancelWork = job.cancel;

export function startOver(): void {
  job.cancel();
  job.set({ failure: null });
  session.set(EMPTY);
}

export function goTo(step: StepIndex): void {
  patch({ step });
  job.set({ failure: null });
}

/** Step 1: reads the file; leads on to what was understood. */
export async function readFile(file: File): Promise<void> {
  session.set(EMPTY);
  const chosen = await fileForJob(job, file, READING.phase);
  const outline = chosen && (await job.run('importing.read', chosen, READING));
  if (!outline) return;
  patch({ ...understood(outline), step: 1 });
}

function understood(outline: ImportOutline): Partial<Kept> {
  return {
    outline,
    plan: outline.plan,
    headings: Object.fromEntries(outline.sheets.map((sheet) => [sheet.name, sheet.headings])),
    kindsSaid: [],
    profile: null,
    withoutProfile: null,
    check: null,
    receipt: null,
  };
}

/** Reads the same text file in another way. What was said of the garbled one is of no use any more. */
export async function rereadFile(choice: Pick<TextReading, 'encoding' | 'delimiter'>): Promise<void> {
  const { outline } = session.get();
  if (!outline) return;
  const { encoding, delimiter } = choice;
  const read = await job.run('importing.reread', { importId: outline.importId, encoding, delimiter }, READING);
  if (read) patch(understood(read));
}

const kindsOf = (kind: Kind | null): readonly Kind[] => (kind ? [kind] : []);

/** Changes the plan; a check made before no longer holds. */
export function changePlan(part: Partial<ImportPlan>): void {
  const { plan } = session.get();
  if (plan) patch({ plan: { ...plan, ...part }, check: null, receipt: null });
}

type Part = { readonly [K in keyof SheetPlan]?: SheetPlan[K] | undefined };

/** @param whole `part` stands in the place of what was planned */
export function changeSheet(name: string, part: Part, whole = false): void {
  const { plan } = session.get();
  const changed = (sheet: SheetPlan) =>
    Object.fromEntries(
      Object.entries({ ...(whole ? {} : sheet), ...part }).filter(([, value]) => value !== undefined),
    ) as SheetPlan;
  if (plan) changePlan({ sheets: plan.sheets.map((sheet) => (sheet.name === name ? changed(sheet) : sheet)) });
}

/** Where a table stands, as far as a person can say it. */
type Place = Partial<Record<'headerRows' | 'left' | 'right' | 'bottom' | 'recordRows', number | undefined>> & {
  readonly headerRow?: number;
  readonly fieldsAsRows?: boolean | undefined;
  readonly cards?: boolean | undefined;
};

/** The table stands elsewhere: its headings, columns and kind are read anew there. */
export async function readTable(name: string, place: Place): Promise<void> {
  const { outline, plan, kindsSaid } = session.get();
  const planned = plan?.sheets.find((sheet) => sheet.name === name);
  if (!outline || !planned) return;
  const kind = kindsSaid.includes(name) ? planned.kind : null;
  try {
    const read = await call('importing.table', { importId: outline.importId, sheet: { ...planned, ...place }, kind });
    const now = session.get();
    if (now.outline?.importId !== outline.importId) return;
    patch({
      outline: { ...now.outline, sheets: now.outline.sheets.map((one) => (one.name === name ? read.outline : one)) },
      headings: { ...now.headings, [name]: read.outline.headings },
    });
    changeSheet(name, read.sheet, true);
  } catch (error) {
    job.set({ failure: failureOf(error) });
  }
}

/** What the person says of rows: assets, none, or (null) what the app thinks. */
export function sayRows(name: string, rows: readonly number[], asset: boolean | null): void {
  const planned = session.get().plan?.sheets.find((sheet) => sheet.name === name);
  if (!planned) return;
  const said = { ...planned.rows };
  for (const row of rows) {
    if (asset === null) delete said[row];
    else said[row] = asset;
  }
  changeSheet(name, { rows: Object.keys(said).length > 0 ? said : undefined });
}

/** The last row of the table; undefined: as far as it goes. */
export function sayEnd(name: string, bottom: number | undefined): void {
  changeSheet(name, { bottom });
}

/** Reads the tables as was kept under a name. */
export function applyProfile(catalogue: Catalogue, profile: ImportProfile): void {
  const { plan, headings } = session.get();
  if (!plan) return;
  changePlan(withProfile(plan, headings, profile, catalogue));
  patch({ profile, withoutProfile: plan });
}

/** As the app itself proposed it. */
export function dropProfile(): void {
  const { withoutProfile } = session.get();
  if (withoutProfile) changePlan(withoutProfile);
  patch({ profile: null, withoutProfile: null });
}

/** Another kind: columns keep their field where the kind has it; the others are mapped anew. */
export function changeKind(catalogue: Catalogue, name: string, kind: Kind | null): void {
  const { plan, headings, kindsSaid } = session.get();
  const planned = plan?.sheets.find((sheet) => sheet.name === name);
  if (!planned) return;
  patch({ kindsSaid: [...new Set([...kindsSaid, name])] });
  const known = new Set(
    columnGroups(catalogue, kind, String).flatMap((group) => group.options.map((option) => option.id)),
  );
  const kept = planned.columns.map((id) => (id !== null && (known.has(id) || newOwnLabel(id) !== null) ? id : null));
  const proposed = proposeColumns(headings[name] ?? [], kindsOf(kind), catalogue);
  changeSheet(name, {
    kind,
    // What the person says counts for every row that does not name its own.
    kindByType: undefined,
    kindByHeading: undefined,
    kindUnsure: undefined,
    columns: kept.map((id, index) => {
      const proposal = proposed[index] ?? null;
      return id ?? (proposal !== null && !kept.includes(proposal) ? proposal : null);
    }),
  });
}

/** A column becomes an own field of the union. */
export function toOwnField(name: string, column: number, field: NewOwnField): void {
  const { plan } = session.get();
  if (plan) changePlan(withOwnField(plan, name, column, field));
}

/** All columns of a table that have no field do. */
export function allToOwnFields(catalogue: Catalogue, name: string): void {
  const { outline, plan } = session.get();
  const tables = outline?.sheets.filter((sheet) => sheet.name === name) ?? [];
  if (plan) changePlan(withAllOwnFields(plan, tables, catalogue));
}

/** What is put right at the check: its answer stays on the screen until it is made again. */
function adjustPlan(part: Partial<ImportPlan>): void {
  const { plan } = session.get();
  if (plan) patch({ plan: { ...plan, ...part }, stale: true });
}

/** The clerk decides about a doubtful cell, or about all of the same value in its column. */
export function correct(correction: Correction): void {
  const { plan } = session.get();
  if (plan) adjustPlan({ corrections: [...withCorrection(plan, correction)] });
}

export function uncorrect(correction: Correction): void {
  const { plan } = session.get();
  if (plan) adjustPlan({ corrections: [...withoutCorrection(plan, correction)] });
}

/** What becomes of one row; null: what is usual. */
export function decideRow(problem: ImportProblem, way: RowWay | null): void {
  const { plan } = session.get();
  if (plan) adjustPlan({ corrections: [...withRowWay(plan, problem, way)] });
}

/** What becomes of all rows of which the same is found. */
export function decideFinding(finding: RowFinding, way: RowWay | null): void {
  const { plan } = session.get();
  if (plan) adjustPlan(withFinding(plan, finding, way));
}

/** What a row is, said at the check. */
export function sayRow(name: string, row: number, asset: boolean | null): void {
  const { check } = session.get();
  sayRows(name, [row], asset);
  patch({ check, stale: true });
}

/** What a word means in this file; '': it stays open; null: no answer. */
export function answer(field: string, text: string, to: string | null): void {
  const { plan } = session.get();
  if (!plan) return;
  const others = (plan.meanings ?? []).filter((one) => one.field !== field || one.text !== text);
  adjustPlan({ meanings: to === null ? others : [...others, { field, text, to }] });
}

/** Step 4: the dry run; nothing is written. */
export async function checkPlan(): Promise<void> {
  const { outline, plan } = session.get();
  if (!outline || !plan) return;
  const check = await job.run('importing.check', { importId: outline.importId, plan }, CHECKING);
  if (check) patch({ check, stale: false, step: 3 });
}

/** Takes the rows in, all in one change, or none. */
export async function commitPlan(): Promise<void> {
  const { outline, plan, check } = session.get();
  if (!outline || !plan || !check) return;
  const input = { importId: outline.importId, plan, seen: check.seen };
  const receipt = await job.run('importing.commit', input, COMMITTING);
  if (receipt) patch({ plan: withMade(plan, receipt), receipt, undone: false, step: 4 });
  // Something that it would overwrite was changed since: it has to be looked at again.
  else if (job.get().failure?.code === 'conflict') patch({ stale: true });
}

/** The plan with the own fields that are there now: a way of reading that is kept finds them under any name. */
function withMade(plan: ImportPlan, { ownFields }: ImportReceipt): ImportPlan {
  const ids = new Map(ownFields.map(({ id, label }) => [newOwnId(label), id]));
  const columns = (all: SheetPlan['columns']) => all.map((id) => (id === null ? null : (ids.get(id) ?? id)));
  return { ...plan, sheets: plan.sheets.map((sheet) => ({ ...sheet, columns: columns(sheet.columns) })) };
}

/** Takes the whole import back. */
export async function undoImport(): Promise<void> {
  const { receipt } = session.get();
  if (!receipt) return;
  if (await undoChange(receipt.changeId, 'never')) patch({ undone: true });
}
