import type { BackupState } from '../../contract/backup.ts';
import { daysWords } from '../backup/StateCard.tsx';
import { hrefScreen } from '../router.ts';
import { LinkButton } from '../ui/Button.tsx';
import { useCall } from '../useCall.ts';

interface BackupTask {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly sentence: string;
  readonly why: string;
}

function tasksOf({ failed, bad, second }: BackupState): BackupTask[] {
  const tasks: (BackupTask | false)[] = [
    failed !== null && {
      id: 'failed',
      severity: 'error',
      sentence: '控えを作れませんでした',
      why: '台帳と前の控えはそのままです。わけを確かめて、もう一度作ってください。',
    },
    bad > 0 && {
      id: 'bad',
      severity: 'error',
      sentence: '壊れた控えが見つかりました',
      why: '台帳とほかの控えはそのままです。新しい控えを作ってください。',
    },
    second === null && {
      id: 'second',
      severity: 'warning',
      sentence: '控えの二つめの置き場所が決まっていません',
      why: 'このパソコンが壊れると、控えも一緒になくなります。USBメモリや共有フォルダを決めてください。',
    },
    second?.due === true && {
      id: 'due',
      severity: 'warning',
      sentence: '控えを、二つめの置き場所に写す時期です',
      why: `${daysWords(second.days)}USBメモリなどをつなぎ、「今すぐ控えを作る」を押してください。`,
    },
  ];
  return tasks.filter((task) => task !== false);
}

/** What the backups ask for; the monthly reminder of the second place is one of it. Nothing on a good day. */
export function BackupTasks() {
  const { data } = useCall('backup.status', {});
  const tasks = data ? tasksOf(data) : [];
  if (tasks.length === 0) return null;
  return (
    <ul className="today-tasks" aria-label="控えの仕事">
      {tasks.map(({ id, severity, sentence, why }) => (
        <li key={id} className={`today-task today-task-${severity}`}>
          <span className="today-severity">
            <span aria-hidden="true">{severity === 'error' ? '▲' : '△'}</span>
            {severity === 'error' ? '要対応' : '注意'}
          </span>
          <span className="today-words">
            <strong>{sentence}</strong>
            <span className="muted">{why}</span>
          </span>
          <LinkButton small href={hrefScreen('settings', 'backup')}>
            控えを開く
            <span className="visually-hidden">：{sentence}</span>
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
