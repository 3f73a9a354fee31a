import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extensionOf, saveName, shownName } from '../../../contract/attachment.ts';
import { attachment } from '../../../host/server.ts';
import { newRegister, openApp, type TestApp, tempDir } from '../../support/app.ts';
import { attach, pdf } from '../../support/attachments.ts';
import { contents, verifyNow } from '../../support/files.ts';

/** Names as a hostile file, an old disk or an odd program may bring them (reliability.md P28). All are PDFs inside. */
const DEVICES = ['CON', 'con', 'PRN', 'AUX', 'aux', 'NUL', 'COM1', 'com9', 'COM¹', 'LPT1', 'LPT³', 'CONIN$', 'CONOUT$'];
const NAMES = [
  ...DEVICES.map((name) => `${name}.pdf`),
  'CON .pdf',
  'aux.tar.pdf',
  '../保証書.pdf',
  '..\\..\\保証書.pdf',
  '../../../../../../etc/passwd.pdf',
  '..%2f..%2f保証書.pdf',
  '%2e%2e/保証書.pdf',
  '/etc/cron.d/保証書.pdf',
  'C:\\Windows\\System32\\保証書.pdf',
  'C:保証書.pdf',
  '\\\\server\\share\\保証書.pdf',
  '//server/share/保証書.pdf',
  '\\\\?\\C:\\保証書.pdf',
  '\\\\.\\PhysicalDrive0.pdf',
  'file:///etc/passwd.pdf',
  '~/.ssh/id_rsa.pdf',
  '~root.pdf',
  '保証書.pdf:裏.pdf',
  '保証書:$DATA.pdf',
  '保証書.exe:x.pdf',
  '保証書.pdf.',
  '保証書.pdf...',
  '保証書.pdf ',
  '保証書.pdf . .',
  ' 保証書.pdf',
  '...保証書.pdf',
  '.pdf',
  '..pdf',
  ' .pdf',
  'a\u0000b.pdf',
  '保証書.exe\u0000.pdf',
  '改\n行.pdf',
  '改\r\n行\t欄.pdf',
  '\u001b[31m赤.pdf',
  '\u202efdp.exe.pdf',
  '保証書\u202egpj.pdf',
  '\u2066隔離\u2069.pdf',
  'ゼロ\u200b幅.pdf',
  '\ufeff印.pdf',
  '線\u2028段\u2029.pdf',
  'か\u3099き\u3099.pdf',
  'がぎ.pdf',
  `Z${'\u0301\u0323'.repeat(40)}.pdf`,
  '👩‍👩‍👧‍👦🚒.pdf',
  '🇯🇵.pdf',
  '葛󠄀𠮷髙﨑.pdf',
  '外字\ue000.pdf',
  '表示ソフト能力.pdf',
  '半角ｶﾅ.pdf',
  '＜＞：＂／＼｜？＊.pdf',
  '<img src=x onerror=alert(1)>.pdf',
  '"; rm -rf ~ ;".pdf',
  "'; drop table attachment; --.pdf",
  '=cmd|calc!A1.pdf',
  '$(calc).pdf',
  '`calc`.pdf',
  '%APPDATA%.pdf',
  'a?b*c|d"e<f>g.pdf',
  `${'長'.repeat(300)}.pdf`,
  `${'a'.repeat(300)}.pdf`,
  `${'𠮷'.repeat(250)}.pdf`,
  `${'深い/'.repeat(150)}保証書.pdf`,
  '保証書.PDF',
  '保証書.exe.pdf',
  'thumbs.db.pdf',
  '.~保証書.pdf.0123456789ab.tmp.pdf',
  'register.sqlite.pdf',
];

/** What a file system, Windows among them, or a shell makes of it another thing than one file of that name. */
function unsafe(name: string): string[] {
  const found: string[] = [];
  if (/[\\/:*?"<>|\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) found.push('a letter that no file system takes');
  if (/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]/.test(name)) found.push('a letter that hides');
  if (/^[.\s]|[.\s]$/.test(name)) found.push('dots or blanks at the ends');
  if (/^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)[ .]/i.test(name)) found.push('a device');
  if (Buffer.byteLength(name) > 255) found.push('too long');
  if (!/\.(?:pdf|png)$/i.test(name)) found.push('no extension of its own');
  if (name !== name.toWellFormed()) found.push('half a letter');
  return found;
}

it('there are 60 names and more, and most of them would do harm', () => {
  expect(new Set(NAMES).size).toBeGreaterThanOrEqual(60);
  // control: the check that follows notices them.
  expect(NAMES.filter((name) => unsafe(name).length > 0).length).toBeGreaterThan(45);
});

describe('the name under which a file is saved', () => {
  let folder: string;
  beforeAll(() => {
    folder = tempDir();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is harmless, whatever the name was', () => {
    for (const name of NAMES) {
      const safe = saveName(name, 'pdf');
      const where = JSON.stringify(name);
      expect(unsafe(safe), where).toEqual([]);
      expect(dirname(resolve(folder, safe)), where).toBe(folder);
      writeFileSync(join(folder, safe), 'x');
      expect(readdirSync(folder), where).toEqual([safe]);
      rmSync(join(folder, safe));
      // In the header of a download it stands whole, and nothing beside it.
      const header = attachment(safe);
      expect(header, where).toMatch(/^attachment; filename="daicho\.pdf"; filename\*=UTF-8''[\w%!#$&+.^`|~-]+$/i);
      expect(decodeURIComponent(header.split("''")[1]!), where).toBe(safe);
    }
  });

  it('keeps what is harmless, and gives the extension of what the file is', () => {
    expect(saveName('保証書 第2版（写）.PDF', 'pdf')).toBe('保証書 第2版（写）.pdf');
    expect(saveName('計量棟.JPEG', 'jpeg')).toBe('計量棟.jpeg');
    expect(saveName('計量棟.exe', 'jpeg')).toBe('計量棟.jpg');
    expect(saveName('計量棟', 'png')).toBe('計量棟.png');
    expect(saveName('👩‍👩‍👧‍👦.png', 'png')).toBe('👩‍👩‍👧‍👦.png');
    expect(saveName('.pdf', 'pdf')).toBe('添付.pdf');
  });
});

describe('the name as it is shown', () => {
  it('stands on one line, and everything in it is seen', () => {
    for (const name of NAMES) {
      const shown = shownName(name);
      expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
      expect([...shown].length).toBeLessThan(85);
      expect(shown.length).toBeGreaterThan(0);
    }
  });

  it('says what it ends with, however long, and turns no letters round', () => {
    expect(shownName(`${'長'.repeat(300)}.pdf`)).toMatch(/^長{60}…長{16}\.pdf$/);
    expect(shownName('保証書\u202egpj.exe')).toBe('保証書□gpj.exe');
    expect(shownName('外字\ue000葛󠄀.pdf')).toBe('外字\ue000葛󠄀.pdf');
    expect(extensionOf('保証書\u202egpj.exe')).toBe('exe');
    expect(extensionOf('保証書.pdf.exe . .')).toBe('exe');
  });
});

describe('in the register', () => {
  let test: TestApp;
  let assetId: string;
  beforeAll(async () => {
    test = await newRegister();
    assetId = (await test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } })).id;
  });
  afterAll(() => test.close());

  it('every name comes back unchanged, and no file lies outside or under such a name', async () => {
    const outside = dirname(test.dir);
    const marks = ['保証書.pdf', 'passwd.pdf', 'id_rsa.pdf'];
    const before = marks.filter((name) => existsSync(join(outside, name)));
    const files = contents([test.dir]).size;
    for (const [i, name] of NAMES.entries()) {
      const { id } = await attach(test, assetId, name, pdf(String(i)));
      const [shown] = (await test.call('attachment.list', { assetId })).filter((one) => one.id === id);
      expect(shown).toMatchObject({ name, label: 'PDF', lost: false });
      const opened = await test.call('attachment.open', { id });
      expect(unsafe(opened.fileName)).toEqual([]);
      expect(test.app.output(id)).toEqual({
        path: join(test.dir, 'attachments', shown!.sha256),
        fileName: opened.fileName,
      });
      await test.call('attachment.remove', { id });
    }
    expect(readdirSync(join(test.dir, 'attachments')).every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
    expect(contents([test.dir]).size).toBe(files + NAMES.length);
    expect(marks.filter((name) => existsSync(join(outside, name)))).toEqual(before);
    expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
    // Told in the history, each in a way that can be read.
    const told = (await test.call('history.ofAsset', { assetId })).flatMap(({ rows }) => rows);
    expect(told.filter(({ label }) => label === '添付')).toHaveLength(2 * NAMES.length);
    for (const { before: was, after } of told)
      expect(`${was}${after}`).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });

  it('control: a file written under the name as it came would lie outside', () => {
    const folder = join(test.dir, 'a', 'b');
    mkdirSync(folder, { recursive: true });
    const escaped = NAMES.filter((name) => !resolve(folder, name).startsWith(`${folder}/`) || name.includes('\0'));
    expect(escaped.length).toBeGreaterThan(5);
  });

  it('an id is no path either', async () => {
    for (const id of ['../register.sqlite', '..', '/etc/passwd', 'attachments', '', '\0', 'a'.repeat(64)])
      expect(test.app.output(id)).toBeNull();
  });

  it('the names are still there after the register was opened again', async () => {
    await test.app.close();
    test = { ...(await openApp(test.dir)), close: test.close };
    for (const name of ['a\u0000b.pdf', '\u202efdp.exe.pdf', `${'長'.repeat(300)}.pdf`]) {
      const { id } = await attach(test, assetId, name, pdf(name));
      expect((await test.call('attachment.list', { assetId })).find((one) => one.id === id)!.name).toBe(name);
    }
    expect(await test.job('register.verify', {})).toMatchObject({ ok: true });
  });
});
