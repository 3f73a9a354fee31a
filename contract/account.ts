import { z } from 'zod';
import { grouped, readCode } from './checkCode.ts';

/** What a person may do (reliability.md §5). Checked in the core for every call (contract/access.ts, core/app.ts). */
export const ROLES = ['admin', 'editor', 'approver', 'viewer', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_WORDS: Readonly<Record<Role, { readonly label: string; readonly about: string }>> = {
  admin: { label: '管理者', about: '利用者、設定、控えを含め、すべてできます。' },
  editor: { label: '編集', about: '資産を登録し、直し、取り込み、印刷し、出力します。' },
  approver: { label: '承認', about: '分類の変更を承認します。見ることと出力もできます。' },
  viewer: { label: '閲覧', about: '画面で見るだけです。印刷と出力はできません。' },
  auditor: { label: '監査', about: '見ること、検査、出力ができます。変えることはできません。' },
};

/** 編集、承認 */
export function roleWords(roles: readonly Role[]): string {
  return ROLES.filter((role) => roles.includes(role))
    .map((role) => ROLE_WORDS[role].label)
    .join('、');
}

export interface AccountName {
  readonly id: string;
  readonly name: string;
  /** 職名 */
  readonly post: string;
}

export interface Account extends AccountName {
  readonly roles: readonly Role[];
  /** No longer logs in; the name stays in the history. */
  readonly disabled: boolean;
  /** The password came from an administrator and is changed at the first login. */
  readonly temporary: boolean;
}

/** Who sits before the one screen of this PC. */
export interface Session {
  /**
   * `off`: no accounts, everything is allowed. `out`: nobody has logged in. `locked`: somebody has, and has to give the
   * password again. `in`: at work.
   */
  readonly state: 'off' | 'out' | 'locked' | 'in';
  /** Who is logged in, also while locked; null while `off` or `out`. */
  readonly account: Account | null;
  /** Who can log in; empty while `off`. */
  readonly names: readonly AccountName[];
  /** What the core asks for before anything else: a password of one's own, or a new recovery code. */
  readonly owes: 'password' | 'code' | null;
  /** Minutes without a key or click after which the screen is locked. */
  readonly lockMinutes: number;
  /** A backup took the place of the register, and nobody has logged in to it yet: why everybody is out. */
  readonly restored: boolean;
}

/** The screen is locked so many seconds after the warning, unless somebody does something. */
export const WARN_SECONDS = 30;

/** Random digits of a recovery code; a check character follows: 26 digits of 5 bits are 130 bits (P20). */
export const RECOVERY_DIGITS = 26;

/** What is wrong with a recovery code as it was typed, in words; null when it can be one. */
export function recoveryCodeProblem(typed: string): string | null {
  const read = readCode(typed, RECOVERY_DIGITS);
  if (read.ok) return null;
  if (read.reason === 'length') return '復旧コードは27文字です。文字が足りないか、多すぎます。';
  if (read.reason === 'character') return '復旧コードに使わない文字があります。';
  return '打ちまちがいがあります。一文字ずつ見比べてください。';
}

export function recoveryCodeWords(code: string): string {
  return grouped(code);
}

/** Shortest password, in characters. */
export const MIN_CHARACTERS = 12;
/** Or so many words with spaces between. */
export const MIN_WORDS = 4;

/** As it is hashed: full-width and half-width letters, composed and decomposed kana are the same password. */
export function plainPassword(typed: string): string {
  return typed.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ');
}

/** First letters of rows that a hand types without thinking. */
const RUNS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'あいうえおかきくけこさしすせそたちつてとなにぬねの',
  'いろはにほへとちりぬるをわかよたれそつねならむ',
];
const KNOWN = ['password', 'passw0rd', 'パスワード', 'じょうほうしさん', '情報資産台帳', 'daicho', 'admin', '管理者'];

/**
 * What is wrong with a new password, in words; null when it will do. At least 12 characters or four words, and none of
 * the few that everybody tries first (P18).
 * @param near words that others know: the person's name and post, the union's name
 */
export function passwordProblem(typed: string, near: readonly string[]): string | null {
  const password = plainPassword(typed);
  const characters = [...password];
  const words = password.split(' ').filter((word) => [...word].length > 1);
  if (characters.length < MIN_CHARACTERS && words.length < MIN_WORDS)
    return `${MIN_CHARACTERS}文字以上にするか、言葉を${MIN_WORDS}つ以上、空白で区切って並べてください。`;
  if (characters.length > 200) return '200文字以内にしてください。';
  const plain = password.toLowerCase().replaceAll(/[\s\p{P}\p{S}]/gu, '');
  if (new Set(plain).size < 5) return '同じ文字の繰り返しは使えません。';
  // What is left once everything that can be guessed is taken out has to be a secret of its own.
  let left = plain;
  for (const one of [...near.map((word) => plainPassword(word).toLowerCase().replaceAll(/\s/g, '')), ...KNOWN])
    if (one.length > 1) left = left.replaceAll(one, '');
  for (const run of RUNS) left = withoutRuns(left, run);
  if ([...left].length < 5) return '名前や組合の名前、続き番号など、すぐに当てられる言葉は使えません。';
  return null;
}

/** Takes out pieces of four letters and more that stand in the run, forwards or backwards. */
function withoutRuns(text: string, run: string): string {
  let left = text;
  for (const row of [run, [...run].reverse().join('')])
    for (let length = Math.min(row.length, left.length); length >= 4; length -= 1)
      for (let i = 0; i + length <= row.length; i += 1) left = left.replaceAll(row.slice(i, i + length), '');
  return left;
}

const name = z.string().trim().min(1, '氏名を入れてください。').max(60);
const post = z.string().trim().max(60);
const password = z.string().min(1, 'パスワードを入れてください。').max(1000);

export const loginSchema = z.object({
  /** Id of the account, or its name where only one has it. */
  account: z.string().min(1, '利用者を選んでください。').max(130),
  password,
});
export const changePasswordSchema = z.object({ old: password, password });
/** The first administrator, while there are no accounts yet. */
export const beginAccountsSchema = z.object({ name, post, password });
export const typedCodeSchema = z.object({ code: z.string().max(200) });
export const recoverSchema = z.object({ account: z.string().min(1).max(130), code: z.string().max(200), password });
export const saveAccountSchema = z.object({
  /** Absent: a new one. */
  id: z.string().max(64).optional(),
  name,
  post,
  roles: z.array(z.enum(ROLES)).min(1, '役割を一つ以上選んでください。').max(ROLES.length),
  disabled: z.boolean().default(false),
  /** A temporary one; needed for a new account. It is changed at the first login. */
  password: password.optional(),
});
