import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../contract/errors.ts';
import { MESSAGES, messageLine } from '../../contract/messages.ts';
import { createApp } from '../../core/app.ts';
import { newRegister, openApp, tempDir, testPorts } from '../support/app.ts';
import { unfitWords } from '../support/words.ts';

describe('the words of a failure', () => {
  it.each([...ERROR_CODES])('%s says in Japanese what happened, whether the data is safe, and what to do', (code) => {
    const { what, safe, next } = MESSAGES[code];
    for (const part of [what, safe, next]) {
      expect(part).toMatch(/[ぁ-ん].*。$/);
      expect(unfitWords(part)).toEqual([]);
    }
    expect(messageLine({ code })).toBe(`${what} ${safe} ${next}`);
  });

  it('control: an English word is noticed', () => {
    expect(unfitWords('Excelで timeout しました。')).toEqual(['timeout']);
  });

  it('has no words for codes that do not exist', () => {
    expect(Object.keys(MESSAGES).sort()).toEqual([...ERROR_CODES].sort());
  });
});

describe('a failure that nobody foresaw', () => {
  it('crosses the door as internal with a reference; its stack stands in the log only', async () => {
    const log: string[] = [];
    let broken = false;
    const now = () => {
      if (broken) throw new TypeError('secret path /home/clerk');
      return new Date();
    };
    const test = await newRegister({ ports: testPorts({ now, log: (line) => void log.push(line) }) });
    broken = true;
    const reply = await test.app.invoke('asset.register', { kind: 'hardware', values: { name: '端末' } });
    broken = false;
    expect(reply).toEqual({ ok: false, error: { code: 'internal', ref: expect.stringMatching(/^[0-9a-f]{8}$/) } });
    const { ref } = (reply as { error: { ref: string } }).error;
    const line = log.find((one) => one.startsWith(ref));
    expect(line).toContain('TypeError: secret path /home/clerk');
    expect(line).toMatch(/\n\s+at .+\.ts:\d+/);
    // Nothing of it is left behind.
    expect((await test.call('asset.counts', {})).total).toBe(0);
    expect(await test.job('register.verify', {})).toMatchObject({ ok: true });
    await test.close();
  });

  it('an unknown method and a name of the language itself are refused', async () => {
    const test = await openApp();
    for (const name of ['asset.nothing', 'constructor', '__proto__', 'toString', '']) {
      expect(await test.app.invoke(name, {})).toMatchObject({ ok: false, error: { code: 'unknownMethod' } });
    }
    await test.close();
  });

  it('problems of the input are Japanese, whatever the input', async () => {
    const test = await newRegister();
    const inputs: [string, unknown][] = [
      ['asset.list', { limit: 0 }],
      ['asset.list', { kind: 'car' }],
      ['asset.list', 'すべて'],
      ['asset.register', { kind: 'hardware' }],
      ['asset.register', { kind: 'hardware', values: { name: '' } }],
      ['asset.register', { kind: 'hardware', values: { name: '端末', foo: 'x' } }],
      ['asset.register', { kind: 'hardware', values: { name: '端末', acquiredOn: 'yesterday' } }],
      ['asset.register', { kind: 'hardware', values: { name: '端末', number: 'HW-1' } }],
      ['register.create', { unionName: '' }],
      ['setting.save', { reviewMonths: 0 }],
      ['asset.bin', { ids: [] }],
    ];
    for (const [name, input] of inputs) {
      const reply = await test.app.invoke(name, input);
      expect(reply, name).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
      const { fields } = (reply as { error: { fields: readonly { message: string }[] } }).error;
      expect(fields.length).toBeGreaterThan(0);
      for (const { message } of fields) expect(message).toMatch(/[ぁ-ん]/);
    }
    await test.close();
  });

  it('says in Japanese that a register is open elsewhere', async () => {
    const dir = tempDir();
    const first = await openApp(dir);
    const refused = await createApp({ dataDir: dir, ports: testPorts(), who: '後' }).catch((error: unknown) => error);
    const { code, detail } = refused as { code: 'ownedElsewhere'; detail: string };
    expect(messageLine({ code, detail })).toMatch(/^この台帳は、いま別の画面で開かれています。 開いている人: 試験者/);
    await first.close();
  });
});
