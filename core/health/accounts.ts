import { allAccounts, recoveryRow } from '../../db/accounts.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { RegisterState } from '../register/state.ts';
import { bad, count, type Finding, good, notice } from './line.ts';

/** 利用者とロック: who may, and that there is a way back in. */
export function accountsLine(db: ReadableDb, { accountsOn, settings }: RegisterState): Finding {
  if (!accountsOn)
    return notice(
      '利用者を登録していません。このPCを使える人は、だれでも台帳を変えられます。',
      'PCを何人かで使うときは、「設定」の「利用者」で登録してください。',
      'accounts',
    );
  if (!recoveryRow(db))
    return bad(
      '復旧コードがありません。管理者のパスワードを忘れると、入れなくなります。',
      '「設定」の「利用者」で、復旧コードを作ってください。',
      'accounts',
    );
  const active = allAccounts(db).filter(({ disabled }) => disabled === 0).length;
  return good(
    `利用者${count(active)}人。${settings.lockMinutes}分使わないと画面をロックします。復旧コードがあります。`,
  );
}
