import type { BackupStatus } from '../../contract/backup.ts';
import type { Place } from '../backup/place.ts';
import { ago, bad, count, daysBetween, type Finding, good, notice } from './line.ts';

/** Work of more days than this without a backup is more than anybody types again. */
const BACKUP_DAYS = 7;
/** 復元の練習 is due once a year. */
const REHEARSAL_DAYS = 400;

/** 控え: is there a verified one, and does it hold what was done since? */
export function backupLine(status: BackupStatus, today: string): Finding {
  const rotten = status.backups.filter((file) => file.checkedAgain?.ok === false).length + status.unreadable.length;
  if (status.failed !== null)
    return bad('最後の自動の控えを作れませんでした。', '「控え」の画面で、わけを見て作り直してください。', 'backups');
  if (!status.last)
    return bad('検査済みの控えが、まだありません。', '「控え」の画面で控えを作ってください。', 'backups');
  const days = daysBetween(status.last.day, today);
  const last = `最後の検査済みの控えは${ago(days)}です。`;
  if (rotten > 0)
    return bad(
      `${last}読めなくなった控えが${count(rotten)}個あります。`,
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
export function secondLine({ second }: BackupStatus): Finding {
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
  return good(second.reachable ? found : `${found}いまはつながっていません。`);
}

/** 復元の練習: a backup that nobody ever put back is a hope. */
export function rehearsalLine(rehearsed: Place['rehearsed'], today: string): Finding {
  const next = '「控え」の画面で「復元の練習」をしてください。台帳は変わりません。';
  if (!rehearsed) return notice('控えから戻す練習を、まだしていません。', next, 'backups');
  const when = `最後の練習は${ago(daysBetween(rehearsed.day, today))}です。`;
  if (!rehearsed.ok) return bad(`${when}その控えからは、戻せませんでした。`, next, 'backups');
  return daysBetween(rehearsed.day, today) > REHEARSAL_DAYS ? notice(when, next, 'backups') : good(when);
}
