import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COST } from '../../core/account/password.ts';
import { createSessions } from '../../core/account/session.ts';
import { createApp } from '../../core/app.ts';
import { ListIndex } from '../../core/asset/listIndex.ts';
import { addAsset, changeAsset } from '../../core/asset/store.ts';
import { beginChange } from '../../core/change.ts';
import { type Context, opened } from '../../core/context.ts';
import { createJobs } from '../../core/jobs/run.ts';
import type { Ports } from '../../core/ports.ts';
import { loadState } from '../../core/register/state.ts';
import { verifyRegister } from '../../core/register/verify.ts';
import { openRegister } from '../../db/open.ts';
import { inTransaction } from '../../db/statements.ts';
import {
  CHANGES_PER_ROUND,
  type MadeAsset,
  makeAsset,
  makeChanges,
  PEOPLE,
  PLACES,
  ROUNDS,
  randomFrom,
} from './generate.ts';
import { BENCH_DIR, call, quietPorts, type RegisterFacts, registerDir } from './register.ts';

/**
 * Makes `assets` assets with their history through the core's own paths (addAsset, changeAsset) and verifies the whole
 * register before it is used. Appears under its final name only when it is complete.
 */
export async function makeRegister({ assets }: { assets: number }): Promise<RegisterFacts> {
  const dir = registerDir(assets);
  const making = `${dir}.making`;
  for (const name of existsSync(BENCH_DIR) ? readdirSync(BENCH_DIR) : []) {
    if (name.startsWith(`register-${assets}-`)) rmSync(join(BENCH_DIR, name), { recursive: true, force: true });
  }
  const started = performance.now();
  await setUp(making);
  fill(making, assets);
  const buildMs = performance.now() - started;

  const db = openRegister(making, { now: new Date() });
  const verifyStarted = performance.now();
  const result = verifyRegister(db, () => undefined);
  const verifyMs = performance.now() - verifyStarted;
  db.close();
  if (!result.ok) throw new Error(`the made register does not verify: ${JSON.stringify(result.problems.slice(0, 5))}`);
  if (result.assets !== assets || result.historyRows < assets * (1 + ROUNDS * CHANGES_PER_ROUND))
    throw new Error(`made ${result.assets} assets, ${result.historyRows} history rows`);
  const facts: RegisterFacts = { assets, historyRows: result.historyRows, buildMs, verifyMs };
  writeFileSync(join(making, 'bench.json'), JSON.stringify(facts));
  renameSync(making, dir);
  return facts;
}

/** A register as a union has it after the guided set-up, with its groups, people and places, and no assets. */
export async function setUp(dir: string): Promise<void> {
  const app = await createApp({ dataDir: dir, ports: quietPorts, who: 'bench' });
  const groups = ['総務グループ', '業務グループ', '施設グループ', '議会事務局', '監査委員事務局'].map((label, i) => ({
    label,
    code: `0${i + 1}`,
    bodyId: 'body.manager',
  }));
  await call(app, 'register.create', {
    unionName: '水郷地方環境衛生組合',
    groups,
    operator: { name: '葦沼 恵', post: '主任' },
  });
  for (const [list, labels] of [
    ['person', PEOPLE],
    ['place', PLACES],
  ] as const) {
    for (const label of labels) await call(app, 'master.save', { list, label });
  }
  await app.close();
}

/** Assets in one transaction; a power cut would only cost the benchmark its cache. */
const BATCH = 1000;
/** Assets changed together, as in a stocktake of one room. */
const TOGETHER = 20;

function fill(dir: string, assets: number): void {
  const db = openRegister(dir, { now: new Date() });
  db.pragma('synchronous = OFF');
  let year = 2022;
  const ports: Ports = { ...quietPorts, now: () => new Date(Date.UTC(year, 10, 23, 1)) };
  const context: Context = {
    dataDir: dir,
    ports,
    appVersion: 'bench',
    who: 'bench',
    fontDirs: undefined,
    appFolder: undefined,
    monotonic: () => performance.now(),
    passwordCost: COST,
    get session() {
      return session;
    },
    jobs: createJobs(
      () => undefined,
      randomUUID,
      () => undefined,
    ),
    exclusive: async (work) => work(),
    emit: () => undefined,
    revision: 0,
    trouble: null,
    viewing: null,
    unsafePlace: null,
    retry: () => Promise.reject(new Error('not here')),
    reopen: () => Promise.reject(new Error('not here')),
    register: { db, state: loadState(db), index: new ListIndex() },
  };
  const session = createSessions(context, () => undefined);
  const { state } = opened(context);
  const random = randomFrom(20_261_123);
  const made: { id: number; number: string; asset: MadeAsset }[] = [];
  for (let from = 0; from < assets; from += BATCH) {
    inTransaction(db, () => {
      const recorder = beginChange(context, { action: '取込', reason: '旧台帳の取込' });
      for (let i = from; i < Math.min(from + BATCH, assets); i += 1) {
        const asset = makeAsset(state, random, i);
        const related = i > 0 && i % 10 === 0 ? [made[Math.floor(random() * made.length)]!.number] : [];
        const added = addAsset(context, recorder, { ...asset, schemeId: state.settings.schemeId, related });
        made.push({ ...added, asset });
      }
      recorder.finish();
    });
  }
  for (let round = 1; round <= ROUNDS; round += 1) {
    year = 2022 + round;
    for (let from = 0; from < assets; from += BATCH) {
      inTransaction(db, () => {
        let recorder = beginChange(context, { action: '棚卸' });
        for (let i = from; i < Math.min(from + BATCH, assets); i += 1) {
          if (i % TOGETHER === 0 && i > from) {
            recorder.finish();
            recorder = beginChange(context, { action: '棚卸', reason: `${year}年度の棚卸` });
          }
          changeAsset(context, recorder, made[i]!.id, makeChanges(state, made[i]!.asset, i, round));
        }
        recorder.finish();
      });
    }
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
