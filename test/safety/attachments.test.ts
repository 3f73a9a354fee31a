import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../contract/errors.ts';
import { messageLine } from '../../contract/messages.ts';
import { checkContents } from '../../core/backup/attachments.ts';
import { restoreInto } from '../../core/backup/offline.ts';
import { doBackupWork } from '../../core/backup/work.ts';
import { attachmentContents } from '../../db/attachments.ts';
import { newRegister, openApp, type TestApp, tempDir } from '../support/app.ts';
import { attach, pdf, png } from '../support/attachments.ts';
import { bundleChild } from '../support/bundle.ts';
import { startNode } from '../support/child.ts';
import { type Call, type Fault, faultsOf, watchDisk } from '../support/faults.ts';
import { verifyNow, withSql } from '../support/files.ts';
import { unfitWords } from '../support/words.ts';

/** Attachments on a disk that fails at each call, and with a process that dies at each: as before or as asked, never between. */
let test: TestApp;
let assetId: string;
beforeEach(async () => {
  test = await newRegister();
  assetId = (await test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } })).id;
  await attach(test, assetId, '前から.png', png());
});
afterEach(() => test.close());

const folder = () => join(test.dir, 'attachments');
const files = () => readdirSync(folder()).sort();
const list = async () => (await test.call('attachment.list', { assetId })).map(({ name, lost }) => [name, lost]);
const whereOf = ({ code, at, forever }: Fault, calls: readonly Call[]) =>
  `${code} at ${at} (${calls[at - 1]}), ${forever ? 'for ever' : 'once'}`;
const CODES = ['diskFull', 'diskFault', 'readOnly', 'fileInUse', 'folderGone'];
function isFit(failure: Pick<Failure, 'code' | 'detail'>, where: string): void {
  expect(CODES, where).toContain(failure.code);
  expect(unfitWords(messageLine(failure)), where).toEqual([]);
}
const reopen = async () => {
  await test.app.close();
  test = { ...(await openApp(test.dir)), close: test.close };
};

it('adding: wherever the disk fails the attachment is there whole or not at all', async () => {
  const added = async (fault: Fault | null, content: string) => {
    const watch = watchDisk([folder()], fault);
    try {
      const base64 = pdf(content).toString('base64');
      const reply = await test.app.invoke('attachment.add', { assetId, fileName: '新しい.pdf', base64 });
      return {
        failure: reply.ok ? null : reply.error,
        id: reply.ok ? (reply.value as { id: string }).id : null,
        watch,
      };
    } finally {
      watch.stop();
    }
  };
  const first = await added(null, 'first');
  expect(first.failure).toBeNull();
  const { calls } = first.watch;
  expect(calls).toEqual(expect.arrayContaining(['open', 'write', 'sync', 'rename']));
  await test.call('attachment.remove', { id: first.id! });
  let refused = 0;
  for (const [i, fault] of faultsOf(calls).entries()) {
    const before = files();
    const { failure, id } = await added(fault, String(i));
    const where = whereOf(fault, calls);
    if (failure) {
      refused += 1;
      isFit(failure, where);
      expect(await list(), where).toEqual([['前から.png', false]]);
      // What could not be taken away goes at the next start.
      if (fault.forever) await reopen();
      expect(
        files().filter((name) => /^[0-9a-f]{64}$/.test(name)),
        where,
      ).toEqual(before);
    } else {
      expect(await list(), where).toEqual([
        ['前から.png', false],
        ['新しい.pdf', false],
      ]);
      await test.call('attachment.remove', { id: id! });
    }
  }
  expect(refused).toBeGreaterThan(faultsOf(calls).length / 2);
  await reopen();
  expect(files().filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
});

it('a register that does not take the change leaves no file, and none that something else names is taken away', async () => {
  const other = (await test.call('asset.register', { kind: 'hardware', values: { name: '予備' } })).id;
  const before = files();
  withSql(test.dir, (db) =>
    db.exec("create trigger full before insert on attachment begin select raise(abort, 'full'); end"),
  );
  for (const bytes of [pdf('新しい'), png()]) {
    const base64 = bytes.toString('base64');
    const name = bytes[0] === 0x25 ? '新しい.pdf' : '新しい.png';
    const failure = await test.fails('attachment.add', { assetId: other, fileName: name, base64 });
    expect(unfitWords(messageLine(failure))).toEqual([]);
    expect(files()).toEqual(before);
  }
  withSql(test.dir, (db) => db.exec('drop trigger full'));
  await attach(test, other, '新しい.pdf', pdf('新しい'));
  expect(files()).toHaveLength(2);
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
});

it('taking one off touches no file', async () => {
  const { id } = (await test.call('attachment.list', { assetId }))[0]!;
  const watch = watchDisk([folder()], null);
  await test.call('attachment.remove', { id });
  watch.stop();
  expect(watch.calls).toEqual([]);
  expect(files()).toHaveLength(1);
});

it('killed within the calls of adding: what was there is there, nothing half, nothing left over', async () => {
  await test.app.close();
  let ended = false;
  const outcomes = { old: 0, new: 0 };
  const adding = await bundleChild(new URL('./children/attach.ts', import.meta.url));
  // Every second one: a process takes a while to start.
  for (let at = 1; !ended; at += 2) {
    const child = startNode(adding, [test.dir, assetId, String(at)]);
    for await (const line of child.lines()) ended ||= line === 'done';
    test = { ...(await openApp(test.dir)), close: test.close };
    const now = await list();
    expect(now[0]).toEqual(['前から.png', false]);
    expect(now.slice(1), `killed within call ${at}`).toEqual(ended ? [['新しい.pdf', false]] : now.slice(1));
    expect(files()).toHaveLength(now.length);
    expect(verifyNow(test.dir), `killed within call ${at}`).toMatchObject({ ok: true, problems: [] });
    outcomes[now.length === 1 ? 'old' : 'new'] += 1;
    if (!ended) await test.app.close();
  }
  expect(outcomes.old).toBeGreaterThan(4);
  expect(outcomes.new).toBe(1);
}, 240_000);

describe('backups', () => {
  const order = {
    why: 'manual',
    title: null,
    now: new Date('2026-11-23T01:02:03Z'),
    appVersion: '0',
    key: null,
  } as const;
  const backups = () => join(test.dir, 'backups');
  const make = (fault: Fault | null) => {
    const watch = watchDisk([join(backups(), 'attachments')], fault);
    try {
      return { made: doBackupWork(test.dir, { type: 'backup.make', order, bad: [] }), calls: watch.calls, error: null };
    } catch (error) {
      return { made: null, calls: watch.calls, error };
    } finally {
      watch.stop();
    }
  };
  const whole = () => {
    const contents = withSql(test.dir, (db) => attachmentContents(db));
    return checkContents(contents, { folder: backups(), key: null }, []).lost;
  };

  it('that cannot be finished have no name; the next one is whole', async () => {
    const { calls } = make(null);
    expect(calls).toEqual(expect.arrayContaining(['open', 'write', 'sync', 'rename']));
    let refused = 0;
    for (const fault of faultsOf(calls).filter(({ forever }, i) => forever === i % 4 < 2)) {
      rmSync(backups(), { recursive: true });
      const { made, error } = make(fault);
      const where = whereOf(fault, calls);
      const named = readdirSync(backups()).filter((name) => name.endsWith('.hikae'));
      if (made) expect(whole(), where).toEqual([]);
      else {
        refused += 1;
        expect(named, where).toEqual([]);
        expect(error, where).toBeInstanceOf(Error);
        expect(make(null).made, where).not.toBeNull();
        expect(whole(), where).toEqual([]);
      }
    }
    expect(refused).toBeGreaterThan(5);
  });

  it('a restore that cannot bring them back changes nothing', async () => {
    const { made } = make(null);
    const { path } = made as { path: string };
    const target = tempDir();
    const brought = async (fault: Fault | null) => {
      rmSync(target, { recursive: true });
      const watch = watchDisk([join(target, 'attachments')], fault);
      try {
        await restoreInto(target, path, undefined, new Date());
        return { calls: watch.calls, error: null };
      } catch (error) {
        return { calls: watch.calls, error };
      } finally {
        watch.stop();
      }
    };
    const { calls } = await brought(null);
    expect(readdirSync(join(target, 'attachments'))).toEqual(files());
    for (const fault of faultsOf(calls).filter(({ forever }) => !forever)) {
      const { error } = await brought(fault);
      const there = readdirSync(target);
      expect(there.includes('register.sqlite'), whereOf(fault, calls)).toBe(error === null);
      if (error === null)
        for (const name of files())
          expect(readFileSync(join(target, 'attachments', name))).toEqual(readFileSync(join(folder(), name)));
    }
    rmSync(target, { recursive: true });
  });
});

it('control: a file that is written in its place is found half, and named', async () => {
  const path = join(folder(), files()[0]!);
  const inPlace = (fault: Fault | null) => {
    const watch = watchDisk([folder()], fault);
    try {
      writeFileSync(path, png());
    } catch {
      // As told.
    } finally {
      watch.stop();
    }
    return watch.calls;
  };
  const at = inPlace(null).indexOf('write') + 1;
  expect(verifyNow(test.dir)).toMatchObject({ ok: true });
  inPlace({ at, code: 'ENOSPC', forever: false });
  expect(verifyNow(test.dir).problems).toMatchObject([{ code: 'attachmentLost' }]);
});
