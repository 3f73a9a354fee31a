import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp, type TestApp, testPorts } from '../app.ts';
import type { Tell } from '../writes.ts';
import { type Pressure, type Recording, record, type Step } from './driver.ts';
import type { Files } from './vfs.ts';

/** What a run of the app asked of the register's connection, and the files that it began with. */
export interface Recorded {
  readonly start: Files;
  readonly steps: readonly Step[];
}

export type Write = (test: TestApp, tell: Tell) => Promise<unknown>;

export interface RecordOptions {
  readonly pressure?: Pressure;
  /** How often the app is started, writes and is closed. */
  readonly sittings?: number;
  /** The start itself is what is acknowledged. */
  readonly askStart?: boolean;
}

/**
 * Opens a copy of a data folder (of none: an empty one), writes, closes it, and gives what its connection was asked. The
 * clock stands and ids are counted, so that a seed gives the same again.
 */
export async function recordApp(from: string | null, write: Write, options: RecordOptions = {}): Promise<Recorded> {
  const dir = mkdtempSync(join(tmpdir(), 'daicho-test-'));
  if (from) cpSync(from, dir, { recursive: true });
  const start: Files = new Map(
    from ? [['register.sqlite', new Uint8Array(readFileSync(join(dir, 'register.sqlite')))]] : [],
  );
  const recording = record(options.pressure);
  try {
    for (let i = 0; i < (options.sittings ?? 1); i += 1) await sit(dir, write, recording, options);
  } finally {
    recording.stop();
    rmSync(dir, { recursive: true, force: true });
  }
  return { start, steps: recording.steps };
}

async function sit(dir: string, write: Write, recording: Recording, { askStart }: RecordOptions): Promise<void> {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const ports = testPorts({ now: () => new Date('2026-11-27T01:00:00Z'), newId });
  const open = () => openApp(dir, { ports });
  const test = await (askStart ? recording.ask('start', open) : open());
  await write(test, (asked, ask) => recording.ask(asked.type, ask));
  await test.app.close();
}
