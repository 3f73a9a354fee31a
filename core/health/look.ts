import fs from 'node:fs';
import { HEALTH_LINES, type Health, type HealthLineId } from '../../contract/health.ts';
import { registerPath } from '../../db/open.ts';
import { registerRow } from '../../db/settings.ts';
import { BACKUPS } from '../backup/folder.ts';
import { backupState } from '../backup/status.ts';
import { type Context, opened, today } from '../context.ts';
import { OUTPUTS } from '../output/files.ts';
import { accountsLine } from './accounts.ts';
import { appLine } from './app.ts';
import { backupLine, rehearsalLine, secondLine } from './backups.ts';
import { readChecked } from './checked.ts';
import { clockLine } from './clock.ts';
import { chainLine, contentLine, fileLine, schemaLine, sqliteLine, versionLine } from './file.ts';
import type { Finding } from './line.ts';
import { paperLine, sealLine } from './paper.ts';
import { diskLine, leftoversIn, leftoversLine, placeLine } from './place.ts';

/** Everything that can be said at once; what takes long stands as the last whole check found it. */
export function lookAtHealth(context: Context): Health {
  const { db, state } = opened(context);
  const { dataDir, appVersion, appFolder, ports } = context;
  const day = today(context);
  const checked = readChecked(dataDir, registerRow(db)?.uuid ?? '');
  const backups = backupState(context);
  const disk = fs.statfsSync(dataDir);
  const findings: Record<HealthLineId, Finding> = {
    backup: backupLine(backups, day),
    second: secondLine(backups),
    rehearsal: rehearsalLine(backups, day),
    file: fileLine(checked, day),
    schema: schemaLine(db),
    chain: chainLine(checked, day),
    content: contentLine(checked, day),
    paper: paperLine(db),
    seal: sealLine(db, day),
    clock: clockLine(db, ports.now()),
    sqlite: sqliteLine(db),
    version: versionLine(db),
    app: appLine(appVersion, appFolder !== undefined, checked),
    accounts: accountsLine(db, state),
    place: placeLine(dataDir, disk.type, process.env),
    disk: diskLine(disk.bavail * disk.bsize, fs.statSync(registerPath(dataDir)).size),
    leftovers: leftoversLine(leftoversIn(dataDir, [BACKUPS, OUTPUTS])),
  };
  const ids = Object.keys(HEALTH_LINES) as HealthLineId[];
  return {
    at: ports.now().toISOString(),
    checkedAt: checked?.at ?? null,
    lines: ids.map((id) => ({ id, ...findings[id] })),
  };
}
