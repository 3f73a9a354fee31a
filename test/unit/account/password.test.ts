import { describe, expect, it } from 'vitest';
import { passwordProblem, RECOVERY_DIGITS, recoveryCodeProblem } from '../../../contract/account.ts';
import { readCode } from '../../../contract/checkCode.ts';
import { COST, derive, makeVerifier, verify } from '../../../core/account/password.ts';
import { newRecoveryCode } from '../../../core/account/recovery.ts';

const SECRET = '計量棟の 古い 時計 まで';

describe('scrypt', () => {
  // RFC 7914, section 12.
  it.each([
    ['', '', { N: 16, r: 1, p: 1 }, '77d6576238657b203b19ca42c18a0497'],
    ['password', 'NaCl', { N: 1024, r: 8, p: 16 }, 'fdbabe1c9d3472007856e7190d01e9fe'],
    ['pleaseletmein', 'SodiumChloride', { N: 16384, r: 8, p: 1 }, '7023bdcb3afd7348461c06cd81fd38eb'],
  ])('%j with %j', async (secret, salt, cost, begins) => {
    const key = await derive(secret, Buffer.from(salt), cost, 64);
    expect(key.toString('hex').slice(0, 32)).toBe(begins);
  });

  it('is stored with its cost and a salt of its own, and is asked without holding up the event loop', async () => {
    const [one, two] = [await makeVerifier(SECRET), await makeVerifier(SECRET)];
    expect(JSON.parse(one)).toMatchObject({ way: 'scrypt', N: 2 ** 17, r: 8, p: 1 });
    expect(Buffer.from(JSON.parse(one).salt, 'base64')).toHaveLength(16);
    expect(one).not.toBe(two);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 5);
    expect(await verify(SECRET, one)).toEqual({ right: true, outdated: false });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    expect(await verify(`${SECRET}。`, one)).toEqual({ right: false, tampered: false });
    // The same for full-width and half-width letters, and for a space of either width.
    expect(await verify(SECRET.replaceAll(' ', '　'), one)).toMatchObject({ right: true });
  });

  it('another cost of the same strength is right, and outdated', async () => {
    expect(await verify(SECRET, await makeVerifier(SECRET, { N: 2 ** 16, r: 8, p: 2 }))).toEqual({
      right: true,
      outdated: true,
    });
  });

  it('a stored cost that this app never wrote is refused, though the hash is right for it', async () => {
    for (const cost of [
      { N: 2, r: 8, p: 1 },
      { N: 2 ** 14, r: 8, p: 1 },
      { N: 2 ** 12, r: 1, p: 1 },
    ]) {
      expect(await verify(SECRET, await makeVerifier(SECRET, cost))).toEqual({ right: false, tampered: true });
    }
    const good = JSON.parse(await makeVerifier(SECRET));
    for (const change of [{ N: 1 }, { N: 2 ** 30 }, { way: 'plain' }, { salt: '' }, { hash: '' }])
      expect(await verify(SECRET, JSON.stringify({ ...good, ...change }))).toMatchObject({ right: false });
    expect(await verify(SECRET, 'no JSON')).toMatchObject({ right: false });
  });

  it('takes the same time for a wrong password and for no account at all', async () => {
    const stored = await makeVerifier(SECRET);
    const best = { wrong: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    const apart = () => Math.abs(best.wrong - best.unknown) > 20 + best.wrong * 0.1;
    // By turns, and again while a busy machine lets one of them look slower.
    for (let round = 0; round < 3 || (round < 30 && apart()); round += 1) {
      for (const [name, given] of [['wrong', stored] as const, ['unknown', null] as const]) {
        const began = performance.now();
        await verify('違う言葉を三つ以上並べる', given);
        best[name] = Math.min(best[name], performance.now() - began);
      }
    }
    console.log(`scrypt: wrong password ${best.wrong.toFixed(0)} ms, unknown name ${best.unknown.toFixed(0)} ms`);
    expect(apart()).toBe(false);
    expect(COST.N).toBe(131072);
  });
});

describe('a new password', () => {
  const near = ['葦沼 恵', '主任', '水郷地方環境衛生組合', '水環'];
  it.each(['計量棟の 古い 時計 まで', 'tokei-Furui-38-kan', 'あめ かわ はし みち', 'ゆうやけこやけでひがくれて'])(
    '%s will do',
    (one) => {
      expect(passwordProblem(one, near)).toBeNull();
    },
  );
  it.each([
    'みじかい',
    '雨 川 橋 道',
    '123456789012',
    '210987654321',
    'aaaaaaaaaaaaaa',
    'passwordpassword',
    'パスワードパスワード12',
    '水郷地方環境衛生組合2026',
    '葦沼恵葦沼恵葦沼恵葦沼恵',
    'qwertyuiopas',
    'あいうえおかきくけこさし',
    'Daicho-admin-123456',
  ])('%s will not', (one) => {
    expect(passwordProblem(one, near)).not.toBeNull();
  });
});

it('1,000 recovery codes: every wrong character and every swap of neighbours is found', { timeout: 120_000 }, () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let missed = 0;
  let tried = 0;
  for (let i = 0; i < 1000; i += 1) {
    const code = newRecoveryCode();
    if (!readCode(code, RECOVERY_DIGITS).ok || code.length !== 27) missed += 1;
    for (let at = 0; at < code.length; at += 1) {
      for (const other of alphabet) {
        if (other === code[at]) continue;
        tried += 1;
        if (readCode(code.slice(0, at) + other + code.slice(at + 1), RECOVERY_DIGITS).ok) missed += 1;
      }
      if (at + 1 === code.length || code[at] === code[at + 1]) continue;
      tried += 1;
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
      if (readCode(swapped, RECOVERY_DIGITS).ok) missed += 1;
    }
  }
  expect(missed).toBe(0);
  expect(tried).toBeGreaterThan(850_000);
  expect(recoveryCodeProblem('ABC')).toContain('27文字');
});
