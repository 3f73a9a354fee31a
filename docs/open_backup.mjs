// Takes the register out of a backup (.hikae) of Daicho without the app. Node.js 20 or later, nothing else needed.
// See 控えの形式.md.
//
//   node open_backup.mjs BACKUP.hikae REGISTER.sqlite
//
// Asks for the password where there is one. Exit code: 0 done, 1 damaged or wrong password, 2 wrong usage.
import { createDecipheriv, createHash, hkdfSync, scryptSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';

const CHUNK = 1024 * 1024;
const TAG = 16;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/** The parts of a backup file, its sum checked. */
function read(file) {
  if (file.length < 48 || file.toString('latin1', 0, 8) !== 'DAICHOBK')
    throw new Error('控えのファイルではありません。');
  if (file.readUInt32BE(8) !== 1) throw new Error('この手順書より新しい形の控えです。');
  if (!sha256(file.subarray(0, -32)).equals(file.subarray(-32)))
    throw new Error('壊れています（全体の値が合いません）。');
  const bodyAt = 16 + file.readUInt32BE(12);
  const { manifest, encryption } = JSON.parse(file.toString('utf8', 16, bodyAt));
  return { manifest, encryption, head: file.subarray(0, bodyAt), body: file.subarray(bodyAt, -32) };
}

/** The key of this file: the password by scrypt, then HKDF with the nonce of the file. */
function keyOf({ N, r, p, salt, nonce }, password) {
  const maxmem = 128 * N * r * p + CHUNK * 64;
  const main = scryptSync(password.normalize('NFC'), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem });
  return Buffer.from(hkdfSync('sha256', main, Buffer.from(nonce, 'base64'), 'daicho backup 1', 32));
}

/** Chunk by chunk by AES-256-GCM; the nonce is the number of the chunk and whether it is the last one. */
function decrypt({ manifest, encryption, head, body }, password) {
  const key = keyOf(encryption, password);
  const count = Math.ceil(manifest.bytes / CHUNK);
  const plain = [];
  for (let i = 0; i < count; i += 1) {
    const chunk = body.subarray(i * (CHUNK + TAG), (i + 1) * (CHUNK + TAG));
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(i, 4);
    nonce.writeUInt32BE(i === count - 1 ? 1 : 0, 8);
    const gcm = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
    gcm.setAAD(head);
    gcm.setAuthTag(chunk.subarray(-TAG));
    plain.push(gcm.update(chunk.subarray(0, -TAG)));
    try {
      gcm.final();
    } catch {
      throw new Error('パスワードが違います。');
    }
  }
  return Buffer.concat(plain);
}

async function ask() {
  const line = createInterface({ input: process.stdin, output: process.stderr });
  const password = await line.question('パスワード: ');
  line.close();
  return password;
}

const [from, to] = process.argv.slice(2);
if (!from || !to) {
  console.error('使い方: node open_backup.mjs 控え.hikae 取り出す先.sqlite');
  process.exit(2);
}
try {
  const backup = read(readFileSync(from));
  const register = backup.encryption ? decrypt(backup, await ask()) : backup.body;
  if (sha256(register).toString('hex') !== backup.manifest.sha256)
    throw new Error('壊れています（台帳の値が合いません）。');
  writeFileSync(to, register, { flag: 'wx' });
  const { unionName, madeAt, assets, number } = backup.manifest;
  console.log(`${unionName}　${madeAt}の控え　資産${assets}件　照合番号 ${number || 'なし'}\n取り出しました: ${to}`);
} catch (error) {
  console.error(error.code === 'EEXIST' ? '取り出す先に、同じ名前のファイルがあります。' : error.message);
  process.exit(1);
}
