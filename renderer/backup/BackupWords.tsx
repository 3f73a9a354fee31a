import { useRegister } from '../registerContext.tsx';
import { hrefScreen } from '../router.ts';
import { useCall } from '../useCall.ts';

/** 最後の控え 10:32 検査済み: the promise of the status line, with its date where it is not of today. */
export function BackupWords() {
  const { status, whenWords } = useRegister();
  const { data } = useCall('backup.status', {});
  if (!data) return null;
  const { last, failed } = data;
  const words = last && (last.day === status.today ? whenWords(last.at).replace(/^.* /, '') : whenWords(last.at));
  return (
    <a className="number" href={hrefScreen('settings', 'backup')}>
      {failed ? '▲ 控えを作れませんでした' : words ? `最後の控え ${words} 検査済み` : '控えはまだありません'}
    </a>
  );
}
