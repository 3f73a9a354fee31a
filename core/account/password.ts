import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { plainPassword } from '../../contract/account.ts';

/** Cost of scrypt (RFC 7914): memory 128·N·r bytes, work N·r·p. */
export interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's first choice of scrypt settings: 128 MiB and about half a second a try (reliability.md P18). */
export const COST: Cost = { N: 2 ** 17, r: 8, p: 1 };

/**
 * The settings that a stored verifier may have: today's, and those that OWASP calls equally strong. Anything else was
 * not written by this app; a cheap one would be an open door, a huge one a trap.
 */
const ACCEPTED: readonly Cost[] = [COST, { N: 2 ** 16, r: 8, p: 2 }, { N: 2 ** 15, r: 8, p: 3 }];

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** scrypt in a thread of its own; Node's default limit of memory refuses N = 2^17. */
export function derive(secret: string, salt: Uint8Array, cost: Cost, bytes = HASH_BYTES): Promise<Buffer> {
  const { N, r, p } = cost;
  const maxmem = 128 * N * r + 128 * r * p + 1024 * 1024;
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, bytes, { N, r, p, maxmem }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** What is stored in place of a password: JSON of the way, its cost, the salt and the hash. */
export async function makeVerifier(typed: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(plainPassword(typed), salt, cost);
  const { N, r, p } = cost;
  return JSON.stringify({ way: 'scrypt', N, r, p, salt: salt.toString('base64'), hash: hash.toString('base64') });
}

export type Verdict =
  /** `outdated`: right, and to be stored anew with today's cost. */
  { readonly right: true; readonly outdated: boolean } | { readonly right: false; readonly tampered: boolean };

/**
 * Compares a typed password with what is stored. Takes the same time for a wrong password, a verifier that this app did
 * not write, and no verifier at all (an unknown name): each pays for one scrypt at today's cost.
 * @param today what a new verifier costs (AppDeps.passwordCost)
 */
export async function verify(typed: string, stored: string | null, today: Cost = COST): Promise<Verdict> {
  const known = stored === null ? null : parse(stored, today);
  const { cost, salt, hash } = known ?? { cost: today, salt: randomBytes(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) };
  const given = await derive(plainPassword(typed), salt, cost);
  const same = timingSafeEqual(given, hash);
  if (known === null) return { right: false, tampered: stored !== null };
  return same ? { right: true, outdated: cost !== today } : { right: false, tampered: false };
}

/** Null where the text is not a verifier, or its cost is not one of ours. */
function parse(stored: string, today: Cost): { cost: Cost; salt: Buffer; hash: Buffer } | null {
  try {
    const one = JSON.parse(stored) as Record<string, unknown>;
    const cost = [today, ...ACCEPTED].find(({ N, r, p }) => one['N'] === N && one['r'] === r && one['p'] === p);
    const salt = Buffer.from(String(one['salt']), 'base64');
    const hash = Buffer.from(String(one['hash']), 'base64');
    if (one['way'] !== 'scrypt' || !cost || salt.length !== SALT_BYTES || hash.length !== HASH_BYTES) return null;
    return { cost, salt, hash };
  } catch {
    return null;
  }
}
