import { statSync } from 'node:fs';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { ErrorCode } from '../contract/errors.ts';
import { MESSAGES } from '../contract/messages.ts';
import type { Damage, DamageCode } from '../contract/recovery.ts';
import { allIds } from '../db/assets.ts';
import { errorKind } from '../db/errors.ts';
import { LATEST } from '../db/migrate.ts';
import { hasJournal, inspectFile, openRegister, openUnchecked, registerPath, rowsWritten } from '../db/open.ts';
import { registerRow } from '../db/settings.ts';
import type { ReadableDb, WritableDb } from '../db/types.ts';
import { loadIndex } from './asset/indexing.ts';
import type { ListIndex } from './asset/listIndex.ts';
import { rewriteIfOutdated } from './asset/rewrite.ts';
import { removeUnnamed } from './attachment/files.ts';
import { makeBackup } from './backup/make.ts';
import { backupFolder, keptKey, readPlace } from './backup/place.ts';
import { announce, type Context, type OpenRegister, opened } from './context.ts';
import { inWorker } from './jobs/run.ts';
import { viewRegister } from './recovery/commands.ts';
import { endView } from './recovery/viewing.ts';
import { seedSchemes } from './register/seedSchemes.ts';
import { fileDamage, registerDamage } from './register/soundness.ts';
import { loadState } from './register/state.ts';

/**
 * How the register of the data folder is opened: checked whole first, and nothing is written into a file that was not
 * found sound (reliability.md P7).
 */

/**
 * A register up to this size is checked whole before the first screen; a larger one beside it, in a worker. 5,000 assets
 * with five years of history have about 40 MB (docs/architecture.md, "Checks at the start").
 */
const CHECK_FIRST_BYTES = 8 * 1024 * 1024;
const CHECK_MEMORY_MB = 1024;

/**
 * Opens what is there. Of a large register the first list is shown meanwhile from a connection that only reads, and
 * everything but queries waits; damage found then turns every screen to recovery. What keeps it from being opened becomes
 * the context's trouble.
 * @returns `checked` settles when the check is over; it never rejects
 */
export async function openChecked(context: Context): Promise<{ readonly checked: Promise<void> }> {
  context.trouble = null;
  show(context, null);
  const { dataDir, ports } = context;
  const done = { checked: Promise.resolve() };
  try {
    const { state, version } = inspectFile(dataDir);
    if (state === 'none') return done;
    if (state === 'newer') {
      const detail = `この台帳の版は${version}、このアプリが扱える版は${LATEST}までです。`;
      context.trouble = { state: 'newer', code: 'newerSchema', detail, problems: [] };
      try {
        viewRegister(context, 'newer');
      } catch {
        // It says that it is newer all the same; what stopped the view is in the log.
      }
      return done;
    }
    const damage = fileDamage(state);
    if (damage.length > 0) {
      inTrouble(context, damage);
      return done;
    }
    const large = statSync(registerPath(dataDir)).size > CHECK_FIRST_BYTES;
    if (large && version === LATEST && !hasJournal(dataDir)) {
      show(context, openForReading(context));
      return { checked: checkMeanwhile(context) };
    }
    const problems = large ? await checkInWorker(context) : registerDamage(dataDir, ports.log);
    if (problems.length > 0) inTrouble(context, problems);
    else show(context, openForWork(context));
  } catch (error) {
    openingFailed(context, error);
  }
  return done;
}

async function checkMeanwhile(context: Context): Promise<void> {
  const shown = context.register;
  try {
    const problems = await checkInWorker(context);
    // Closed meanwhile.
    if (context.register !== shown) return;
    closeRegister(context);
    if (problems.length > 0) inTrouble(context, problems);
    else show(context, openForWork(context, shown?.index));
  } catch (error) {
    openingFailed(context, error);
  }
  announce(context);
}

function checkInWorker(context: Context): Promise<Damage[]> {
  const handle = { signal: new AbortController().signal, progress: () => undefined };
  return inWorker<Damage[]>(context.dataDir, { type: 'soundness' }, handle, { memoryMb: CHECK_MEMORY_MB });
}

/** From now on this is the register; nobody has logged in to it. */
export function show(context: Context, register: OpenRegister | null): void {
  context.register = register;
  context.session.begin();
  if (register && !context.viewing && context.readAhead !== false)
    void completeIndex(context).catch((error: unknown) => context.ports.log(`index: ${String(error)}`));
}

export function closeRegister(context: Context): void {
  if (context.viewing) endView(context);
  context.register?.db.close();
  if (context.register) show(context, null);
}

/** The register as the check of a large one lets it be seen meanwhile: whoever wants to write fails. */
function openForReading(context: Context): OpenRegister {
  const db = openUnchecked(context.dataDir) as WritableDb;
  try {
    return { db, state: loadState(db), index: loadIndex(db, () => opened(context)) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * @param read the index of the same file, as it was shown while it was checked
 * @returns null for a set-up that broke off before its first commit: it starts again
 */
function openForWork(context: Context, read?: ListIndex): OpenRegister | null {
  const db = openRegister(context.dataDir, {
    now: context.ports.now(),
    backUp: (older) => backUpBeforeMigration(context, older),
  });
  try {
    if (!registerRow(db)) {
      db.close();
      return null;
    }
    seedSchemes(db, context);
    const state = loadState(db);
    removeUnnamed(db, context.dataDir);
    rewriteIfOutdated(db, state, context.ports.now(), () => allIds(db));
    // Reading it once more would cost a large register seconds and, until the old one is cleared away, its memory twice.
    const index = read && rowsWritten(db) === 0 ? read : loadIndex(db, () => opened(context));
    // They ask the connection that was closed.
    index.forgetOrders();
    return { db, state, index };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Before a register of an older version is touched: the same verified backup as ever (reliability.md P9). */
function backUpBeforeMigration(context: Context, db: ReadableDb): void {
  const { dataDir, ports, appVersion } = context;
  const key = readPlace(dataDir).encrypt === 'both' ? keptKey(dataDir) : null;
  const order = { why: 'migration', title: null, now: ports.now(), appVersion, key } as const;
  makeBackup(db, backupFolder(dataDir), order);
}

/** What a call is refused with, where that is not damage. */
const TROUBLE_CODES: readonly (readonly [DamageCode, ErrorCode])[] = [
  ['notARegister', 'notARegister'],
  ['noPermission', 'readOnly'],
  ['diskFull', 'diskFull'],
];

function inTrouble(context: Context, problems: readonly Damage[], code: ErrorCode = 'damaged'): void {
  for (const { code: what, message } of problems) context.ports.log(`damage ${what}: ${message}`);
  const [, known] = TROUBLE_CODES.find(([of]) => problems.some((problem) => problem.code === of)) ?? [];
  context.trouble = { state: 'damaged', code: known ?? code, problems };
}

/** Something stopped the opening of a file that had been found sound, or the check itself. */
function openingFailed(context: Context, error: unknown): void {
  closeRegister(context);
  const log = (one: unknown) =>
    context.ports.log(`open: ${one instanceof Error ? (one.stack ?? one.message) : String(one)}`);
  log(error);
  if (error instanceof Error && error.cause) log(error.cause);
  // A migration that only wants room ends as soon as there is some: the clerk is told of the disk.
  const full = error instanceof Error && errorKind(error.cause) === 'diskFull';
  const kind = full ? 'diskFull' : errorKind(error);
  inTrouble(context, [openingDamage(kind)], kind ?? 'damaged');
}

function openingDamage(kind: ErrorCode | null): Damage {
  switch (kind) {
    case 'migrationFailed':
      return { code: 'migration', message: Object.values(MESSAGES.migrationFailed).join('') };
    case 'diskFull':
      return { code: 'diskFull', message: 'ディスクの空きが足りないため、台帳を開けません。' };
    case 'readOnly':
    case 'fileInUse':
      return { code: 'noPermission', message: '台帳のファイルか保存先に、書きこむ許可がありません。' };
    default:
      return { code: 'pages', message: '台帳の中身を、最後まで読めませんでした。' };
  }
}

/** How long the first screen has the app to itself. */
const FIRST_SCREEN_MS = 1000;

/** Reads what the list index left for later, between other calls; a search that comes first reads it all at once. */
async function completeIndex(context: Context): Promise<void> {
  const { register } = context;
  // The first screen comes first; a search or filter before then reads the rest at once.
  await pause(FIRST_SCREEN_MS, undefined, { ref: false });
  while (register && context.register === register && register.index.loadMore()) await nextTurn();
}
