import type { Kind } from './catalogue/index.ts';

/**
 * Headings that no list of synonyms holds, read by the words they are made of: every union writes 「保管している場所」
 * in its own way. Only what can hardly mean anything else; the import says that it read them so.
 */

/** ①, (1), 1., ア) and the like in front of a heading. A bare digit belongs to the word: 2次バックアップ. */
const NUMBERING =
  /^(?:[①-⑳㉑-㉟➀-➉❶-❿⓵-⓾]|[⑴-⒇]|[⒈-⒛]|[(（][0-9０-９ア-ンa-zＡ-Ｚ]{1,2}[)）]|[0-9０-９]{1,2}\s*[.．)）、:：]|[ア-ンＡ-Ｚa-z][.．)）]|【[0-9０-９]{1,2}】)\s*/u;

/** Heading without numbering, narrow, without spaces and signs of necessity. */
function plainHeading(heading: string): string {
  return heading
    .trim()
    .replace(/^[*＊※★●◎○◆■・\s]+/, '')
    .replace(NUMBERING, '')
    .normalize('NFKC')
    .replace(/[\s*※★●◎◆■]/g, '');
}

/** Heading without numbering, what stands in brackets, units, の and signs of necessity. */
export function simplerHeadings(heading: string): string[] {
  const plain = plainHeading(heading);
  const framed = /^[【[<〔「]([^】\]>〕」]+)[】\]>〕」]$/.exec(plain)?.[1];
  const bare = (framed ?? plain).replace(/\([^()]*\)|\[[^\]]*\]|【[^】]*】|<[^>]*>/g, '');
  const short = bare.replace(/の|欄$|等$|など$|^(?:当該|対象となる)/g, '');
  return [...new Set([framed ?? plain, bare, short])].filter((text) => text !== '' && text !== heading);
}

const DAY = '(?:年月日|月日|日付|日時|日)';
const NUMBER = '(?:番号|No\\.?|ナンバー|コード|ID|記号)';

/** Field ids with the words that mean them, most certain first. A kind without the field passes on to the next line. */
const PATTERNS: readonly (readonly [id: string, words: RegExp])[] = [
  ['kana', /ふりがな|フリガナ|よみがな|ヨミガナ|読み(?:仮名|がな|カナ|方)?$/],
  ['confidentiality', /機密性/],
  ['integrity', /完全性/],
  ['availability', /可用性/],
  ['personalData', /個人情報(?:等)?(?:の)?(?:有無|含有|該当|区分|種別|種類|の扱い|取扱い?)?$/],
  ['subjectCount', /本人(?:の)?(?:数|人数)|(?:個人情報|記録|対象者)(?:の)?(?:件数|人数)/],
  ['retentionUntil', /(?:保存|保管)(?:期間|期限|年限)?(?:の)?満了/],
  ['retention', /(?:保存|保管)(?:期間|年限|年数|期限)/],
  ['handlingMarks', /取(?:り)?扱(?:い)?(?:上の)?(?:制限|区分|注意)/],
  ['importance', /重要(?:度|性)/],
  ['formerNumber', new RegExp(`(?:旧|以前の|前の)(?:管理|資産|台帳|整理|登録)?${NUMBER}`)],
  [
    'serialNumber',
    new RegExp(`(?:シリアル|製造|製品|機器固有|機体|本体|S/N)(?:シリアル)?${NUMBER}?$|^製番$|^S/?N$`, 'i'),
  ],
  ['assetTag', new RegExp(`(?:備品|物品)(?:管理|台帳|整理|登録)?${NUMBER}`)],
  ['macAddress', /MACアドレス|物理アドレス/i],
  ['ipAddress', /IPアドレス|^IP$/i],
  ['computerName', /(?:コンピュータ|ホスト|端末|マシン|PC)ー?名/i],
  [
    'number',
    new RegExp(
      `(?:管理|登録|資産|整理|台帳|識別|通し|機器|媒体|文書|情報資産|ラベル|システム|設備|資料|端末|ソフト(?:ウェア|ウエア)?|委託|サービス|図書|帳票|ライセンス|USB)(?:管理)?${NUMBER}$`,
      'i',
    ),
  ],
  ['hardwareType', /^(?:機器|端末|装置|ハードウェア|物品)(?:の)?(?:種別|種類|区分|分類)$/],
  ['networkType', /^(?:設備|機器|回線|装置)(?:の)?(?:種別|種類|区分|分類)$/],
  ['mediumType', /^(?:媒体|記録媒体)(?:の)?(?:種別|種類|区分|分類)$/],
  ['documentType', /^(?:文書|資料|ドキュメント|図書)(?:の)?(?:種別|種類|区分|分類)$/],
  ['systemType', /^システム(?:の)?(?:種別|種類|区分|分類)$/],
  ['licenseType', /^ライセンス(?:の)?(?:種別|種類|区分|形態)$/],
  ['serviceType', /^(?:サービス|委託|契約)(?:の)?(?:種別|種類|区分|形態)$/],
  ['startedOn', new RegExp(`(?:稼働|運用)(?:開始)?${DAY}$`)],
  ['disposedOn', new RegExp(`(?:廃棄|処分|除却|廃止)(?:した)?${DAY}`)],
  ['lentUntil', /(?:貸出|貸与|返却)(?:予定|期限)/],
  ['returnedOn', new RegExp(`返却(?:された|した)?${DAY}`)],
  ['lentOn', new RegExp(`(?:貸出|貸与)(?:した)?${DAY}`)],
  ['lentTo', /(?:貸出|貸与)(?:先|相手)/],
  ['leaseUntil', /(?:リース|レンタル|賃貸借)(?:契約)?(?:期限|満了|終了|終期)/],
  ['supportUntil', /サポート(?:期限|終了|期間)/],
  ['acquiredOn', new RegExp(`(?:取得|購入|導入|調達|納入|納品|設置|配備)${DAY}|(?:取得|購入|導入|調達)時期`)],
  ['createdOn', new RegExp(`(?:作成|策定|制定|発行)${DAY}`)],
  ['revisedOn', new RegExp(`(?:改訂|改定|改版|最終改正)${DAY}`)],
  ['stocktakenOn', new RegExp(`(?:棚卸|現物確認|実地確認|最終確認)(?:し)?(?:を)?(?:実施)?${DAY}`)],
  ['updatedOn', new RegExp(`(?:最終)?(?:更新|変更|修正)${DAY}`)],
  ['registeredOn', new RegExp(`(?:登録|記載|登載|台帳記載)${DAY}`)],
  ['contractFrom', /契約(?:の)?(?:開始|始期|始め)/],
  ['contractUntil', /契約(?:の)?(?:終了|満了|終期|期限|終わり)/],
  ['acquisitionPrice', /(?:取得|購入|調達)(?:価格|価額|金額|額|費用)/],
  ['acquisitionType', /(?:取得|調達|導入)(?:区分|方法|形態|種別)|購入.リース/],
  ['renewalFiscalYear', /更新(?:予定)?年度/],
  ['maker', /メーカ|製造(?:元|者|会社|業者)(?:名)?$/],
  ['vendorContact', /(?:業者|事業者|委託先|保守|サポート)(?:の)?(?:連絡先|電話(?:番号)?|窓口)/],
  [
    'vendor',
    /(?:保守|委託|納入|契約|運用)?(?:業者|事業者|会社)(?:名)?$|^(?:保守|委託|契約|納入)(?:先|会社)(?:名)?$|^ベンダー?(?:名)?$/,
  ],
  ['model', /(?:型番|型式|形式|型名|機種|モデル|品番)/],
  ['os', /^(?:OS|オペレーティングシステム|基本ソフト)(?:名|種別|バージョン|等)?$/i],
  ['cpu', /^CPU|プロセッサ/i],
  ['memory', /^メモリ|^RAM|主記憶/i],
  ['capacity', /容量/],
  ['storageCapacity', /(?:HDD|SSD|ディスク|記憶装置|ストレージ)(?:の)?容量/i],
  ['storageType', /記憶装置|ストレージ|内蔵(?:HDD|SSD|ディスク)|^(?:HDD|SSD)(?:[/・]SSD)?$/i],
  ['encryption', /暗号化/],
  ['backupPlace', /バックアップ(?:の)?(?:保管|保存|先|場所)/],
  ['backup', /バックアップ(?:の)?(?:有無|取得|実施)?$/],
  ['version', /^(?:版|版数|バージョン|Ver)/i],
  ['copies', /(?:部|冊)数/],
  ['licenseCount', /(?:ライセンス|保有|契約)(?:数|本数)/],
  ['author', /^作成(?:者|元|部署|業者)(?:名)?$/],
  ['carrier', /(?:回線|通信)(?:事業者|業者|会社)(?:名)?$|^キャリアー?$/],
  ['targetSystem', /(?:対象|関連|関係)(?:の)?システム/],
  ['form', /紙.{0,2}電子|電子.{0,2}紙|記録形態|保存形態|媒体形態/],
  ['storageMedia', /(?:記録|保存|保管)(?:媒体|形式)|媒体.{0,2}保存先/],
  [
    'zone',
    /(?:ネットワーク|NW|接続)(?:の)?(?:区分|種別|領域|系統|環境|セグメント|系)|^(?:接続|使用|利用)(?:先|する)?(?:ネットワーク|NW)(?:名)?$|^(?:ネットワーク|NW)(?:名)?$/i,
  ],
  [
    'place',
    /(?:保管|設置|保存|配置|格納|収納|所在|置)(?:している|してある|する)?(?:の)?(?:場所|先|個所|箇所|か所|位置|き場)|^(?:所在地?|ロケーション|置(?:き)?場(?:所)?)$/,
  ],
  ['userScope', /(?:利用|使用|閲覧|アクセス)(?:者|可能|できる|権限)?.{0,4}(?:範囲|可能者|できる者)/],
  ['user', /^(?:主な)?(?:使用|利用)(?:する)?(?:者|職員|担当者)(?:氏名|名)?$/],
  [
    'group',
    /(?:管理|所管|担当|主管|所属|保有|使用|利用|主務|配属|配備)(?:する)?(?:部署|部門|部局|課|課室|所属|グループ|係|室|組織)(?:名|等)?$|^(?:課|部署|部門|グループ|所属|担当)(?:名|等)$|^(?:管理|所管)主体$/,
  ],
  ['handlerPerson', /(?:取扱|事務|実務)担当者?(?:氏名|名)?$|^担当者(?:氏名|名|職氏名)?$/],
  [
    'responsiblePost',
    /(?:管理|セキュリティ|取扱|保護)?(?:責任者)(?:職名|職|職氏名)?$|^(?:情報)?(?:資産)?管理者(?:職名|職)?$/,
  ],
  ['purpose', /(?:利用|使用)?(?:用途|目的)$/],
  ['businessCategory', /(?:業務|事務|事業)(?:の)?(?:分類|区分|名称|種別|名)$/],
  ['state', /(?:利用|使用|稼働|運用|現在の|管理)?(?:状態|状況|現況|ステータス)$/],
  ['summary', /(?:概要|内容|説明|内訳)$/],
  ['note', /備考|摘要|特記|注記|コメント|メモ|補足/],
];

/** 会社名, 担当者名 and the like are names of somebody else. */
const OTHER_NAME =
  /会社|業者|メーカ|担当|責任|管理者|使用者|利用者|作成|氏名|課名|部署|部門|グループ|係名|場所|コンピュータ|ホスト|端末名|機種|型|OS|職名|事務名|業務名|事業|ベンダ|組合|団体|ファイル名|対象|関連|シリーズ|カナ/i;
const NAME = /(?:名称|名前|件名|題名|品名|表題|タイトル|名)$/;

/** Words that stand before 名称 in a ledger of this kind; in the others they are not the name of the asset itself. */
const NAMES: Readonly<Record<Kind, RegExp>> = {
  information: /^(?:情報|資産|情報資産|文書|データ|帳票|帳簿|簿冊|ファイル|名簿|書類|保有情報|個人情報|記録)*$/,
  document: /^(?:文書|書類|資料|ドキュメント|図書|図面|資産|情報資産|システム関連文書|仕様書|簿冊|マニュアル)*$/,
  hardware: /^(?:機器|装置|端末|資産|情報資産|物品|備品|機材|設備|ハードウェア|ハード|製品|パソコン|サーバ)*$/,
  network: /^(?:機器|装置|設備|回線|資産|情報資産|ネットワーク|通信|物品|備品|施設|製品)*$/,
  medium: /^(?:媒体|記録媒体|外部媒体|電磁的記録媒体|資産|情報資産|製品|物品|備品|品|商品)*$/,
  system: /^(?:システム|情報システム|業務システム|資産|情報資産|サブシステム)*$/,
  software: /^(?:ソフト|ソフトウェア|ソフトウエア|アプリ|アプリケーション|プログラム|資産|情報資産|ライセンス)*$/,
  service: /^(?:サービス|業務|委託業務|業務委託|契約|委託|クラウド|クラウドサービス|外部サービス|資産|情報資産|案件)*$/,
};

const ANY = new RegExp(
  [NAME, ...PATTERNS.map(([, words]) => words)].map(({ source }) => `(?:${source})`).join('|'),
  'i',
);

/** False where `guessHeading` finds nothing in any kind; true says nothing. */
export function mayGuess(heading: string): boolean {
  const text = wordsOf(heading);
  return text !== '' && text.length <= 20 && ANY.test(text);
}

/** Id of the field that the words of a heading point at; null when they do not, or the kind has no such field. */
export function guessHeading(kind: Kind, heading: string, has: (id: string) => boolean): string | null {
  const text = wordsOf(heading);
  if (text === '' || text.length > 20) return null;
  const found = PATTERNS.find(([id, words]) => has(id) && words.test(text));
  const name = NAME.exec(text);
  if (
    name &&
    !OTHER_NAME.test(text) &&
    NAMES[kind].test(
      text
        .slice(0, name.index)
        .replace(/[・、/]/g, '')
        .replace(/(?:等|など|類)?の?$/, ''),
    )
  )
    return 'name';
  return found?.[0] ?? null;
}

function wordsOf(heading: string): string {
  const plain = plainHeading(heading);
  return (/^[【<〔「]([^】>〕」]+)[】>〕」]$/.exec(plain)?.[1] ?? plain).replace(/\([^()]*\)|\[[^\]]*\]/g, '');
}
