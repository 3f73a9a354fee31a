import type { BackupState } from '../../contract/backup.ts';
import { localDate } from '../context.ts';
import { ago, bad, count, daysBetween, type Finding, good, notice } from './line.ts';

/** Work of more days than this without a backup is more than anybody types again. */
const BACKUP_DAYS = 7;
/** 復元の練習 is due once a year. */
const REHEARSAL_DAYS = 400;

/** 控え: is there a verified one, and does it hold what was done since? */
export function backupLine(status: BackupState, today: string): Finding {
  if (status.failed !== null)
    return bad('最後の自動の控えを作れませんでした。', '「控え」の画面で、わけを見て作り直してください。', 'backups');
  if (!status.last)
    return bad('検査済みの控えが、まだありません。', '「控え」の画面で控えを作ってください。', 'backups');
  const days = daysBetween(status.last.day, today);
  const last = `最後の検査済みの控えは${ago(days)}です。`;
  if (status.bad > 0)
    return bad(
      `${last}読めなくなった控えが${count(status.bad)}個あります。`,
      '「控え」の画面で、どれかを見てください。ほかの控えと台帳は無事です。',
      'backups',
    );
  if (!status.changed) return good(`${last}そのあと台帳は変わっていません。`);
  if (days <= 1) return good(last);
  const found = `${last}そのあと台帳は変わっています。`;
  const next = '「控え」の画面で、今の控えを作ってください。';
  return days > BACKUP_DAYS ? bad(found, next, 'backups') : notice(found, next, 'backups');
}

/** 二つめの置き場所: a fire or a broken PC takes the first one along. */
export function secondLine({ second }: BackupState): Finding {
  if (second === null)
    return notice(
      '二つめの置き場所が決まっていません。このPCが壊れると、控えも失われます。',
      '「控え」の画面で、USBメモリか共有フォルダを決めてください。',
      'backups',
    );
  if (second.days === null)
    return bad(
      '二つめの置き場所に、まだ一度も写していません。',
      'USBメモリなどをつないで、控えを作ってください。',
      'backups',
    );
  const found = `最後に写したのは${ago(second.days)}です。`;
  if (second.due) return bad(found, 'USBメモリなどをつないで、控えを作ってください。', 'backups');
  if (second.failed !== null)
    return notice(
      `${found}そのあと、写せなかったことがあります。`,
      '「控え」の画面で、わけを見てください。',
      'backups',
    );
  return good(found);
}

/** 復元の練習: a backup that nobody ever put back is a hope. */
export function rehearsalLine({ rehearsed }: BackupState, today: string): Finding {
  const next = '「控え」の画面で「復元の練習」をしてください。台帳は変わりません。';
  if (!rehearsed) return notice('控えから戻す練習を、まだしていません。', next, 'backups');
  const days = daysBetween(localDate(new Date(rehearsed.at)), today);
  const when = `最後の練習は${ago(days)}です。`;
  if (!rehearsed.ok) return bad(`${when}その控えからは、戻せませんでした。`, next, 'backups');
  return days > REHEARSAL_DAYS ? notice(when, next, 'backups') : good(when);
}
