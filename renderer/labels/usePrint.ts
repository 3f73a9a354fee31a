import { useEffect, useRef, useState } from 'react';
import type { InputOf } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import type { LabelResult } from '../../contract/label.ts';
import { type Progress, type RunningJob, run, saveOutput } from '../client.ts';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';

export interface Printing {
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  readonly result: LabelResult | null;
  print(request: InputOf<'label.print'>): void;
  cancel(): void;
  /** Hands the finished PDF over once more. */
  save(): void;
}

/** Makes the PDF of labels: progress, cancel, then hands the file to the person. */
export function usePrint(): Printing {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [result, setResult] = useState<LabelResult | null>(null);
  const job = useRef<RunningJob<LabelResult> | null>(null);
  // Leaving the screen gives the work up: nobody would be told of its end.
  useEffect(() => () => job.current?.cancel(), []);

  const handOver = async (done: LabelResult) => {
    try {
      if (await saveOutput(done.outputId)) showToast(`${done.fileName} を保存しました。`);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return {
    progress,
    failure,
    result,
    async print(request) {
      setFailure(null);
      setResult(null);
      setProgress({ phase: 'ラベルを並べています', done: 0, total: null });
      const running = run('label.print', request, setProgress);
      job.current = running;
      try {
        const done = await running.result;
        setResult(done);
        await handOver(done);
      } catch (error) {
        setFailure(failureOf(error));
      } finally {
        job.current = null;
        setProgress(null);
      }
    },
    cancel: () => job.current?.cancel(),
    save() {
      if (result) void handOver(result);
    },
  };
}
