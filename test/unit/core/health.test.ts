import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileList } from '../../../build/fileList.mjs';
import { HEALTH_LINES, type HealthLineId, type HealthState } from '../../../contract/health.ts';
import { accountsLine } from '../../../core/health/accounts.ts';
import { rehearsalLine } from '../../../core/health/backups.ts';
import { sqliteLine } from '../../../core/health/file.ts';
import { diskLine, placeLine } from '../../../core/health/place.ts';
import { loadState } from '../../../core/register/state.ts';
import { LATEST } from '../../../db/migrate.ts';
import { openRegister } from '../../../db/open.ts';
import { withAdmin } from '../../support/accounts.ts';
import { newRegister, type TestApp, tempDir, testPorts } from '../../support/app.ts';
import { withSql } from '../../support/files.ts';

/** 健康診断: each line is good in a healthy register and turns when its fault is injected (reliability.md P32). */
let test: TestApp;
let now = new Date('2026-11-28T03:00:00Z');
const second = tempDir();
const out = tempDir();
let backup = '';

beforeAll(async () => {
  for (const name of ['electron', 'renderer', 'fonts']) {
    mkdirSync(join(out, name));
    writeFileSync(join(out, name, 'file.txt'), name);
  }
  writeFileList(out);
  test = await newRegister({ ports: testPorts({ now: () => now }), appFolder: out });
  await withAdmin(test);
  await test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } });
  await test.call('backup.settings', { minutes: 30, second, encrypt: 'none' });
  await test.job('ledger.export', { filter: {} });
  ({ path: backup } = await test.job('backup.make', {}));
  await test.job('backup.rehearse', { path: backup });
}, 60_000);
afterAll(async () => {
  await test.close();
  for (const dir of [second, out]) rmSync(dir, { recursive: true });
});

const look = async (id: HealthLineId) => (await test.call('health.look', {})).lines.find((line) => line.id === id)!;
const check = async (id: HealthLineId) => (await test.job('health.check', {})).lines.find((line) => line.id === id)!;
const sql = (text: string) => withSql(test.dir, (db) => db.exec(text));

it('says before the first whole check that there was none; afterwards every line is good', async () => {
  expect(await look('chain')).toMatchObject({ state: 'notice', place: 'check' });
  const phases = new Set<string>();
  const { lines, checkedAt } = await test.job('health.check', {}, (event) => {
    if (event.type === 'job.progress') phases.add(event.phase);
  });
  expect(lines.filter(({ state }) => state !== 'good')).toEqual([]);
  expect(lines).toHaveLength(17);
  expect(checkedAt).toBe(now.toISOString());
  expect([...phases]).toContain('アプリのファイルの検査');
  expect((await test.call('health.look', {})).lines).toEqual(lines);
});

/** What breaks a line, and what puts it right again. */
interface Fault {
  readonly how: string;
  readonly state: HealthState;
  /** The whole check finds it; else it is seen at once. */
  readonly whole?: boolean;
  readonly inject: () => unknown;
  readonly mend: () => unknown;
}

/** Rewrites what no trigger lets anybody rewrite, as a forger with an SQLite tool would. */
function behind(table: string, work: string): void {
  withSql(test.dir, (db) => {
    const triggers = db
      .prepare("select name, sql from sqlite_schema where type = 'trigger' and tbl_name = ?")
      .all(table) as { name: string; sql: string }[];
    for (const { name } of triggers) db.exec(`drop trigger ${name}`);
    db.exec(work);
    for (const { sql: text } of triggers) db.exec(text);
  });
}

let kept = '';
const placeFile = () => join(test.dir, 'backup.json');
const keepPlace = () => {
  kept = readFileSync(placeFile(), 'utf8');
};
const givePlaceBack = () => writeFileSync(placeFile(), kept);

const FAULTS: Partial<Record<HealthLineId, Fault>> = {
  backup: {
    how: 'one byte of the only backup rots',
    state: 'bad',
    inject: async () => {
      keepPlace();
      cpSync(backup, `${backup}.kept`);
      const bytes = readFileSync(backup);
      bytes[bytes.length - 500]! ^= 1;
      writeFileSync(backup, bytes);
      await expect(test.job('backup.check', { path: backup })).rejects.toThrow('backupBad');
    },
    mend: () => {
      cpSync(`${backup}.kept`, backup);
      rmSync(`${backup}.kept`);
      givePlaceBack();
    },
  },
  second: {
    how: 'nothing was copied for 40 days',
    state: 'bad',
    inject: () => {
      keepPlace();
      mkdirSync(join(second, 'away'));
      const place = JSON.parse(kept) as { copied: object; second: string };
      writeFileSync(
        placeFile(),
        JSON.stringify({ ...place, second: join(second, 'away'), copied: { ...place.copied, day: '2026-10-19' } }),
      );
    },
    mend: givePlaceBack,
  },
  rehearsal: {
    how: 'the rehearsal is made with a rotten backup',
    state: 'bad',
    inject: async () => {
      keepPlace();
      const rotten = join(second, 'rotten.hikae');
      const bytes = readFileSync(backup);
      bytes[bytes.length - 500]! ^= 1;
      writeFileSync(rotten, bytes);
      await expect(test.job('backup.rehearse', { path: rotten })).rejects.toThrow('backupBad');
    },
    mend: givePlaceBack,
  },
  file: {
    how: 'a link points to an asset that is not there',
    state: 'bad',
    whole: true,
    inject: () => sql("pragma foreign_keys = off; insert into asset_link values (99, 'related', 1, 777)"),
    mend: () => sql('pragma foreign_keys = off; delete from asset_link where id = 99'),
  },
  schema: {
    how: 'a trigger is planted in the file',
    state: 'bad',
    inject: () => sql("create trigger evil after insert on asset begin select 'x'; end"),
    mend: () => sql('drop trigger evil'),
  },
  chain: {
    how: 'a name in the history is rewritten',
    state: 'bad',
    whole: true,
    inject: () => behind('change', "update change set who = '別の人' where id = 2"),
    mend: () => behind('change', "update change set who = '葦沼 恵' where id = 2"),
  },
  content: {
    how: 'a value is changed behind the back of the app',
    state: 'bad',
    whole: true,
    inject: () => sql("update asset set note = '書きかえ'"),
    mend: () => sql('update asset set note = null'),
  },
  paper: {
    how: 'a number that went on paper is not in the history any more',
    state: 'bad',
    inject: () => behind('output', 'update output set seq = seq - 1'),
    mend: () => behind('output', 'update output set seq = seq + 1'),
  },
  seal: {
    how: 'the fiscal year ended two months ago and was not sealed',
    state: 'bad',
    inject: () => {
      now = new Date('2027-06-10T03:00:00Z');
    },
    mend: () => {
      now = new Date('2026-11-28T03:00:00Z');
    },
  },
  clock: {
    how: 'the clock of the PC is set back',
    state: 'bad',
    inject: () => {
      now = new Date('2025-11-28T03:00:00Z');
    },
    mend: () => {
      now = new Date('2026-11-28T03:00:00Z');
    },
  },
  version: {
    how: 'the file says to be of an older version',
    state: 'bad',
    inject: () => sql('pragma user_version = 2'),
    mend: () => sql(`pragma user_version = ${LATEST}`),
  },
  app: {
    how: 'a file of the app is changed',
    state: 'bad',
    whole: true,
    inject: () => writeFileSync(join(out, 'renderer', 'file.txt'), 'changed'),
    mend: () => writeFileSync(join(out, 'renderer', 'file.txt'), 'renderer'),
  },
  leftovers: {
    how: 'a damaged register was kept aside',
    state: 'bad',
    inject: () => writeFileSync(join(test.dir, 'register.damaged-20261128.sqlite'), ''),
    mend: () => rmSync(join(test.dir, 'register.damaged-20261128.sqlite')),
  },
};

describe('a fault turns its line', () => {
  it('of every line', () => {
    const ids = [...Object.keys(FAULTS), 'accounts', 'sqlite', 'place', 'disk'];
    expect(ids.sort()).toEqual(Object.keys(HEALTH_LINES).sort());
  });

  it.each(Object.entries(FAULTS) as [HealthLineId, Fault][])('%s', async (id, { state, whole, inject, mend }) => {
    const ask = () => (whole ? check(id) : look(id));
    await inject();
    const broken = await ask();
    await mend();
    expect(broken).toMatchObject({ id, state });
    expect(broken.next).toMatch(/。$/);
    // Control: it is the fault that was seen.
    expect(await ask()).toMatchObject({ id, state: 'good' });
  });

  it('accounts: no recovery code, and none at all', () => {
    withSql(test.dir, (db) => {
      const state = loadState(db);
      expect(accountsLine(db, state).state).toBe('good');
      db.exec('begin; delete from account_recovery');
      expect(accountsLine(db, state)).toMatchObject({ state: 'bad', place: 'accounts' });
      db.exec('rollback');
      expect(accountsLine(db, { ...state, accountsOn: false }).state).toBe('notice');
    });
  });

  it('sqlite: a connection that may lose what was acknowledged', () => {
    const dir = tempDir();
    const db = openRegister(dir, { create: true, now });
    expect(sqliteLine(db).state).toBe('good');
    db.pragma('synchronous = NORMAL');
    expect(sqliteLine(db)).toMatchObject({ state: 'bad', found: expect.stringContaining('synchronous=1') });
    db.close();
    rmSync(dir, { recursive: true });
  });

  it('place: folders that are synchronised, shares', () => {
    const EXT4 = 0xef53;
    const state = (path: string, type = EXT4, env: NodeJS.ProcessEnv = {}) => placeLine(path, type, env).state;
    for (const good of ['C:\\Users\\emi\\AppData\\Local\\Daicho', '/home/emi/.local/share/daicho', 'D:\\Boxes\\台帳'])
      expect(state(good), good).toBe('good');
    for (const bad of [
      'C:\\Users\\emi\\OneDrive\\Daicho',
      'C:\\Users\\emi\\OneDrive - 水郷組合\\Daicho',
      'C:\\Users\\emi\\Dropbox\\台帳',
      'G:\\マイドライブ\\Daicho',
      '\\\\server\\share\\Daicho',
    ])
      expect(state(bad), bad).toBe('bad');
    expect(state('C:\\Users\\emi\\組合\\Daicho', EXT4, { OneDriveCommercial: 'C:\\Users\\emi\\組合' })).toBe('bad');
    expect(state('/mnt/share/daicho', 0xff534d42)).toBe('bad');
  });

  it('disk: too little room for a backup and a migration', () => {
    const GB = 1024 ** 3;
    expect(diskLine(20 * GB, GB).state).toBe('good');
    expect(diskLine(5 * GB, GB).state).toBe('notice');
    expect(diskLine(2 * GB, GB).state).toBe('bad');
    expect(diskLine(150 * 1024 ** 2, 1024).state).toBe('bad');
  });

  it('rehearsal: longer than a year ago, or never', () => {
    const rehearsed = { at: '2025-09-01T03:00:00Z', fileName: 'x', ok: true, assets: 1 };
    const state = { last: null, changed: false, second: null, failed: null, bad: 0 };
    expect(rehearsalLine({ ...state, rehearsed }, '2026-11-28').state).toBe('notice');
    expect(rehearsalLine({ ...state, rehearsed: null }, '2026-11-28').state).toBe('notice');
  });
});

it('goes on paper with its 照合番号', async () => {
  const { fileName } = await test.job('health.print', {});
  expect(fileName).toMatch(/^健康診断_水郷地方環境衛生組合_\d{8}-\d{6}\.pdf$/);
  const [made] = await test.call('output.list', {});
  expect(made).toMatchObject({ kind: 'health', rows: 17, number: expect.stringMatching(/^[0-9A-Z]{5}-/) });
});
