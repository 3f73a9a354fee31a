import type { InputOf } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import type { LedgerResult } from '../../contract/ledger.ts';
import { type Progress, type RunningJob, run, saveOutput } from '../client.ts';
import { createStore } from '../store.ts';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';

export interface Exporting {
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  readonly result: LedgerResult | null;
}

// Outside React: a ledger that is being written goes on while the person looks something up on another screen.
const exporting = createStore<Exporting>({ progress: null, failure: null, result: null });
let job: RunningJob<LedgerResult> | null = null;

export const useExporting = () => exporting.use();

function patch(part: Partial<Exporting>): void {
  exporting.set({ ...exporting.get(), ...part });
}

/** Writes the Excel ledger, then hands it to the person. */
export async function exportLedger(request: InputOf<'ledger.export'>): Promise<void> {
  const phase = '台帳を組み立てています';
  patch({ progress: { phase, done: 0, total: null }, failure: null, result: null });
  // The first answer of a job has no phase yet.
  job = run('ledger.export', request, (progress) =>
    patch({ progress: { ...progress, phase: progress.phase || phase } }),
  );
  try {
    patch({ result: await job.result });
  } catch (error) {
    const failure = failureOf(error);
    // 「やめる」 is what the person wanted, no failure to explain.
    if (failure.code === 'cancelled') showToast('出力をやめました。書きかけのファイルは残っていません。');
    else patch({ failure });
  } finally {
    job = null;
    patch({ progress: null });
  }
  const { result } = exporting.get();
  if (result) await saveFile(result, { quiet: true });
}

export function cancelExport(): void {
  job?.cancel();
}

/** Hands a finished file over, the first time and again; `quiet`: the screen itself tells of it. */
export async function saveFile(
  output: { readonly outputId: string; readonly fileName: string },
  { quiet = false } = {},
): Promise<void> {
  try {
    if ((await saveOutput(output.outputId)) && !quiet) showToast(`「${output.fileName}」を保存しました。`);
  } catch (error) {
    patch({ failure: failureOf(error) });
  }
}
