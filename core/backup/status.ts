import fs from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ParsedInputOf } from '../../contract/api.ts';
import type { BackupFile, BackupList, BackupSettings, BackupState, ListedBackup } from '../../contract/backup.ts';
import { DaichoError } from '../../contract/errors.ts';
import { registerRow } from '../../db/settings.ts';
import { change } from '../change.ts';
import { type Context, opened, today } from '../context.ts';
import { rememberedName } from './again.ts';
import { failuresOf, isChanged, newestOwn, startBackups } from './automatic.ts';
import { isFolder, readFolder } from './folder.ts';
import { newKey } from './key.ts';
import { backupFolder, keepKey, keptKey, type Place, readPlace, savePlace } from './place.ts';

/** What the screen shows of backups, and the settings of this PC. */

/** After this many days the second place is asked for. */
const SECOND_DAYS = 30;
/** A second place that takes longer to answer is not there. */
const ANSWER_MS = 2_000;

/** How it stands; asked after every change, so nothing but this PC's own folder is looked at. */
export function backupState(context: Context): BackupState {
  const { dataDir } = context;
  const { db } = opened(context);
  const place = readPlace(dataDir);
  const newest = newestOwn(context, place);
  const { failed, secondFailed } = failuresOf(context);
  const days = place.copied && daysBetween(place.copied.day, today(context));
  const uuid = registerRow(db)?.uuid;
  const own = readFolder(backupFolder(dataDir)).backups.filter(({ manifest }) => manifest.uuid === uuid);
  return {
    last: newest ? { at: newest.manifest.madeAt, day: newest.manifest.day, no: newest.manifest.no } : null,
    changed: isChanged(context, newest),
    second: place.second === '' ? null : { days, due: days === null || days > SECOND_DAYS, failed: secondFailed },
    failed,
    bad: own.filter(({ fileName }) => place.checked[fileName]?.ok === false).length,
    rehearsed: place.rehearsed,
  };
}

/** All backups of both places. */
export async function listBackups(context: Context): Promise<BackupList> {
  const place = readPlace(context.dataDir);
  const reachable = await answers(place.second);
  const local = readFolder(backupFolder(context.dataDir));
  const away = reachable ? readFolder(place.second) : { backups: [], unreadable: [] };
  const uuid = context.register && registerRow(context.register.db)?.uuid;
  const listed = (file: BackupFile, where: 'local' | 'second'): ListedBackup => {
    const checked = place.checked[rememberedName(context.dataDir, place, file.path) ?? ''];
    return {
      ...file,
      place: where,
      checkedAgain: checked ? { at: checked.at, ok: checked.ok } : null,
      own: file.manifest.uuid === uuid,
    };
  };
  return {
    backups: [
      ...local.backups.map((file) => listed(file, 'local')),
      ...away.backups.map((file) => listed(file, 'second')),
    ],
    unreadable: [...local.unreadable, ...away.unreadable],
    settings: settingsOf(context, place),
    reachable,
  };
}

/** A share that is gone can take a minute to say so; nobody waits for it, and no other call does. */
async function answers(folder: string): Promise<boolean> {
  if (folder === '') return false;
  const there = stat(folder).then(
    (info) => info.isDirectory(),
    () => false,
  );
  return Promise.race([there, pause(ANSWER_MS, false, { ref: false })]);
}

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
}

function settingsOf(context: Context, { minutes, second, encrypt }: Place): BackupSettings {
  return { minutes, second, encrypt, hasPassword: keptKey(context.dataDir) !== null };
}

/** Where and how backups are made on this PC; a new password is for the backups from here on. */
export async function saveBackupSettings(
  context: Context,
  input: ParsedInputOf<'backup.settings'>,
): Promise<BackupSettings> {
  const { dataDir } = context;
  const { password, ...wanted } = input;
  const before = readPlace(dataDir);
  const problem = (path: string, message: string) => new DaichoError('invalidInput', undefined, [{ path, message }]);
  if (wanted.second !== '' && wanted.second !== before.second) {
    if (!isFolder(wanted.second)) throw new DaichoError('backupPlaceGone');
    const inside = relative(fs.realpathSync(dataDir), fs.realpathSync(wanted.second));
    if (inside === '' || !(inside === '..' || inside.startsWith(`..${sep}`) || /^[A-Za-z]:/.test(inside)))
      throw problem('second', '台帳と同じ場所です。USBメモリや共有フォルダなど、別の場所を指定してください。');
  }
  if (wanted.encrypt !== 'none' && !password && !keptKey(dataDir))
    throw problem('password', 'パスワードを決めてください。');
  const told = settingsOf(context, before);
  if (password) keepKey(dataDir, await newKey(password));
  savePlace(dataDir, { ...before, ...wanted, ...(wanted.second === before.second ? {} : { copied: null }) });
  const after = settingsOf(context, readPlace(dataDir));
  if (context.register) {
    change(context, { action: '控えの設定の変更' }, (recorder) => {
      const words = ({ minutes, second, encrypt }: BackupSettings) =>
        `${minutes}分ごと、二つめの置き場所${second === '' ? 'なし' : 'あり'}、パスワード${ENCRYPT_WORDS[encrypt]}`;
      const same = JSON.stringify(told) === JSON.stringify(after) && !password;
      if (!same)
        recorder.record(
          'setting',
          'backup',
          'backup',
          told,
          { ...after, newPassword: Boolean(password) },
          {
            before: words(told),
            after: words(after),
          },
        );
    });
  }
  startBackups(context);
  return after;
}

const ENCRYPT_WORDS = { none: 'なし', second: 'は二つめの置き場所', both: 'は両方' } as const;
