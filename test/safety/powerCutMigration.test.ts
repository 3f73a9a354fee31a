import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LATEST } from '../../db/migrate.ts';
import type { ReadableDb } from '../../db/types.ts';
import { withSql } from '../support/files.ts';
import { recordApp } from '../support/powerCut/app.ts';
import { type CutOptions, cutPower } from '../support/powerCut/cut.ts';
import { random } from '../support/random.ts';
import { patience, report, times } from '../support/scale.ts';
import { ROUNDS } from '../support/writes.ts';

// The power goes while a newer app opens the register of an older one (reliability.md P9); how, is told in powerCut.test.ts.
vi.mock('better-sqlite3', () => import('../support/powerCut/driver.ts'));

const FIXTURES = new URL('../fixtures/registers/', import.meta.url).pathname;
const fixtures = readdirSync(FIXTURES).filter((name) => name.endsWith('.sqlite'));
const versionOf = (name: string) => Number(/v(\d+)/.exec(name)![1]);
const older = fixtures.filter((name) => versionOf(name) < LATEST);
const { seed } = random();

/** What stands in the register whatever its version: its assets, by number and name. The app that was started adds one. */
const assets = (db: ReadableDb) =>
  db.prepare("select number, kind, name from asset where name <> '停電のあと' order by id").all();

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'daicho-test-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a power cut while an older register is brought to this version', () => {
  const STATES = times(150);
  const sum = { states: 0, cuts: 0, starts: 0, lost: 0, half: 0, broken: 0 };
  const began = performance.now();
  afterAll(() => report('power cut, migrations', began, { seed, registers: older.length, ...sum }));

  it.each(older)(
    'leaves the old or the new one, never anything between, and the next start succeeds: %s',
    async (name) => {
      copyFileSync(join(FIXTURES, name), join(dir, 'register.sqlite'));
      const before = withSql(dir, (db) => assets(db));
      expect(before.length).toBeGreaterThan(0);
      // A first change right after it, so that the new version is not only there but worked in.
      const { steps, start } = await recordApp(dir, (test, tell) => ROUNDS.register(test, '停電のあと', tell), {
        askStart: true,
      });
      const options: CutOptions = {
        states: STATES,
        random: random(seed),
        startEvery: 50,
        manySteps: true,
        inspect: (db) => expect(assets(db)).toEqual(before),
      };
      const result = await cutPower(steps, start, options);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += result[key];
      expect(result).toMatchObject({ lost: 0, half: 0, broken: 0, examples: [] });
      expect([...result.versions].sort()).toEqual([versionOf(name), LATEST]);
      expect(result.states).toBeGreaterThanOrEqual(STATES);
    },
    patience(120_000),
  );

  it('control: is found out where the steps are not one transaction', async () => {
    copyFileSync(join(FIXTURES, older[0]!), join(dir, 'register.sqlite'));
    const { steps, start } = await recordApp(dir, async () => undefined, { askStart: true });
    const edit = (sql: string) => (/^(BEGIN|COMMIT)/i.test(sql) ? 'select 1' : sql);
    const options: CutOptions = { states: 200, random: random(seed), manySteps: true, edit };
    await expect(cutPower(steps, start, options)).rejects.toThrow('damaged');
  });
});
