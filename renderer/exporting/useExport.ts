import { useEffect, useRef, useState } from 'react';
import type { InputOf } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import type { LedgerResult } from '../../contract/ledger.ts';
import { type Progress, type RunningJob, run, saveOutput } from '../client.ts';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';

export interface Exporting {
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  readonly result: LedgerResult | null;
  start(request: InputOf<'ledger.export'>): void;
  cancel(): void;
  /** Hands a finished ledger over (once more). */
  save(output: { readonly outputId: string; readonly fileName: string }): Promise<void>;
}

/** Writes the Excel ledger: progress in rows, cancel, then hands the file to the person. */
export function useExport(): Exporting {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [result, setResult] = useState<LedgerResult | null>(null);
  const job = useRef<RunningJob<LedgerResult> | null>(null);
  // Leaving the screen gives the work up: nobody would be told of its end.
  useEffect(() => () => job.current?.cancel(), []);

  const save: Exporting['save'] = async (output) => {
    try {
      if (await saveOutput(output.outputId)) showToast(`「${output.fileName}」を保存しました。`);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return {
    progress,
    failure,
    result,
    save,
    async start(request) {
      setFailure(null);
      setResult(null);
      setProgress({ phase: '台帳を組み立てています', done: 0, total: null });
      const running = run('ledger.export', request, setProgress);
      job.current = running;
      try {
        const done = await running.result;
        setResult(done);
        await save(done);
      } catch (error) {
        setFailure(failureOf(error));
      } finally {
        job.current = null;
        setProgress(null);
      }
    },
    cancel: () => job.current?.cancel(),
  };
}
