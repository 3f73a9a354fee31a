import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { runCommand } from '../../host/cli.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a command answered. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

type Env = Readonly<Record<string, string>>;

/** The command line as a person starts it: from its sources, in a process of its own, which is what costs most of it. */
export function daichoFromSources(args: readonly string[], env: Env = {}): Run {
  const done = spawnSync(process.execPath, ['host/daicho.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** One command, from its words to what it writes and its exit code, within the test's process. One at a time. */
export async function daicho(args: readonly string[], env: Env = {}): Promise<Run> {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    const code = await runCommand(args);
    const [said, told] = [out, err].map(({ mock }) => mock.calls.map(([text]) => String(text)).join(''));
    return { code, out: said!, err: told! };
  } finally {
    out.mockRestore();
    err.mockRestore();
    vi.unstubAllEnvs();
  }
}
