import type { Kind } from '../../contract/catalogue/field.ts';
import {
  type ImportCheck,
  type ImportOutline,
  type ImportPlan,
  type ImportReceipt,
  proposeColumns,
} from '../../contract/importing.ts';
import { fileAsBase64 } from '../fileBytes.ts';
import { createJob, type JobState, type JobWords } from '../job.ts';
import { createStore } from '../store.ts';
import { undoChange } from '../undo.ts';
import { columnGroups, headingsAt } from './columns.ts';

export const STEPS = ['ファイル', '読み取った表', '列の対応', '確かめる', '受け取り'] as const;
export type StepIndex = 0 | 1 | 2 | 3 | 4;

/** Largest file the import takes, bytes (contract/importing.ts: 32 MiB). */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** One import from file to receipt. Outside React, so that looking something up on another screen loses nothing. */
export interface Session extends JobState {
  readonly step: StepIndex;
  readonly outline: ImportOutline | null;
  readonly plan: ImportPlan | null;
  /** Headings in force, by sheet name: as read, or of the row the person pointed at. */
  readonly headings: Readonly<Record<string, readonly string[]>>;
  readonly check: ImportCheck | null;
  readonly receipt: ImportReceipt | null;
  readonly undone: boolean;
}

type Kept = Omit<Session, keyof JobState>;

const EMPTY: Kept = {
  step: 0,
  outline: null,
  plan: null,
  headings: {},
  check: null,
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
  const detail = `「${file.name}」`;
  if (file.size > MAX_FILE_BYTES) return job.set({ failure: { code: 'fileTooLarge', detail } });
  job.set({ progress: { phase: READING.phase, done: 0, total: null }, failure: null });
  let base64: string;
  try {
    base64 = await fileAsBase64(file);
  } catch {
    return job.set({ progress: null, failure: { code: 'fileUnreadable', detail } });
  }
  const outline = await job.run('importing.read', { fileName: file.name, base64 }, READING);
  if (!outline) return;
  patch({
    outline,
    plan: outline.plan,
    headings: Object.fromEntries(outline.sheets.map((sheet) => [sheet.name, sheet.headings])),
    step: 1,
  });
}

const kindsOf = (kind: Kind | null): readonly Kind[] => (kind ? [kind] : []);

export type SheetPlan = ImportPlan['sheets'][number];

/** Changes the plan; a check made before no longer holds. */
export function changePlan(part: Partial<ImportPlan>): void {
  const { plan } = session.get();
  if (plan) patch({ plan: { ...plan, ...part }, check: null, receipt: null });
}

export function changeSheet(name: string, part: Partial<SheetPlan>): void {
  const { plan } = session.get();
  if (plan) changePlan({ sheets: plan.sheets.map((sheet) => (sheet.name === name ? { ...sheet, ...part } : sheet)) });
}

/** Another row holds the headings: they are read from the picture of the sheet and mapped anew. */
export function changeHeaderRow(name: string, row: number): void {
  const { outline, plan, headings } = session.get();
  const outlined = outline?.sheets.find((sheet) => sheet.name === name);
  const planned = plan?.sheets.find((sheet) => sheet.name === name);
  if (!outlined || !planned) return;
  const first = outline?.plan.sheets.find((sheet) => sheet.name === name);
  const asRead = row === first?.headerRow;
  const found = asRead ? outlined.headings : headingsAt(outlined, row);
  if (!found) return;
  patch({ headings: { ...headings, [name]: found } });
  changeSheet(name, {
    headerRow: row,
    headerRows: asRead ? first?.headerRows : undefined,
    columns: proposeColumns(found, kindsOf(planned.kind)),
  });
}

/** Another kind: columns keep their field where the kind has it; the others are mapped anew. */
export function changeKind(name: string, kind: Kind | null): void {
  const { plan, headings } = session.get();
  const planned = plan?.sheets.find((sheet) => sheet.name === name);
  if (!planned) return;
  const known = new Set(columnGroups(kind, String).flatMap((group) => group.options.map((option) => option.id)));
  const kept = planned.columns.map((id) => (id !== null && known.has(id) ? id : null));
  const proposed = proposeColumns(headings[name] ?? [], kindsOf(kind));
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

/** Step 4: the dry run; nothing is written. */
export async function checkPlan(): Promise<void> {
  const { outline, plan } = session.get();
  if (!outline || !plan) return;
  const check = await job.run('importing.check', { importId: outline.importId, plan }, CHECKING);
  if (check) patch({ check, step: 3 });
}

/** Takes the rows in, all in one change, or none. */
export async function commitPlan(): Promise<void> {
  const { outline, plan } = session.get();
  if (!outline || !plan) return;
  const receipt = await job.run('importing.commit', { importId: outline.importId, plan }, COMMITTING);
  if (receipt) patch({ receipt, undone: false, step: 4 });
}

/** Takes the whole import back. */
export async function undoImport(): Promise<void> {
  const { receipt } = session.get();
  if (!receipt) return;
  if (await undoChange(receipt.changeId, 'never')) patch({ undone: true });
}
