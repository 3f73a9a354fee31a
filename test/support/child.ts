import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A Node process of its own that speaks in lines. */
export interface Child {
  readonly process: ChildProcess;
  /** The next line of its output. @throws with what it wrote to stderr when it ends first */
  line(): Promise<string>;
  /** Every line from here on, until it ends. */
  lines(): AsyncIterable<string>;
  /** Ends it at once, as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Runs a TypeScript file of the tests in a process of its own; `uid` for one without the rights of root. */
export function startNode(script: URL, args: readonly string[], options: { uid?: number } = {}): Child {
  return startCommand(process.execPath, [script.pathname, ...args], options);
}

/** Runs any program that speaks in lines; `env` comes on top of this process's. */
export function startCommand(
  program: string,
  args: readonly string[],
  options: { uid?: number; env?: Record<string, string> } = {},
): Child {
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const gone = once(child, 'exit');
  const reader = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async line() {
      const next = await reader.next();
      if (!next.done) return next.value;
      throw new Error(`the child ended without a word: ${errors}`);
    },
    lines: () => ({ [Symbol.asyncIterator]: () => reader }),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
