import type { InputOf } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import type { LabelResult } from '../../contract/label.ts';
import { type Progress, type RunningJob, run, saveOutput } from '../client.ts';
import { createStore } from '../store.ts';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';

export interface Printing {
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  readonly result: LabelResult | null;
}

// Outside React: a PDF that is being made goes on while the person looks something up on another screen.
const printing = createStore<Printing>({ progress: null, failure: null, result: null });
let job: RunningJob<LabelResult> | null = null;

export const usePrinting = () => printing.use();

function patch(part: Partial<Printing>): void {
  printing.set({ ...printing.get(), ...part });
}

/** Makes the PDF of labels, then hands it to the person. */
export async function printLabels(request: InputOf<'label.print'>): Promise<void> {
  const phase = 'ラベルを並べています';
  patch({ progress: { phase, done: 0, total: null }, failure: null, result: null });
  // The first answer of a job has no phase yet.
  job = run('label.print', request, (progress) => patch({ progress: { ...progress, phase: progress.phase || phase } }));
  try {
    patch({ result: await job.result });
  } catch (error) {
    const failure = failureOf(error);
    // 「やめる」 is what the person wanted, no failure to explain.
    if (failure.code === 'cancelled') showToast('ラベルの作成をやめました。');
    else patch({ failure });
  } finally {
    job = null;
    patch({ progress: null });
  }
  await savePdf({ quiet: true });
}

export function cancelPrinting(): void {
  job?.cancel();
}

/** Hands the finished PDF over, the first time and again; `quiet`: the screen itself tells of it. */
export async function savePdf({ quiet = false } = {}): Promise<void> {
  const { result } = printing.get();
  if (!result) return;
  try {
    if ((await saveOutput(result.outputId)) && !quiet) showToast(`「${result.fileName}」を保存しました。`);
  } catch (error) {
    patch({ failure: failureOf(error) });
  }
}
