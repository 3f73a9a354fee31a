import type { Checked } from './checked.ts';
import { bad, count, type Finding, good, notice } from './line.ts';

/** アプリ: its files are those that were built. */
export function appLine(appVersion: string, packaged: boolean, checked: Checked | null): Finding {
  const version = `第${appVersion}版`;
  if (!packaged)
    return notice(
      `${version}。組み立て前のソースから動いているので、アプリのファイルの検査値はありません。`,
      '業務では、配布されたアプリを使ってください。',
    );
  const app = checked?.app;
  if (!app?.hash && !app?.differing.length)
    return notice(`${version}。アプリのファイルを、まだ調べていません。`, '「調べる」を押してください。', 'check');
  if (app.differing.length > 0)
    return bad(
      `${version}。アプリのファイル${count(app.differing.length)}個が、配布されたときと違います。`,
      'アプリを入れ直してください。台帳はそのままで無事です。',
    );
  return good(`${version}。配布されたときのままです（SHA-256 ${app.hash}）。`);
}
