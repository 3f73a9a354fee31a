import type { BackupComparison, BackupManifest, BackupWhy, ChangeLine, ListedBackup } from '../../contract/backup.ts';

/** Why a backup was made, as the list says it. */
const WHY_WORDS: { readonly [W in BackupWhy]: string } = {
  auto: '使っている間',
  close: '閉じたとき',
  import: '取り込みの前',
  bulk: 'まとめて変える前',
  migration: '新しい版にする前',
  restore: '控えから戻す前',
  yearEnd: '年度末の封印',
  manual: '手動',
};

export function whyWords({ why, title }: Pick<BackupManifest, 'why' | 'title'>): string {
  return title ? `${WHY_WORDS[why]}（${title}）` : WHY_WORDS[why];
}

export const count = (n: number) => n.toLocaleString('ja-JP');

/** 1.2MB */
export function sizeWords(bytes: number): string {
  const kb = bytes / 1024;
  return kb < 1000 ? `${count(Math.ceil(kb))}KB` : `${(kb / 1024).toFixed(1)}MB`;
}

/** The same backup in this PC and in the second place is one line of the list. */
export interface Generation {
  readonly key: string;
  readonly manifest: BackupManifest;
  readonly own: boolean;
  /** In this PC first, if it is there. */
  readonly files: readonly ListedBackup[];
}

export function generationsOf(backups: readonly ListedBackup[]): Generation[] {
  const byKey = Map.groupBy(backups, ({ manifest: { uuid, no, sha256 } }) => `${uuid} ${no} ${sha256}`);
  return [...byKey]
    .map(([key, files]) => ({ key, manifest: files[0]!.manifest, own: files[0]!.own, files }))
    .sort((a, b) => Number(b.own) - Number(a.own) || b.manifest.no - a.manifest.no);
}

export const PLACE_WORDS = { local: 'このパソコン', second: '二つめ' } as const;

/** What going back to a backup would do, one sentence. */
export function relationWords({ relation, lost, gained, manifest }: BackupComparison): string {
  switch (relation) {
    case 'same':
      return 'この控えは、今の台帳と同じです。戻しても、台帳の中身は変わりません。';
    case 'older':
      return `この控えより後の変更${count(lost.changes)}件が、台帳からなくなります。`;
    case 'newer':
      return `この控えには、今の台帳にない変更が${count(gained.changes)}件あります。なくなる変更はありません。`;
    case 'parted':
      return `今の台帳の変更${count(lost.changes)}件がなくなり、今の台帳にない変更${count(gained.changes)}件が入ります。`;
    case 'other':
      return `別の台帳（${manifest.unionName || '名前なし'}）の控えです。今の台帳は、全部入れ替わります。`;
  }
}

export function lineWords({ who, action }: ChangeLine): string {
  return [action, who].filter(Boolean).join('　');
}
