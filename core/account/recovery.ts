import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RECOVERY_DIGITS, recoveryCodeProblem, recoveryCodeWords, type Session } from '../../contract/account.ts';
import type { ParsedInputOf } from '../../contract/api.ts';
import { readCode, toCode } from '../../contract/checkCode.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted, Output } from '../../contract/job.ts';
import { allAccounts, deleteRecovery, putAccount, putRecovery, recoveryRow } from '../../db/accounts.ts';
import { putSetting } from '../../db/settings.ts';
import { tempEnding } from '../../db/wholeFile.ts';
import { type Context, inWords, opened } from '../context.ts';
import { outputsDir } from '../output/files.ts';
import { needAccounts, refusePassword, wrong } from './commands.ts';
import { makeVerifier } from './password.ts';
import { changeAccounts, findAccount, proveCode, rowOf } from './prove.ts';
import { recoveryDocument } from './recoverySheet.ts';
import { accountOf, as } from './session.ts';

/**
 * A recovery code on its way to the paper: it is in memory only, and counts from the moment in which it has been typed
 * back from the sheet (reliability.md P20).
 */
interface Pending {
  readonly code: string;
  /** The first administrator, while there are no accounts yet; null for another code. */
  readonly first: { readonly name: string; readonly post: string; readonly password: string } | null;
  sheet: { readonly outputId: string; readonly path: string; readonly fileName: string } | null;
}

const pendingOf = new WeakMap<Context, Pending>();

export function newRecoveryCode(): string {
  return toCode(randomBytes(Math.ceil((RECOVERY_DIGITS * 5) / 8)), RECOVERY_DIGITS);
}

/** The first step to accounts: nothing is on before the recovery code has been typed back. */
export async function beginAccounts(
  context: Context,
  input: ParsedInputOf<'account.begin'>,
): Promise<{ code: string }> {
  opened(context);
  if (context.session.isOn()) throw new DaichoError('alreadyThere', '利用者は、すでに登録されています。');
  refusePassword(context, input.password, input);
  const password = await makeVerifier(input.password, context.passwordCost);
  return put(context, { name: input.name, post: input.post, password });
}

/** Another code in place of one that was used, lost or seen; the old one counts until the new one is typed back. */
export function newCode(context: Context): { code: string } {
  needAccounts(context);
  return put(context, null);
}

function put(context: Context, first: Pending['first']): { code: string } {
  forgetSheet(context);
  const code = newRecoveryCode();
  pendingOf.set(context, { code, first, sheet: null });
  return { code: recoveryCodeWords(code) };
}

function pending(context: Context): Pending {
  const one = pendingOf.get(context);
  if (!one || (one.first === null) !== context.session.isOn())
    throw new DaichoError('notReady', '先に、復旧コードを作ってください。');
  return one;
}

/** The code as typed from the sheet: right, and accounts are on (or the new code counts). */
export async function confirmCode(context: Context, input: ParsedInputOf<'account.confirm'>): Promise<Session> {
  const { code, first } = pending(context);
  const problem = recoveryCodeProblem(input.code);
  if (problem) throw wrong('code', problem);
  const typed = readCode(input.code, RECOVERY_DIGITS);
  if (!typed.ok || !timingSafeEqual(Buffer.from(typed.code), Buffer.from(code)))
    throw wrong('code', '印刷したコードと違います。今の画面で作ったコードを入れてください。');
  const verifier = await makeVerifier(code, context.passwordCost);
  const made_at = context.ports.now().toISOString();
  if (first === null) {
    await changeAccounts(context, { action: '復旧コードの作成' }, (recorder) => {
      putRecovery(opened(context).db, { verifier, failures: 0, made_at });
      recorder.record('account', '$recovery', null, null, true, { after: '新しい復旧コードを作りました' });
    });
  } else await startAccounts(context, first, { verifier, made_at });
  forgetCode(context);
  context.session.touch();
  return context.session.view();
}

async function startAccounts(
  context: Context,
  first: NonNullable<Pending['first']>,
  recovery: { verifier: string; made_at: string },
): Promise<void> {
  const { db } = opened(context);
  // Somebody of that name from the last time that accounts were on is the same person.
  const known = allAccounts(db).find((row) => row.name === first.name && row.post === first.post);
  const row = {
    id: known?.id ?? context.ports.newId(),
    ...first,
    roles: JSON.stringify(['admin']),
    failures: 0,
    disabled: 0,
    temporary: 0,
  };
  await as(accountOf(row), () =>
    changeAccounts(context, { action: '利用者の登録を始める' }, (recorder) => {
      putAccount(db, row);
      putRecovery(db, { ...recovery, failures: 0 });
      putSetting(db, 'accounts', 'true');
      recorder.record('setting', 'accounts', 'accounts', false, true, { before: '使わない', after: '使う' });
      const after = { name: row.name, post: row.post, roles: ['admin'], disabled: false };
      recorder.record('account', row.id, null, null, after, { after: `${inWords(row)}（管理者）` });
    }),
  );
  context.session.enter(row.id);
}

/**
 * A new password for an administrator who has lost the old one. The code is worth nothing from then on, and the session
 * owes a new one (core/account/session.ts).
 */
export async function recover(context: Context, input: ParsedInputOf<'session.recover'>): Promise<Session> {
  needAccounts(context);
  const problem = recoveryCodeProblem(input.code);
  if (problem) throw wrong('code', problem);
  const row = findAccount(context, input.account);
  if (!row || !accountOf(row).roles.includes('admin'))
    throw wrong('account', '管理者を選んでください。ほかの人のパスワードは、管理者が決め直します。');
  refusePassword(context, input.password, row);
  const typed = readCode(input.code, RECOVERY_DIGITS);
  const proved = await proveCode(context, typed.ok ? typed.code : '');
  const password = await makeVerifier(input.password, context.passwordCost);
  const account = accountOf(row);
  await as(account, () =>
    changeAccounts(context, { action: '復旧コードの使用' }, (recorder) => {
      // Used by another call, or another register came in between.
      if (recoveryRow(opened(context).db)?.verifier !== proved) throw new DaichoError('wrongLogin');
      putAccount(opened(context).db, { ...rowOf(context, row.id), password, failures: 0, temporary: 0 });
      deleteRecovery(opened(context).db);
      recorder.record('account', row.id, '$password', null, true, {
        after: `${inWords(account)}：復旧コードで決め直しました`,
      });
    }),
  );
  context.session.enter(row.id);
  return context.session.view();
}

/**
 * The code as a sheet to print. It is no output like others: nothing of it is recorded, the file goes as soon as the code
 * has been typed back, and at the next start at the latest (its name is that of a temp file).
 */
export function printCode(context: Context): JobStarted {
  const one = pending(context);
  const outputId = context.ports.newId();
  const path = join(outputsDir(context), `.~${outputId}.${tempEnding()}`);
  const fileName = '復旧コード.pdf';
  const html = recoveryDocument(
    {
      code: recoveryCodeWords(one.code),
      unionName: opened(context).state.settings.unionName,
      now: context.ports.now(),
    },
    context.fontDirs,
  );
  return context.jobs.start(async (handle): Promise<Output> => {
    handle.progress('PDFにしています', 0, null);
    const pdf = await context.ports.printer.pdf(html, { widthMm: 210, heightMm: 297 }, handle.signal);
    await writeFile(path, pdf, { mode: 0o600 });
    const superseded = pendingOf.get(context) !== one;
    if (superseded) rmSync(path, { force: true });
    else {
      forgetSheet(context);
      one.sheet = { outputId, path, fileName };
    }
    return { outputId, fileName, path, bytes: pdf.length };
  });
}

/** The sheet of the code on its way, for the host that hands it over. */
export function recoverySheet(context: Context, outputId: string): { path: string; fileName: string } | null {
  const sheet = pendingOf.get(context)?.sheet;
  return sheet?.outputId === outputId ? { path: sheet.path, fileName: sheet.fileName } : null;
}

/** A code on its way, with its sheet: the app ends, or another register takes the place of this one. */
export function forgetCode(context: Context): void {
  forgetSheet(context);
  pendingOf.delete(context);
}

function forgetSheet(context: Context): void {
  const one = pendingOf.get(context);
  if (!one?.sheet) return;
  rmSync(one.sheet.path, { force: true });
  one.sheet = null;
}
