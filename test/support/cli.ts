import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a command answered. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one command in a process of its own. */
export type Daicho = (args: readonly string[], env?: Readonly<Record<string, string>>) => Run;

/** The command line as a person starts it, from its sources. */
export const daichoFromSources: Daicho = (args, env) => run(['host/daicho.mjs', ...args], env);

/** The same, bundled (globalSetup.ts): a command takes a third of the time. */
export const daicho: Daicho = (args, env) => run([process.env['DAICHO_TEST_CLI']!, ...args], env);

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
