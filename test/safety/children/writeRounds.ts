import { writeSync } from 'node:fs';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { LATEST } from '../../../db/migrate.ts';
import { openApp, type TestApp } from '../../support/app.ts';
import type { RegisterOrder, WriteOrder } from '../../support/killing.ts';
import { random } from '../../support/random.ts';
import { type Asked, ROUNDS, type Tell } from '../../support/writes.ts';

/**
 * Opens the registers of some folders and writes into each without end, as ordered. Says `0 ? {…}` before each write
 * into the first one and `0 !` behind it, at once and unbuffered: what stands before a `!` was acknowledged.
 */
const order = JSON.parse(process.argv[2]!) as WriteOrder;

/**
 * Writes to stdout and comes back when all of it is in the pipe. The pipe doesn't block: when the parent is busy looking at
 * another register, a full one answers EAGAIN, and waiting for it is right.
 */
function writeWhole(line: string): void {
  const bytes = Buffer.from(line);
  const nap = new Int32Array(new SharedArrayBuffer(4));
  for (let at = 0; at < bytes.length; )
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(nap, 0, 0, 1);
    }
}

/** Control: a bulk change in two transactions, told as one. */
async function splitBulk(test: TestApp, token: string, tell: Tell): Promise<void> {
  const ids = [...(await test.call('asset.ids', {})).ids].slice(0, 8);
  await tell({ type: 'bulk', token, whole: ids.length }, async () => {
    for (const half of [ids.slice(0, 4), ids.slice(4)]) {
      await test.call('asset.updateMany', { ids: half, values: { note: token }, reason: token });
      // As long as a half: a kill falls between them soon.
      await pause(5);
    }
  });
}

/** Checkpoints far more often than in an office: kills fall into them, too. */
function checkpointEvery(pages: number): void {
  const { pragma } = Database.prototype;
  Database.prototype.pragma = function (this: Database.Database, source, options) {
    const result = pragma.call(this, source, options);
    if (source === 'synchronous = FULL') pragma.call(this, `wal_autocheckpoint = ${pages}`);
    return result;
  };
}

/** Registers that are not open yet. Writing waits for all of them: a kill in a write is meant for writes of the others, too. */
let closed = order.registers.length;
const { promise: allOpen, resolve: lastOpened } = Promise.withResolvers<void>();

async function write({ dir, token, seed, rounds, begin }: RegisterOrder, which: number): Promise<void> {
  const say = (line: string) => writeWhole(`${which} ${line}\n`);
  const tell: Tell = async (asked: Asked, ask) => {
    say(`? ${JSON.stringify(asked)}`);
    // Control: acknowledges what has not been done yet.
    if (order.cheat === 'early') say('!');
    const answer = await ask();
    if (order.cheat !== 'early') say('!');
    // The other registers' turn.
    await nextTurn();
    return answer;
  };
  const open = () => openApp(dir);
  const start = { type: 'start', token: '', whole: 1, facts: { version: LATEST } } as const;
  const test = await (begin === 'migrate' ? tell(start, open) : open());
  if (begin === 'setUp') {
    const groups = [{ label: '総務グループ', code: '01', bodyId: 'body.manager' }];
    await tell({ type: 'setUp', token, whole: 3 }, () => test.call('register.create', { unionName: token, groups }));
  }
  const { state } = await test.call('register.status', {});
  if (state !== 'ready') throw new Error(`${dir} is ${state}`);
  say('open');
  closed -= 1;
  if (closed === 0) lastOpened();
  await allOpen;
  const own = random(seed);
  for (let i = 0; ; i += 1) {
    if (order.cheat === 'split') await splitBulk(test, `[${token}-${i}]`, tell);
    // In brackets, so that no other one begins with it.
    else await ROUNDS[own.pick(rounds)](test, `[${token}-${i}]`, tell, own);
  }
}

writeSync(1, 'begin\n');
if (order.checkpointPages) checkpointEvery(order.checkpointPages);
await Promise.all(order.registers.map(write));
