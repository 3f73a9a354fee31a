import { hkdfSync, randomBytes, scryptSync } from 'node:crypto';
import { z } from 'zod';
import { DaichoError } from '../../contract/errors.ts';
import { COST, derive } from '../account/password.ts';

/** What the head of an encrypted file says. Read back parameters are held to a range: N=1 protects nothing, 2^30 hangs. */
export const encryptionSchema = z.object({
  kdf: z.literal('scrypt'),
  N: z.literal([2 ** 15, 2 ** 16, 2 ** 17, 2 ** 18, 2 ** 19, 2 ** 20]),
  r: z.literal(8),
  p: z.int().min(1).max(4),
  /** 16 bytes, base64; one for each password that was set. */
  salt: z.string().regex(/^[A-Za-z0-9+/]{22}==$/),
  /** 16 bytes, base64; one for each file. */
  nonce: z.string().regex(/^[A-Za-z0-9+/]{22}==$/),
});
export type Encryption = z.infer<typeof encryptionSchema>;

/** A derived key with what derived it; kept beside the register for the automatic backups. */
export const keySchema = encryptionSchema
  .omit({ nonce: true })
  .extend({ key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) });
export type BackupKey = z.infer<typeof keySchema>;

/** What opens an encrypted backup. */
export interface Secret {
  readonly password?: string | undefined;
  readonly key?: BackupKey | null | undefined;
}

/** A key of a new password, at today's cost; half a second in a thread of its own. */
export async function newKey(password: string): Promise<BackupKey> {
  const salt = randomBytes(16);
  const key = await derive(typed(password), salt, COST);
  return keySchema.parse({
    ...{ kdf: 'scrypt', ...COST },
    ...{ salt: salt.toString('base64'), key: key.toString('base64') },
  });
}

/** The same letters typed on another computer may come composed differently. */
const typed = (password: string) => password.normalize('NFC');

/** In the thread that reads the backup. */
function deriveHere(password: string, how: Omit<BackupKey, 'key'>): BackupKey {
  const { kdf, N, r, p, salt } = how;
  // Node refuses more than 32 MB by itself; scrypt needs 128 * N * r bytes.
  const maxmem = 128 * N * r * p + 64 * 1024 * 1024;
  const key = scryptSync(typed(password), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem });
  return { kdf, N, r, p, salt, key: key.toString('base64') };
}

/**
 * The key of an encrypted file: from the kept one where it was made with it, else from the password.
 * @throws DaichoError('wrongPassword') where neither is there
 */
export function keyFor(encryption: Encryption, secret: Secret): BackupKey {
  const { key, password } = secret;
  const { nonce: _nonce, ...how } = encryption;
  if (password === undefined || password === '') {
    if (key && key.salt === how.salt && key.N === how.N && key.p === how.p) return key;
    throw new DaichoError('wrongPassword', 'この控えにはパスワードがかかっています。');
  }
  return deriveHere(password, how);
}

/** Each file has a key of its own, so that a chunk's number can be its nonce. */
export function fileKey(key: BackupKey, nonce: string): Buffer {
  const derived = hkdfSync(
    'sha256',
    Buffer.from(key.key, 'base64'),
    Buffer.from(nonce, 'base64'),
    'daicho backup 1',
    32,
  );
  return Buffer.from(derived);
}

/** The part of an encrypted file's head that names how its key was made. */
export function encryptionOf(key: BackupKey): Encryption {
  const { key: _key, ...how } = key;
  return { ...how, nonce: randomBytes(16).toString('base64') };
}
