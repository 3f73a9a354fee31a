import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from '../../core/app.ts';
import { DERIVED_VERSION } from '../../core/asset/store.ts';
import type { Ports } from '../../core/ports.ts';

/** The register of the benchmark: made once, kept in out/bench, made anew when the schema or the generator changes. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BENCH_DIR = join(ROOT, 'out', 'bench');

export interface RegisterFacts {
  readonly assets: number;
  readonly historyRows: number;
  readonly buildMs: number;
  /** Integrity check and replay of the whole history. */
  readonly verifyMs: number;
}

/** Everything the made register depends on, as one short word: schema, what is seeded, and the generator. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const folders = [join(ROOT, 'db', 'migrations'), join(ROOT, 'core', 'presets')];
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .map((name) => join(folder, name)),
  );
  for (const name of ['generate.ts', 'makeRegister.ts']) files.push(join(ROOT, 'test', 'bench', name));
  for (const file of files) hash.update(readFileSync(file));
  return hash.update(String(DERIVED_VERSION)).digest('hex').slice(0, 12);
}

export function registerDir(assets: number): string {
  return join(BENCH_DIR, `register-${assets}-${fingerprint()}`);
}

/** What is known of a finished register; null when there is none. */
export function registerFacts(dir: string): RegisterFacts | null {
  const path = join(dir, 'bench.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RegisterFacts) : null;
}

/** An empty folder to work in; the caller removes it, else the next run does. */
export function workDir(): string {
  const dir = join(BENCH_DIR, `work-${process.pid}-${randomUUID().slice(0, 8)}`);
  mkdirSync(dir, { recursive: true });
  return dir;
}

/** A copy to write to; the caller removes it. */
export function copyRegister(dir: string): string {
  const copy = workDir();
  copyFileSync(join(dir, 'register.sqlite'), join(copy, 'register.sqlite'));
  return copy;
}

/** Calls the core and throws on a failure. */
export async function call<T>(app: App, name: string, input: unknown): Promise<T> {
  const reply = await app.invoke(name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as T;
}

/** Starts a job and waits for its result. */
export async function job<T>(app: App, name: string, input: unknown): Promise<T> {
  const ended = Promise.withResolvers<void>();
  let jobId = '';
  const stop = app.on((event) => {
    if (event.type === 'job.ended' && (jobId === '' || event.jobId === jobId)) ended.resolve();
  });
  ({ jobId } = await call<{ jobId: string }>(app, name, input));
  await ended.promise;
  stop();
  const state = await call<{ state: string; result?: T; error?: unknown }>(app, 'job.result', { jobId });
  if (state.state !== 'done') throw new Error(`${name}: ${JSON.stringify(state)}`);
  return state.result as T;
}

export const quietPorts: Ports = {
  now: () => new Date(),
  newId: randomUUID,
  printer: { pdf: () => Promise.reject(new Error('no printer in this measurement')) },
  log: (line) => {
    if (!line.startsWith('slow:')) console.error(line);
  },
};
