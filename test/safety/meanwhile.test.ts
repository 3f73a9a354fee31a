import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { JobState } from '../../contract/job.ts';
import { newRegister, openApp, type TestApp, tempDir, testPorts } from '../support/app.ts';
import { withSql } from '../support/files.ts';
import { base64, csv } from '../unit/importing/support.ts';

/** What happens beside an import, at the close, and after a crash: nothing that was only half true stays. */
let test: TestApp;
afterEach(() => test.close());

/** A ledger of so many rows whose confidentiality is too low for what it holds: one finding each. */
const ledger = (rows: number) =>
  csv([
    ['管理番号', '資産区分', '名称', '機密性', '完全性', '可用性', '個人情報'],
    ...Array.from({ length: rows }, (_, i) => [`N-${i}`, '情報', `名簿${i}`, '1', '1', '1', '特定個人情報']),
  ]);

/** Starts an import and stops it once rows are being written; `meanwhile` is called before the stop. */
async function brokenImport(meanwhile: () => Promise<unknown>): Promise<void> {
  const { importId, plan } = await test.job('importing.read', { fileName: '台帳.csv', base64: base64(ledger(3000)) });
  const written = Promise.withResolvers<void>();
  let jobId = '';
  const stop = test.app.on((event) => {
    if (event.type === 'job.progress' && event.phase === '台帳に書いています') written.resolve();
  });
  const ended = Promise.withResolvers<void>();
  const stopEnd = test.app.on((event) => {
    if (event.type === 'job.ended' && event.jobId === jobId) ended.resolve();
  });
  ({ jobId } = await test.call('importing.commit', { importId, plan }));
  await written.promise;
  await meanwhile();
  await test.call('job.cancel', { jobId });
  await ended.promise;
  stop();
  stopEnd();
  const state = (await test.call('job.result', { jobId })) as JobState;
  expect(state).toMatchObject({ state: 'failed', error: { code: 'cancelled' } });
}

describe('while an import is under way that is then stopped', () => {
  it('findings that were looked at speak of no asset that does not exist', async () => {
    test = await newRegister();
    const seen: number[] = [];
    const look = async () => seen.push((await test.call('finding.list', {})).findings.length);
    await brokenImport(look);
    await look();
    expect(seen).toEqual([0, 0]);
    // Control: the same ledger taken in whole has a finding for each of its rows.
    const { importId, plan } = await test.job('importing.read', { fileName: '台帳.csv', base64: base64(ledger(30)) });
    await test.job('importing.commit', { importId, plan });
    await look();
    expect(seen).toEqual([0, 0, 30]);
  });

  it('a list that was ordered meanwhile is in order afterwards', async () => {
    test = await newRegister();
    const numbered = csv([
      ['管理番号', '資産区分', '名称'],
      ['N-0', '情報', 'い'],
      ['M-1', '情報', 'う'],
    ]);
    const first = await test.job('importing.read', { fileName: '台帳.csv', base64: base64(numbered) });
    await test.job('importing.commit', { importId: first.importId, plan: first.plan });
    const names = async () =>
      (await test.call('asset.list', { sort: { field: 'name' }, columns: ['name'], binned: true })).rows.map(
        (row) => row.values['name'],
      );
    const all = await test.call('asset.ids', {});
    await test.call('asset.bin', { ids: [...all.ids] });
    // N-0 comes back as 名簿0 for a moment.
    await brokenImport(names);
    expect(await names()).toEqual(['い', 'う']);
  });

  it('a ledger that was exported meanwhile can be handed over', async () => {
    // The clock is asked for each row: a slow one keeps the import going until the export is done.
    let slow = false;
    const now = () => {
      if (slow) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
      return new Date();
    };
    test = await newRegister({ ports: testPorts({ now }) });
    await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    let jobId = '';
    await brokenImport(async () => {
      const inFile = (): boolean =>
        existsSync(join(test.dir, 'outputs')) &&
        readdirSync(join(test.dir, 'outputs')).some((n) => n.endsWith('.xlsx'));
      ({ jobId } = await test.call('ledger.export', { filter: {} }));
      slow = true;
      // Waits on the file, not on time: it is there as soon as the worker has renamed it.
      while (!inFile()) await new Promise((next) => setImmediate(next));
      for (let turns = 0; turns < 20; turns += 1) await new Promise((next) => setImmediate(next));
      slow = false;
    });
    let state = (await test.call('job.result', { jobId })) as JobState<{ outputId: string }>;
    while (state.state === 'running') {
      await new Promise((next) => setImmediate(next));
      state = (await test.call('job.result', { jobId })) as JobState<{ outputId: string }>;
    }
    expect(state.state).toBe('done');
    const { outputId } = (state as { result: { outputId: string } }).result;
    expect(test.app.output(outputId)).not.toBeNull();
  });
});

describe('a change that breaks off', () => {
  it('leaves the lists in memory as the file has them', async () => {
    test = await newRegister();
    const place = await test.call('master.save', { list: 'place', label: '倉庫' });
    await test.call('asset.register', { kind: 'hardware', values: { name: '端末', place: place.id } });
    withSql(test.dir, (db) =>
      db.exec("create trigger planted before update on asset begin select raise(abort, 'planted'); end"),
    );
    expect(await test.fails('master.save', { list: 'place', id: place.id, label: '新倉庫' })).toMatchObject({
      code: 'internal',
    });
    withSql(test.dir, (db) => db.exec('drop trigger planted'));
    const lists = await test.call('master.lists', {});
    const items = lists.find((list) => list.id === 'place')!.items;
    expect(items.find((item) => item.id === place.id)!.label).toBe('倉庫');
  });
});

describe('a screen that is gone', () => {
  it('makes no saved change look like a failed one', async () => {
    const log: string[] = [];
    test = await newRegister({ ports: testPorts({ log: (line) => void log.push(line) }) });
    test.app.on(() => {
      throw new Error('Object has been destroyed');
    });
    await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    expect(await test.job('ledger.export', { filter: {} })).toMatchObject({ rows: 1 });
    // Control: it was called.
    expect(log.some((line) => line.includes('Object has been destroyed'))).toBe(true);
  });
});

describe('outputs', () => {
  it('made within the same second are two files', async () => {
    const now = new Date('2026-11-23T01:02:03Z');
    test = await newRegister({ ports: testPorts({ now: () => now }) });
    await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    await test.call('asset.register', { kind: 'information', values: { name: '名簿' } });
    const [one, two] = await Promise.all([
      test.job('ledger.export', { filter: { kind: 'hardware' } }),
      test.job('ledger.export', { filter: {} }),
    ]);
    const three = await test.job('ledger.export', { filter: {} });
    expect(new Set([one.path, two.path, three.path]).size).toBe(3);
  });

  it('whose file somebody took away are not found, instead of breaking the hand-over', async () => {
    test = await newRegister();
    await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    const { outputId, path } = await test.job('ledger.export', { filter: {} });
    expect(test.app.output(outputId)).toMatchObject({ path });
    rmSync(path);
    expect(test.app.output(outputId)).toBeNull();
  });

  it('have a name that every file system takes, whatever the union is called', async () => {
    test = await newRegister();
    const unionName = `組${String.fromCharCode(0, 7)}\u202e合${'あ'.repeat(26)}𠮷野`;
    await test.call('setting.save', { unionName });
    await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    const { path, fileName } = await test.job('ledger.export', { filter: {} });
    expect(existsSync(path)).toBe(true);
    expect(fileName.isWellFormed()).toBe(true);
    expect(fileName).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('after a crash', () => {
  it('the half-written output is gone at the next start; finished ones stay', async () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'outputs'));
    writeFileSync(join(dir, 'outputs', '.~情報資産台帳_20261123-103215.xlsx.0123456789ab.tmp'), 'half');
    writeFileSync(join(dir, 'outputs', '情報資産台帳_20261123-103215.xlsx'), 'whole');
    test = await openApp(dir);
    expect(readdirSync(join(dir, 'outputs'))).toEqual(['情報資産台帳_20261123-103215.xlsx']);
  });
});

describe('closing', () => {
  it('of a large register that turned out damaged gives the folder free', async () => {
    const first = await newRegister();
    await first.app.close();
    const { dir } = first;
    withSql(dir, (db) => {
      db.pragma('foreign_keys = OFF');
      const add = db.prepare(
        `insert into output (id, kind, file_name, path, bytes, "rows", about, at, who) values (?, 'ledger', '', '', 0, 0, ?, '', '')`,
      );
      for (let i = 0; i < 52; i += 1) add.run(`big${i}`, 'a'.repeat(1024 * 1024));
      db.exec("insert into asset_link (type, from_id, to_id) values ('related', 98, 99)");
    });
    const second = await openApp(dir);
    expect(await second.fails('asset.register', { kind: 'hardware', values: { name: '端末' } })).toMatchObject({
      code: 'damaged',
    });
    await second.app.close();
    // Control and proof: it can be taken again.
    test = await openApp(dir);
  });

  it('takes no new work any more', async () => {
    test = await newRegister();
    const closing = test.app.close();
    expect(await test.app.invoke('register.verify', {})).toMatchObject({ ok: false });
    await closing;
    expect(await test.app.invoke('register.create', { unionName: '別の組合' })).toMatchObject({ ok: false });
  });
});
