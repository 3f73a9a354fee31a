/** 健康診断: a line for each promise of the app (reliability.md P32). */

/** The lines in the order of the page, with what each is about. */
export const HEALTH_LINES = {
  backup: '控え',
  second: '二つめの置き場所',
  rehearsal: '復元の練習',
  file: '台帳のファイル',
  schema: '台帳の作り',
  chain: '履歴の鎖',
  content: '台帳と履歴の一致',
  paper: 'これまでの照合番号',
  seal: '年度末の封印',
  clock: '時計',
  sqlite: '書き込みの設定',
  version: '台帳の版',
  app: 'アプリ',
  accounts: '利用者とロック',
  place: '台帳の置き場所',
  disk: 'ディスクの空き',
  leftovers: '残ったファイル',
} as const;
export type HealthLineId = keyof typeof HEALTH_LINES;

/** good: as promised; notice: something to do when there is time; bad: a promise does not hold now. */
export type HealthState = 'good' | 'notice' | 'bad';

/** Where the person goes for it. */
export type HealthPlace = 'backups' | 'accounts' | 'number' | 'changes' | 'check';

export interface HealthLine {
  readonly id: HealthLineId;
  readonly state: HealthState;
  /** What was found, in words. */
  readonly found: string;
  /** What to do next; null where nothing is to be done. */
  readonly next: string | null;
  readonly place: HealthPlace | null;
}

export interface Health {
  /** When it was looked at. */
  readonly at: string;
  /** When the whole file was last checked; null: never on this PC. */
  readonly checkedAt: string | null;
  readonly lines: readonly HealthLine[];
}

export const HEALTH_WORDS: Readonly<Record<HealthState, { readonly word: string; readonly shape: string }>> = {
  good: { word: '良好', shape: '○' },
  notice: { word: '注意', shape: '△' },
  bad: { word: '要対応', shape: '×' },
};

/** What the app says of itself on the page and on its print. */
export const SILENCE = 'このアプリは、外のどこにも通信しません。この結果も、どこにも送っていません。';
