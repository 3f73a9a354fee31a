import { isDeepStrictEqual } from 'node:util';
import { DaichoError } from '../../../contract/errors.ts';
import { messageLine } from '../../../contract/messages.ts';
import { readerBounds } from '../../../core/excel/read/index.ts';
import { setWorkerUrl, startWorker, type WorkerSession } from '../../../core/jobs/run.ts';
import type { CorpusFile } from '../../corpus/file.ts';
import { CORPUS } from '../../corpus/index.ts';
import { killers } from '../../corpus/killers.ts';

/**
 * Reads its part of the corpus as an import would, and says one line (JSON) for each file: what is wrong with the outcome,
 * if anything, and what it cost. Arguments: part, number of parts; or "unguarded" and the name of a killer.
 */
export interface CorpusLine {
  readonly name: string;
  /** Empty when all is as it must be. */
  readonly wrong: string;
  /** The words of a refusal; empty when the file was read. */
  readonly words: string;
  /** Time of the processor. */
  readonly ms: number;
  readonly peakMb: number;
}

interface Outcome {
  readonly rows: readonly unknown[];
  readonly notes: string;
  readonly content: string;
}

setWorkerUrl(new URL('./corpusWorker.ts', import.meta.url));
const [part = '0', parts = '1'] = process.argv.slice(2);
const unguarded = part === 'unguarded';
const files = unguarded
  ? killers.filter(({ name }) => name === parts)
  : CORPUS.filter((_file, i) => i % Number(parts) === Number(part));
const handle = { signal: new AbortController().signal, progress: () => undefined };
/** The machine may be busy with other tests: the clock gets three times what an import gets, the processor does not. */
const PATIENCE = 3;

let worker: WorkerSession | null = null;
for (const file of files) {
  const bytes = file.make();
  const { memoryMb, deadlineMs } = readerBounds(unguarded ? 0 : Math.min(bytes.length, 1));
  worker ??= startWorker(unguarded ? 'unguarded' : 'guarded', memoryMb);
  const from = process.cpuUsage();
  const request = { type: 'import.read' as const, fileName: file.fileName, bytes, kind: null };
  const outcome = await worker.ask<Outcome>(request, handle, { deadlineMs: deadlineMs * PATIENCE }).catch(asError);
  const { user, system } = process.cpuUsage(from);
  const lost = outcome instanceof Error && /メモリの上限|時間がかかりすぎ|worker ended/.test(outcome.message);
  if (lost) {
    await worker.end();
    worker = null;
  }
  const line: CorpusLine = {
    name: file.name,
    wrong: whatIsWrong(file, outcome),
    words: outcome instanceof DaichoError ? messageLine({ code: outcome.code, detail: outcome.detail }) : '',
    ms: Math.round((user + system) / 1000),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
await worker?.end();

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function whatIsWrong({ expect }: CorpusFile, outcome: Outcome | Error): string {
  if (outcome instanceof Error) {
    if (!(outcome instanceof DaichoError)) return `not one of our errors: ${outcome.stack ?? outcome.message}`;
    const { code, detail = '' } = outcome;
    if ('same' in expect) return '';
    if ('rows' in expect) return `refused: ${code} ${detail}`;
    return expect.refused.includes(code) && expect.words.test(detail) ? '' : `other words: ${code} ${detail}`;
  }
  if ('refused' in expect) return 'read instead of refused';
  if ('same' in expect) return outcome.content === expect.same ? '' : 'another content';
  if (!isDeepStrictEqual(outcome.rows, expect.rows)) return `other rows: ${JSON.stringify(outcome.rows).slice(0, 300)}`;
  return (expect.notes ?? /(?:)/).test(outcome.notes) ? '' : `other notes: ${outcome.notes}`;
}
