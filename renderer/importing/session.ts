import type { InputOf, JobName, ResultOf } from '../../contract/api.ts';
import type { Kind } from '../../contract/catalogue/field.ts';
import type { Failure } from '../../contract/errors.ts';
import {
  type ImportCheck,
  type ImportOutline,
  type ImportPlan,
  type ImportReceipt,
  proposeColumns,
} from '../../contract/importing.ts';
import { call, type Progress, type RunningJob, run } from '../client.ts';
import { createStore } from '../store.ts';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';
import { columnGroups, headingsAt } from './columns.ts';
import { fileAsBase64, MAX_FILE_BYTES } from './fileBytes.ts';

export const STEPS = ['ファイル', '読み取った表', '列の対応', '確かめる', '受け取り'] as const;
export type StepIndex = 0 | 1 | 2 | 3 | 4;

/** One import from file to receipt. Outside React, so that looking something up on another screen loses nothing. */
export interface Session {
  readonly step: StepIndex;
  readonly outline: ImportOutline | null;
  readonly plan: ImportPlan | null;
  /** Headings in force, by sheet name: as read, or of the row the person pointed at. */
  readonly headings: Readonly<Record<string, readonly string[]>>;
  readonly check: ImportCheck | null;
  readonly receipt: ImportReceipt | null;
  readonly undone: boolean;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
}

const EMPTY: Session = {
  step: 0,
  outline: null,
  plan: null,
  headings: {},
  check: null,
  receipt: null,
  undone: false,
  progress: null,
  failure: null,
};

const session = createStore<Session>(EMPTY);
let job: RunningJob<unknown> | null = null;

export const useSession = () => session.use();

function patch(part: Partial<Session>): void {
  session.set({ ...session.get(), ...part });
}

/** Runs a job with its progress in the session; null when it failed or was cancelled (the failure is in the session). */
async function work<N extends JobName>(name: N, input: InputOf<N>, phase: string): Promise<ResultOf<N> | null> {
  patch({ progress: { phase, done: 0, total: null }, failure: null });
  // The first answer of a job has no phase yet.
  const running = run(name, input, (progress) => patch({ progress: { ...progress, phase: progress.phase || phase } }));
  job = running;
  try {
    return await running.result;
  } catch (error) {
    const failure = failureOf(error);
    // 「やめる」 is what the person wanted, no failure to explain.
    if (failure.code === 'cancelled') showToast('途中でやめました。台帳には何も書いていません。');
    else patch({ failure });
    return null;
  } finally {
    job = null;
    patch({ progress: null });
  }
}

export function cancelWork(): void {
  job?.cancel();
}

export function startOver(): void {
  cancelWork();
  session.set(EMPTY);
}

export function goTo(step: StepIndex): void {
  patch({ step, failure: null });
}

/** Step 1: reads the file; leads on to what was understood. */
export async function readFile(file: File): Promise<void> {
  session.set(EMPTY);
  if (file.size > MAX_FILE_BYTES) return patch({ failure: { code: 'fileTooLarge', detail: `「${file.name}」` } });
  patch({ progress: { phase: 'ファイルを読んでいます', done: 0, total: null } });
  let base64: string;
  try {
    base64 = await fileAsBase64(file);
  } catch {
    return patch({ progress: null, failure: { code: 'fileUnreadable', detail: `「${file.name}」` } });
  }
  const outline = await work('importing.read', { fileName: file.name, base64 }, 'ファイルを読んでいます');
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
  const found =
    row === outline?.plan.sheets.find((sheet) => sheet.name === name)?.headerRow
      ? outlined.headings
      : headingsAt(outlined, row);
  if (!found) return;
  patch({ headings: { ...headings, [name]: found } });
  changeSheet(name, { headerRow: row, columns: proposeColumns(found, kindsOf(planned.kind)) });
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
  const check = await work('importing.check', { importId: outline.importId, plan }, '1行ずつ確かめています');
  if (check) patch({ check, step: 3 });
}

/** Takes the rows in, all in one change, or none. */
export async function commitPlan(): Promise<void> {
  const { outline, plan } = session.get();
  if (!outline || !plan) return;
  const receipt = await work('importing.commit', { importId: outline.importId, plan }, '台帳に取り込んでいます');
  if (receipt) patch({ receipt, undone: false, step: 4 });
}

/** Takes the whole import back. */
export async function undoImport(): Promise<void> {
  const { receipt } = session.get();
  if (!receipt) return;
  try {
    await call('change.undo', { changeId: receipt.changeId });
    patch({ undone: true, failure: null });
  } catch (error) {
    patch({ failure: failureOf(error) });
  }
}
