import { writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { LATEST } from '../../../db/migrate.ts';
import { openApp, type TestApp } from '../../support/app.ts';
import type { WriteOrder } from '../../support/killing.ts';
import { random } from '../../support/random.ts';
import { type Asked, ROUNDS, type Tell } from '../../support/writes.ts';

/**
 * Opens the register of a folder and writes without end, as ordered. Says `? {…}` before each write and `!` behind it,
 * at once and unbuffered: what stands before a `!` was acknowledged.
 */
const order = JSON.parse(process.argv[2]!) as WriteOrder;
const say = (line: string) => writeSync(1, `${line}\n`);

const tell: Tell = async (asked: Asked, ask) => {
  say(`? ${JSON.stringify(asked)}`);
  // Control: acknowledges what has not been done yet.
  if (order.cheat === 'early') say('!');
  const answer = await ask();
  if (order.cheat !== 'early') say('!');
  return answer;
};

/** Control: a bulk change in two transactions, told as one. */
async function splitBulk(test: TestApp, token: string): Promise<void> {
  const ids = [...(await test.call('asset.ids', {})).ids].slice(0, 40);
  await tell({ type: 'bulk', token, whole: ids.length }, async () => {
    for (const half of [ids.slice(0, 20), ids.slice(20)])
      await test.call('asset.updateMany', { ids: half, values: { note: token }, reason: token });
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

if (order.checkpointPages) checkpointEvery(order.checkpointPages);
const workerUrl = new URL('./writeRounds.worker.mjs', import.meta.url);
const open = () => openApp(order.dir, { workerUrl });
const own = random(order.seed);
const token = (i: number) => `${order.token}-${i}`;

let test: TestApp;
if (order.begin === 'migrate') {
  test = await tell({ type: 'start', token: '', whole: 1, facts: { version: LATEST } }, open);
} else {
  test = await open();
}
if (order.begin === 'setUp') {
  const groups = [{ label: '総務グループ', code: '01', bodyId: 'body.manager' }];
  await tell({ type: 'setUp', token: order.token, whole: 3 }, () =>
    test.call('register.create', { unionName: order.token, groups }),
  );
}
say('open');
for (let i = 0; ; i += 1) {
  if (order.cheat === 'split') await splitBulk(test, token(i));
  else await ROUNDS[own.pick(order.rounds)](test, token(i), tell, own);
}
