import fs from 'node:fs';
import { dirname } from 'node:path';
import type { AttachmentCheck, BackupFile, BackupManifest } from '../../contract/backup.ts';
import { attachmentContents } from '../../db/attachments.ts';
import { openReadOnly } from '../../db/open.ts';
import { bringBack, checkContents, placeOf } from './attachments.ts';
import { silent, type Tell, withChecked } from './check.ts';
import type { BackupKey, Secret } from './key.ts';
import { type BackupOrder, copyBackup, makeBackup, thinFolder } from './make.ts';
import { backupFolder } from './place.ts';
import { compareWith, extract, type Prepared, prepareRestored } from './restore.ts';

/** What of backups a worker thread does; all of it may take seconds on a large register. */
export type BackupWork =
  | { readonly type: 'backup.make'; readonly order: BackupOrder; readonly bad: readonly string[] }
  | { readonly type: 'backup.check'; readonly path: string; readonly secret: Secret }
  | { readonly type: 'backup.compare'; readonly path: string; readonly secret: Secret }
  | {
      readonly type: 'backup.prepare';
      readonly path: string;
      readonly secret: Secret;
      readonly target: string;
      readonly order: Parameters<typeof prepareRestored>[4];
    }
  | { readonly type: 'backup.attachments'; readonly path: string; readonly secret: Secret }
  | {
      readonly type: 'backup.extract';
      readonly path: string;
      readonly secret: Secret;
      readonly target: string;
      readonly now: Date;
    }
  | {
      readonly type: 'backup.copy';
      readonly file: BackupFile;
      readonly folder: string;
      readonly kept: BackupKey | null;
      readonly key: BackupKey | null;
    };

/** What each of them answers. */
export interface BackupAnswers {
  'backup.make': BackupFile;
  'backup.check': { manifest: BackupManifest; encrypted: boolean; attachments: AttachmentCheck };
  /** Names of attachments that could not be brought back. */
  'backup.attachments': string[];
  'backup.compare': ReturnType<typeof compareWith>;
  'backup.prepare': Prepared;
  'backup.extract': null;
  'backup.copy': string;
}

export function isBackupWork(request: { readonly type: string }): request is BackupWork {
  return request.type.startsWith('backup.');
}

/** Does one piece of work; no transaction is open, as a copy cannot be made inside of one. */
export function doBackupWork(
  dataDir: string,
  work: BackupWork,
  tell: Tell = silent,
): BackupAnswers[BackupWork['type']] {
  if (work.type === 'backup.extract') return extract(work);
  const folder = backupFolder(dataDir);
  fs.mkdirSync(folder, { recursive: true });
  switch (work.type) {
    case 'backup.make':
      return withRegister(dataDir, (db) => {
        const made = makeBackup(db, folder, work.order, tell);
        thinFolder(folder, made.manifest.uuid, new Set(work.bad));
        return made;
      });
    case 'backup.check':
      return withChecked(
        work.path,
        work.secret,
        folder,
        ({ db, manifest, encrypted }) => {
          const repairFrom = dirname(work.path) === folder ? [{ folder: dataDir, key: null }] : [];
          const attachments = checkContents(attachmentContents(db), placeOf(work.path, work.secret), repairFrom);
          return { manifest, encrypted, attachments };
        },
        tell,
      );
    case 'backup.compare':
      return withRegister(dataDir, (db) => compareWith(db, work.path, work.secret, folder, tell));
    case 'backup.attachments':
      return withChecked(work.path, work.secret, folder, ({ db }) =>
        bringBack(dataDir, attachmentContents(db), [placeOf(work.path, work.secret)]),
      );
    case 'backup.prepare':
      return prepareRestored(work.path, work.secret, folder, work.target, work.order, tell);
    case 'backup.copy': {
      tell('二つめの置き場所に写しています', 0, null);
      const name = copyBackup(work.file, work.folder, work.kept, work.key);
      thinFolder(work.folder, work.file.manifest.uuid, new Set());
      return name;
    }
  }
}

function withRegister<T>(dataDir: string, work: (db: ReturnType<typeof openReadOnly>) => T): T {
  const db = openReadOnly(dataDir);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
