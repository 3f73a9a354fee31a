import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_ATTACHMENT_BYTES } from '../../../contract/attachment.ts';
import { messageLine } from '../../../contract/messages.ts';
import { newRegister, openApp, type TestApp } from '../../support/app.ts';
import { attach, office, pdf, png } from '../../support/attachments.ts';
import { unfitWords } from '../../support/words.ts';

let test: TestApp;
let assetId: string;
beforeEach(async () => {
  test = await newRegister();
  assetId = (await test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } })).id;
});
afterEach(() => test.close());

const list = (id = assetId) => test.call('attachment.list', { assetId: id });
const names = async (id = assetId) => (await list(id)).map(({ name }) => name);
const files = () => readdirSync(join(test.dir, 'attachments')).sort();
const refused = (fileName: string, bytes: Uint8Array) =>
  test.fails('attachment.add', { assetId, fileName, base64: Buffer.from(bytes).toString('base64') });
const undo = (changeId: string) => test.call('change.undo', { changeId });
const verify = () => test.job('register.verify', {});
const reopen = async () => {
  await test.app.close();
  test = { ...(await openApp(test.dir)), close: test.close };
};

describe('kinds', () => {
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic0000mif1heic')]);
  const webp = Buffer.concat([Buffer.from('RIFF'), Buffer.from([4, 0, 0, 0]), Buffer.from('WEBPVP8 ')]);

  it('are told by the first bytes', async () => {
    const GOOD: readonly (readonly [string, Buffer, string])[] = [
      ['計量棟.jpg', Buffer.from('ffd8ffe000104a464946', 'hex'), '写真（JPEG）'],
      ['計量棟.JPEG', Buffer.from('ffd8ffe100104a464946', 'hex'), '写真（JPEG）'],
      ['図.png', png(), '画像（PNG）'],
      ['図.webp', webp, '画像（WebP）'],
      ['写真.heic', heic, '写真（HEIC）'],
      ['保証書.pdf', pdf(), 'PDF'],
      ['点検表.xlsx', office('xl/workbook.xml'), 'Excel'],
      ['覚え書き.docx', office('word/document.xml'), 'Word'],
      ['設定.txt', Buffer.from('BMの設定\r\n'), '文字だけのファイル'],
      ['cp932.txt', Buffer.from('95d28f57', 'hex'), '文字だけのファイル'],
      ['utf16.csv', Buffer.from('\ufeff設定', 'utf16le'), '文字だけのファイル'],
    ];
    for (const [name, bytes] of GOOD) await attach(test, assetId, name, bytes);
    expect((await list()).map(({ name, label, bytes }) => [name, label, bytes])).toEqual(
      GOOD.map(([name, bytes, label]) => [name, label, bytes.length]),
    );
    expect((await list()).filter(({ picture }) => picture)).toHaveLength(4);
  });

  it('that are something else, or run, are refused in words', async () => {
    const exe = Buffer.from('4d5a90000300000004000000ffff0000', 'hex');
    const BAD: readonly (readonly [string, Uint8Array, RegExp])[] = [
      ['setup.exe', exe, /開くと動く/],
      ['保証書.pdf.exe', pdf(), /開くと動く/],
      ['保証書.pdf:裏.exe', pdf(), /開くと動く/],
      ['保証書\u202efdp.scr', pdf(), /開くと動く/],
      ['保証書.lnk', pdf(), /開くと動く/],
      ['点検表.xlsm', office('xl/workbook.xml', 'xl/vbaProject.bin'), /開くと動く/],
      ['点検表.xlsx', office('xl/workbook.xml', 'xl/vbaProject.bin'), /マクロ/],
      ['保証書.pdf', exe, /プログラム/],
      ['写真.jpg', Buffer.from('7f454c46020101000000', 'hex'), /プログラム/],
      ['保証書.pdf', png(), /画像（PNG）で、名前の終わりと合いません/],
      ['写真.jpg', pdf(), /中身がPDFで/],
      ['写真.jpg', Buffer.from('<html><script>'), /文字だけのファイルで/],
      ['図.svg', Buffer.from('<svg onload="x()"/>'), /添付できる種類ではありません/],
      ['頁.html', Buffer.from('<html>'), /添付できる種類ではありません/],
      ['写真', png(), /添付できる種類ではありません/],
      ['書類.zip', office('a.exe'), /添付できる種類ではありません/],
      ['書類.docx', office('a.exe'), /圧縮された/],
      ['書類.docx', Buffer.from('PK\u0003\u0004 cut'), /壊れている/],
      ['旧.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /パスワード/],
      ['動く絵.png', Buffer.from('GIF89a\u0001\u0000\u0001\u0000'), /保存し直して/],
      ['設定.txt', Buffer.from([0x61, 0, 0x62, 1]), /文字だけのファイルではありません/],
      ['空.txt', Buffer.alloc(0), /空です/],
    ];
    for (const [name, bytes, words] of BAD) {
      const failure = await refused(name, bytes);
      expect([name, failure.code]).toEqual([name, 'attachmentRefused']);
      expect(failure.detail).toMatch(words);
      expect(unfitWords(messageLine(failure))).toEqual([]);
    }
    expect(await list()).toEqual([]);
    expect(readdirSync(test.dir)).not.toContain('attachments');
  });

  it('up to 20 MB and 50 for one asset, as whole base64', async () => {
    const large = (bytes: number) => Buffer.concat([pdf(), Buffer.alloc(bytes - pdf().length, 0x20)]);
    await attach(test, assetId, '大.pdf', large(MAX_ATTACHMENT_BYTES));
    expect(await refused('もっと大.pdf', large(MAX_ATTACHMENT_BYTES + 1))).toMatchObject({
      code: 'attachmentRefused',
      detail: '「もっと大.pdf」は、大きさが20.0MBで、上限の20.0MBを超えています。',
    });
    const base64 = `${pdf().toString('base64')}*`;
    expect(await test.fails('attachment.add', { assetId, fileName: 'x.pdf', base64 })).toMatchObject({
      code: 'attachmentRefused',
    });
    for (let i = 1; i < 50; i += 1) await attach(test, assetId, `${i}.pdf`, pdf(String(i)));
    expect(await refused('51.pdf', pdf('51'))).toMatchObject({ detail: '一つの資産に添付できるのは50件までです。' });
  });
});

it('are added and removed in one change each, told in words, undone and done again', async () => {
  const added = await attach(test, assetId, '計量棟.png', png());
  await attach(test, assetId, '保証書.pdf', pdf());
  const removed = await test.call('attachment.remove', { id: added.id, reason: '撮り直すため' });
  expect(await names()).toEqual(['保証書.pdf']);
  const told = await test.call('history.ofAsset', { assetId });
  expect(told.slice(0, 3).map(({ action, reason, rows }) => [action, reason, rows[0]!.before, rows[0]!.after])).toEqual(
    [
      ['添付を外した', '撮り直すため', '計量棟.png（1KB）', null],
      ['添付', null, null, '保証書.pdf（1KB）'],
      ['添付', null, null, '計量棟.png（1KB）'],
    ],
  );
  expect((await test.call('history.list', { query: '計量棟.png' })).total).toBe(2);
  expect((await test.call('history.list', { fieldId: '$attachment' })).total).toBe(3);
  expect(await test.fails('attachment.open', { id: added.id })).toMatchObject({ code: 'notFound' });
  expect(test.app.output(added.id)).toBeNull();

  const back = await undo(removed.changeId);
  expect(await names()).toEqual(['計量棟.png', '保証書.pdf']);
  await undo(back.changeId);
  expect(await names()).toEqual(['保証書.pdf']);
  // Undone out of turn: it stands otherwise by now.
  expect(await test.fails('change.undo', { changeId: added.changeId })).toMatchObject({ code: 'cannotUndo' });
  expect(files()).toHaveLength(2);
  expect(await verify()).toMatchObject({ ok: true, problems: [] });
});

it('with the same content lie in one file, and stand once at each asset', async () => {
  const other = (await test.call('asset.register', { kind: 'hardware', values: { name: '予備の端末' } })).id;
  const { id } = await attach(test, assetId, '計量棟.png', png());
  const sameAgain = await refused('写し.png', png());
  expect(sameAgain).toEqual({ code: 'alreadyThere', detail: '同じ内容の「計量棟.png」が、もう添付されています。' });
  await attach(test, other, '写し.png', png());
  expect(files()).toHaveLength(1);
  await test.call('attachment.remove', { id });
  expect(await names(other)).toEqual(['写し.png']);
  expect((await list(other))[0]).toMatchObject({ lost: false });
  // Once taken off it can be added anew.
  await attach(test, assetId, '計量棟（再）.png', png());
  expect(await names()).toEqual(['計量棟（再）.png']);
});

it('stay with an asset in the bin, which takes no new ones', async () => {
  const { id } = await attach(test, assetId, '計量棟.png', png());
  await test.call('asset.bin', { ids: [assetId] });
  expect(await refused('保証書.pdf', pdf())).toMatchObject({ code: 'notReady' });
  expect(await test.call('attachment.open', { id })).toMatchObject({ fileName: '計量棟.png' });
  await test.call('asset.restore', { ids: [assetId] });
  expect(await names()).toEqual(['計量棟.png']);
});

it('a picture comes back byte for byte; nothing else is given out as one', async () => {
  const { id } = await attach(test, assetId, '計量棟.png', png());
  const picture = await test.call('attachment.picture', { id });
  expect(picture).toEqual({ mediaType: 'image/png', base64: png().toString('base64') });
  const other = await attach(test, assetId, '保証書.pdf', pdf());
  expect(await test.fails('attachment.picture', { id: other.id })).toMatchObject({ code: 'notFound' });
});

describe('files', () => {
  it('that nobody names go at the start, those of history stay', async () => {
    const { id } = await attach(test, assetId, '計量棟.png', png());
    await test.call('attachment.remove', { id });
    const folder = join(test.dir, 'attachments');
    const mine = files();
    for (const name of ['a'.repeat(64), `.~${'a'.repeat(64)}.0123456789ab.tmp`, '覚え書き.txt'])
      writeFileSync(join(folder, name), 'x');
    await reopen();
    expect(files()).toEqual([...mine, '覚え書き.txt'].sort());
  });

  it('that nobody names stay as long as a register lies aside, which may name them', async () => {
    await attach(test, assetId, '計量棟.png', png());
    writeFileSync(join(test.dir, 'attachments', 'a'.repeat(64)), 'x');
    writeFileSync(join(test.dir, 'register-kept-20261123-010203.sqlite'), 'x');
    await reopen();
    expect(files()).toContain('a'.repeat(64));
  });

  it('one flipped bit, a cut or missing file is named, refused and shown', async () => {
    const { id } = await attach(test, assetId, '計量棟.png', png());
    await attach(test, assetId, '保証書.pdf', pdf());
    expect(await verify()).toMatchObject({ ok: true });
    const path = test.app.output(id)!.path;
    const good = png();
    const rot = Buffer.from(good);
    rot[100] = rot[100]! ^ 1;
    for (const [damage, lost] of [
      [() => writeFileSync(path, rot), false],
      [() => writeFileSync(path, good.subarray(0, 100)), true],
      [() => rmSync(path), true],
    ] as const) {
      damage();
      const { ok, problems } = await verify();
      expect(ok).toBe(false);
      expect(problems).toEqual([
        { code: 'attachmentLost', message: '添付「計量棟.png」のファイルが、なくなっているか壊れています。' },
      ]);
      for (const method of ['attachment.open', 'attachment.picture'] as const) {
        const failure = await test.fails(method, { id });
        expect(failure).toMatchObject({ code: 'attachmentLost' });
        expect(unfitWords(messageLine(failure))).toEqual([]);
      }
      expect((await list()).map((one) => one.lost)).toEqual([lost, false]);
    }
    // The same file, attached to whatever asset, is whole again for all.
    const other = (await test.call('asset.register', { kind: 'hardware', values: { name: '予備' } })).id;
    await attach(test, other, '計量棟.png', png());
    expect(statSync(path).size).toBe(good.length);
    expect(await verify()).toMatchObject({ ok: true, problems: [] });
    expect(await test.call('attachment.open', { id })).toMatchObject({ fileName: '計量棟.png' });
  });
});
