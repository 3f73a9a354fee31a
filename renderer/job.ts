import type { InputOf, JobName, ResultOf } from '../contract/api.ts';
import type { Failure } from '../contract/errors.ts';
import type { Output } from '../contract/job.ts';
import { type Progress, printOutput, type RunningJob, run, saveOutput } from './client.ts';
import { createStore, type Store } from './store.ts';
import { showToast } from './ui/toast.ts';
import { failureOf } from './useCall.ts';

/** How far a long piece of work is, and what went wrong with it. */
export interface JobState {
  /** Null while nothing runs. */
  readonly progress: Progress | null;
  readonly failure: Failure | null;
}

const IDLE: JobState = { progress: null, failure: null };

export interface JobWords {
  /** Said until the job names a phase of its own. */
  readonly phase: string;
  /** Said after やめる. */
  readonly cancelled: string;
}

export interface JobRunner extends Pick<Store<JobState>, 'use' | 'get'> {
  /** Runs a job; null when it failed (the failure is in the state) or was cancelled. */
  run<N extends JobName>(name: N, input: InputOf<N>, words: JobWords): Promise<ResultOf<N> | null>;
  cancel(): void;
  /** For what goes wrong or takes time before or after the job itself. */
  set(state: Partial<JobState>): void;
}

/**
 * One long piece of work at a time. Outside React: work that has begun goes on while the person looks something up on
 * another screen.
 */
export function createJob(): JobRunner {
  const state = createStore(IDLE);
  let running: RunningJob<unknown> | null = null;
  const set = (part: Partial<JobState>) => state.set({ ...state.get(), ...part });
  return {
    use: state.use,
    get: state.get,
    set,
    cancel: () => running?.cancel(),
    async run(name, input, { phase, cancelled }) {
      set({ progress: { phase, done: 0, total: null }, failure: null });
      // The first answer of a job has no phase yet.
      const job = run(name, input, (progress) => set({ progress: { ...progress, phase: progress.phase || phase } }));
      running = job;
      try {
        return await job.result;
      } catch (error) {
        const failure = failureOf(error);
        // 「やめる」 is what the person wanted, no failure to explain.
        if (failure.code === 'cancelled') showToast(cancelled);
        else set({ failure });
        return null;
      } finally {
        running = null;
        set({ progress: null });
      }
    },
  };
}

/** Jobs that make a file. */
type OutputJob = { [N in JobName]: ResultOf<N> extends Output ? N : never }[JobName];
type Made<N extends OutputJob> = ResultOf<N> & Output;

export interface OutputState<R> {
  readonly result: R | null;
  /** False when it was not put where the person wants it; it lies in the app's own folder. Null while they are asked. */
  readonly saved: boolean | null;
}

export interface OutputRunner<N extends OutputJob> {
  use(): JobState & OutputState<Made<N>>;
  /** Makes the file, then hands it to the person. @returns false when none was made */
  make(input: InputOf<N>): Promise<boolean>;
  /** Makes a PDF, then opens the print dialog for it; where nothing can print, the file is handed over. @returns false when none was made */
  print(input: InputOf<N>): Promise<boolean>;
  cancel(): void;
  /** Hands a finished file over once more, this one or an older one. */
  save(output: { readonly outputId: string; readonly fileName: string }): Promise<void>;
}

/** A job that makes a file, with its result and the handing over. */
export function createOutputJob<N extends OutputJob>(name: N, words: JobWords): OutputRunner<N> {
  const job = createJob();
  const made = createStore<OutputState<Made<N>>>({ result: null, saved: null });
  const handOver = async (outputId: string): Promise<boolean> => {
    try {
      return await saveOutput(outputId);
    } catch (error) {
      job.set({ failure: failureOf(error) });
      return false;
    }
  };
  const makeFile = async (input: InputOf<N>): Promise<Made<N> | null> => {
    made.set({ result: null, saved: null });
    const result = (await job.run(name, input, words)) as Made<N> | null;
    if (result) made.set({ result, saved: null });
    return result;
  };
  return {
    use: () => ({ ...job.use(), ...made.use() }),
    cancel: job.cancel,
    async make(input) {
      const result = await makeFile(input);
      if (result) made.set({ result, saved: await handOver(result.outputId) });
      return result !== null;
    },
    async print(input) {
      const result = await makeFile(input);
      if (!result) return false;
      try {
        if (await printOutput(result.outputId)) return true;
        showToast('ここからは印刷できないので、PDFを渡します。開いて印刷してください。');
        made.set({ result, saved: await handOver(result.outputId) });
      } catch (error) {
        job.set({ failure: failureOf(error) });
      }
      return true;
    },
    async save({ outputId, fileName }) {
      job.set({ failure: null });
      // A cancelled choice of the place saved nothing, so nothing is said.
      if (!(await handOver(outputId))) return;
      showToast(`「${fileName}」を保存しました。`);
      const { result } = made.get();
      if (result?.outputId === outputId) made.set({ result, saved: true });
    },
  };
}
