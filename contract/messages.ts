import type { ErrorCode, Failure } from './errors.ts';

/** The three parts of every message to a clerk: what happened, is the data safe, what to do next (reliability.md P31). */
export interface Message {
  readonly what: string;
  readonly safe: string;
  readonly next: string;
}

const SAFE = '台帳のデータは無事です。';

/** Words of every error code; a code without words does not compile. Used by the screens and by the command line. */
export const MESSAGES: Record<ErrorCode, Message> = {
  invalidInput: {
    what: '入力に直すところがあります。',
    safe: `まだ保存していません。${SAFE}`,
    next: '赤い印の項目を直して、もう一度保存してください。',
  },
  notFound: { what: '指定されたものが見つかりません。', safe: SAFE, next: '一覧を開き直してください。' },
  conflict: {
    what: 'ほかの画面で先に変更されています。',
    safe: `今の入力はまだ保存していません。${SAFE}`,
    next: '最新の内容を読み直してから、もう一度変更してください。',
  },
  inUse: {
    what: 'ほかで使われているため、消せません。',
    safe: SAFE,
    next: '使わないときは、消さずに「隠す」を選んでください。',
  },
  notReady: {
    what: 'まだ済んでいないことがあるため、進められません。',
    safe: `何も変えていません。${SAFE}`,
    next: '残っていることを済ませてから、もう一度行ってください。',
  },
  alreadyThere: {
    what: 'すでにあるものと重なっています。',
    safe: `まだ保存していません。${SAFE}`,
    next: '今あるものを確かめてください。',
  },
  cannotUndo: {
    what: 'この変更は取り消せません。',
    safe: `何も変えていません。${SAFE}`,
    next: '履歴を見て、必要なところを手で直してください。',
  },
  busy: {
    what: '前の処理がまだ終わっていません。',
    safe: SAFE,
    next: '終わるのを待ってから、もう一度行ってください。',
  },
  notSetUp: {
    what: '台帳がまだ作られていません。',
    safe: '失われたものはありません。',
    next: '「はじめに」から台帳を作ってください。',
  },
  alreadySetUp: {
    what: 'この場所には、すでに台帳があります。',
    safe: SAFE,
    next: '別の場所を指定するか、今の台帳をそのまま使ってください。',
  },
  ownedElsewhere: {
    what: 'この台帳は、いま別の画面で開かれています。',
    safe: SAFE,
    next: '先に開いているほうを閉じてから、もう一度開いてください。',
  },
  newerSchema: {
    what: 'この台帳は、新しい版のアプリで作られています。',
    safe: `${SAFE}一文字も書きかえていません。`,
    next: '新しい版のアプリで開いてください。',
  },
  notARegister: {
    what: 'このファイルは情報資産台帳のものではありません。',
    safe: 'ファイルには何も書きこんでいません。',
    next: '台帳の保存先が正しいか確かめてください。',
  },
  damaged: {
    what: '台帳のファイルに壊れたところが見つかりました。',
    safe: 'これ以上書きこまないよう、止めました。',
    next: '控え（バックアップ）から戻してください。壊れたファイルは消さずに残してください。',
  },
  migrationFailed: {
    what: 'この版のアプリに合わせて台帳を作り直せませんでした。',
    safe: '台帳は、作り直す前のままです。控えも残っています。',
    next: 'ディスクの空きを確かめて、もう一度開いてください。続くときは、前の版のアプリで開き、担当者に知らせてください。',
  },
  viewOnly: {
    what: '今は、見るだけの表示です。',
    safe: '何も変えていません。台帳の元のファイルにも書きこんでいません。',
    next: '変えるときは、画面の上の案内から、元の台帳を開けるようにしてください。',
  },
  unsafePlace: {
    what: 'この場所には、台帳を作れません。',
    safe: '何も作っていません。',
    next: 'このパソコンのディスクの中のフォルダーを保存先にしてください。控えは、共有フォルダーやUSBメモリに置けます。',
  },
  diskFull: {
    what: 'ディスクの空きが足りません。',
    safe: `書きかけの分は取り消しました。${SAFE}`,
    next: '不要なファイルを片付けてから、もう一度行ってください。',
  },
  readOnly: { what: '保存先に書きこめません。', safe: SAFE, next: '保存先の書きこみの許可を確かめてください。' },
  fileInUse: {
    what: 'ファイルがほかのソフトで使われています。',
    safe: SAFE,
    next: 'Excelなどで開いていれば閉じて、もう一度行ってください。',
  },
  folderGone: {
    what: '保存先のフォルダが見つかりません。',
    safe: SAFE,
    next: 'USBメモリや共有フォルダがつながっているか確かめ、保存先を選び直してください。',
  },
  targetChanged: {
    what: '保存先のファイルが、その間にほかで変えられました。',
    safe: `保存先のファイルには手をつけていません。${SAFE}`,
    next: '保存先のファイルの中身を確かめ、別の名前で保存してください。',
  },
  diskFault: {
    what: 'ディスクの読み書きに失敗しました。',
    safe: `書きかけの分は取り消しました。${SAFE}`,
    next: 'もう一度行ってください。続くときはディスクが壊れかけているおそれがあります。控えを別の場所に写し、担当者に知らせてください。',
  },
  fileUnreadable: {
    what: 'ファイルを読めませんでした。',
    safe: '台帳には何も取り込んでいません。',
    next: 'Excelで開けるか確かめ、「名前を付けて保存」で保存し直してください。',
  },
  unsupportedFile: {
    what: 'この種類のファイルは取り込めません。',
    safe: '台帳には何も取り込んでいません。',
    next: 'Excelで開き、「Excel ブック（.xlsx）」として保存し直してください。',
  },
  passwordProtected: {
    what: 'ファイルにパスワードがかかっています。',
    safe: '台帳には何も取り込んでいません。',
    next: 'Excelで開き、パスワードを外して保存し直してください。',
  },
  fileTooLarge: {
    what: 'ファイルが大きすぎるか、表の範囲が広すぎます。',
    safe: '台帳には何も取り込んでいません。',
    next: '必要な行と列だけを新しいブックに写して、もう一度取り込んでください。',
  },
  nothingToImport: {
    what: '取り込める行がありませんでした。',
    safe: '台帳には何も取り込んでいません。',
    next: '見出しの行と列の対応を確かめてください。',
  },
  notOurLedger: {
    what: 'このファイルは、このアプリが書き出した台帳ではありません。',
    safe: SAFE,
    next: 'ほかの表は「取り込み」で取り込めます。書き出した台帳なら、隠れているシートも消さずに、.xlsx形式で保存し直してください。',
  },
  nothingToPrint: {
    what: '印刷する資産がありません。',
    safe: SAFE,
    next: '一覧で資産を選ぶか、絞り込みをゆるめてください。',
  },
  beforeBeginning: {
    what: 'その日には、まだ台帳がありません。',
    safe: SAFE,
    next: '台帳が始まった日か、それより後の日を選んでください。',
  },
  nothingToExport: { what: '出力する資産がありません。', safe: SAFE, next: '絞り込みをゆるめてください。' },
  linkCycle: {
    what: 'つながりが輪になってしまいます。',
    safe: `まだ保存していません。${SAFE}`,
    next: 'つなぐ相手か向きを見直してください。',
  },
  cancelled: {
    what: '途中でやめました。',
    safe: `${SAFE}書きかけのものは残っていません。`,
    next: 'もう一度行うときは、はじめからになります。',
  },
  noBrowser: {
    what: 'PDFを作るためのブラウザが見つかりません。',
    safe: SAFE,
    next: 'Chrome、EdgeまたはChromiumを入れてから、もう一度行ってください。',
  },
  unknownMethod: { what: 'この操作は、この版では使えません。', safe: SAFE, next: '画面を読み込み直してください。' },
  loginNeeded: {
    what: 'まだログインしていません。',
    safe: SAFE,
    next: '利用者を選び、パスワードを入れてください。',
  },
  locked: {
    what: '画面はロックされています。',
    safe: `保存したものは残っています。${SAFE}`,
    next: 'パスワードを入れて、ロックを解いてください。',
  },
  notAllowed: {
    what: 'この操作は、あなたの役割ではできません。',
    safe: `何も変えていません。${SAFE}`,
    next: 'できる役割の人に頼むか、管理者に役割を確かめてください。',
  },
  wrongLogin: {
    what: '利用者かパスワードが違います。',
    safe: SAFE,
    next: '大文字と小文字、かな入力の切り替えを確かめて、もう一度入れてください。',
  },
  waitToLogin: {
    what: '続けて間違えたため、少し待ちます。',
    safe: SAFE,
    next: '時間がたってから、もう一度入れてください。',
  },
  forbidden: { what: 'この画面からの操作は受け付けられません。', safe: SAFE, next: 'アプリを開き直してください。' },
  backupBad: {
    what: 'この控えは使えません。壊れているか、書きかえられています。',
    safe: `控えからは何も取り出していません。${SAFE}`,
    next: '一つ前の控えか、二つめの置き場所の控えを選んでください。',
  },
  wrongPassword: {
    what: '控えのパスワードが違います。',
    safe: `何も変えていません。${SAFE}`,
    next: '大文字と小文字、全角と半角を確かめて、もう一度入れてください。',
  },
  backupPlaceGone: {
    what: '控えの二つめの置き場所が見つかりません。',
    safe: `${SAFE}このパソコンの中の控えもそのままです。`,
    next: 'USBメモリを差すか、共有フォルダにつながっているか確かめてください。',
  },
  attachmentRefused: {
    what: 'このファイルは添付できません。',
    safe: `まだ添付していません。${SAFE}`,
    next: '写真、PDF、Excel、Word、文字だけのファイルのどれかで、20MBまでのものを選んでください。',
  },
  attachmentLost: {
    what: '添付ファイルを取り出せません。',
    safe: '台帳に書いたことは、そのまま残っています。',
    next: '控えの二つめの置き場所があればつないで、もう一度開いてください。元のファイルがあれば、添付し直せます。',
  },
  internal: {
    what: '思いがけない不具合が起きました。',
    safe: `この操作は取り消されました。${SAFE}`,
    next: 'アプリを開き直してください。続くときは、参照番号を添えて担当者に知らせてください。',
  },
};

/** For a code that this version does not know yet: a screen may be older than the program it talks to. */
const UNKNOWN: Message = {
  what: '操作を終えられませんでした。',
  safe: '保存が済んだ分は、台帳に残っています。',
  next: 'アプリを開き直してください。続くときは、担当者に知らせてください。',
};

/** The words of a failure's code, known or not. */
export function messageOf(code: string): Message {
  return Object.hasOwn(MESSAGES, code) ? MESSAGES[code as ErrorCode] : UNKNOWN;
}

/** One line for the command line or a status bar: what, detail, safe, next. */
export function messageLine(failure: Failure): string {
  const m = messageOf(failure.code);
  const detail = [failure.detail, ...(failure.fields ?? []).map((f) => f.message)].filter(Boolean).join(' ');
  return [m.what, detail, m.safe, m.next, failure.ref ? `（参照番号 ${failure.ref}）` : '']
    .filter(Boolean)
    .join(' ')
    .replace(/\s*\n\s*/g, ' ');
}
