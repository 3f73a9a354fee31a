/**
 * Master lists as a new register gets them. Labels are the words that tidy ledgers hold, so that an import and an
 * export give the same words back; aliases are the other words met in hand-made ledgers (folded before comparing).
 */
export interface ListItemPreset {
  /** `<list>.<word>`, stable: rules and fields refer to it. */
  readonly id: string;
  readonly label: string;
  readonly kana?: string;
  readonly aliases?: readonly string[];
  /** Id of the item above it in the same list. */
  readonly parent?: string;
  /** Facts that rules need: years of a 保存期間, bounds of a band. */
  readonly attrs?: Readonly<Record<string, string | number | boolean>>;
}

export interface ListPreset {
  readonly id: string;
  readonly label: string;
  /** Rules refer to the preset items: they may be renamed, hidden or joined by others, not removed. */
  readonly closed?: boolean;
  readonly items: readonly ListItemPreset[];
}

type Row = readonly [
  word: string,
  label: string,
  aliases?: readonly string[],
  attrs?: Readonly<Record<string, string | number | boolean>>,
];

/** Items of one list from short rows. */
function items(list: string, rows: readonly Row[]): ListItemPreset[] {
  return rows.map(([word, label, aliases, attrs]) => ({
    id: `${list}.${word}`,
    label,
    ...(aliases && aliases.length > 0 ? { aliases } : {}),
    ...(attrs ? { attrs } : {}),
  }));
}

const open = (id: string, label: string, rows: readonly Row[]): ListPreset => ({ id, label, items: items(id, rows) });
const closed = (id: string, label: string, rows: readonly Row[]): ListPreset => ({
  ...open(id, label, rows),
  closed: true,
});

/** Marks in hand-made ledgers for yes and no (samples: ○ 〇 ◯ 有 済 / × ✕ ☓ 無 未). */
const YES = ['有', '有り', '○', '〇', '◯', 'はい', '済', '実施済'];
const NO = ['無', '無し', '×', '✕', '☓', 'いいえ', '未', '未実施'];

// biome-ignore format: tables, one item per line
export const LISTS: readonly ListPreset[] = [
  // --- organisation
  closed('body', '実施機関', [
    ['manager', '管理者', ['管理者部局', '管理者の内部部局']],
    ['equity', '公平委員会'],
    ['audit', '監査委員'],
    ['assembly', '議会', ['組合議会']],
  ]),
  // Filled at set-up from the proposals in setup.ts.
  { id: 'group', label: '所管部署', items: [] },
  open('post', '職名', [
    ['manager', '管理者'],
    ['deputyManager', '副管理者'],
    ['secretaryGeneral', '事務局長'],
    ['generalAffairsHead', '総務グループ長', ['総務GL']],
    ['operationsHead', '業務グループ長', ['業務GL']],
    ['facilityHead', '施設グループ長', ['施設GL']],
    ['assemblyClerk', '議会書記長'],
    ['auditClerk', '監査委員書記'],
    ['equityClerk', '公平委員会事務職員'],
  ]),
  { id: 'person', label: '職員', items: [] },
  open('place', '保管・設置場所', [
    ['office', '事務室'],
    ['serverRoom', 'サーバ室', ['サーバー室', '電算室', '情報システム室']],
    ['archive', '書庫'],
    ['safe', '耐火金庫', ['金庫']],
    ['meetingRoom', '会議室'],
    ['controlRoom', '中央制御室'],
    ['weighHouse', '計量棟'],
    ['offsite', '庁舎外（事業者）', ['事業者', '事業者データセンター']],
  ]),

  // --- common block
  closed('zone', 'ネットワーク領域', [
    ['myNumber', '個人番号利用事務系', ['マイナンバー利用事務系', '個人番号系', 'マイナンバー系', '個人番号利用事務'], { policy: '2(8)' }],
    ['lgwan', 'LGWAN接続系', ['LGWAN系', 'LGWAN', 'L GWAN接続系'], { policy: '2(9)' }],
    ['internet', 'インターネット接続系', ['インターネット系', 'インターネット'], { policy: '2(10)' }],
    ['standalone', 'スタンドアロン', ['スタンドアロン（非接続）', 'スタンドアローン', '単独（非接続）', '単独', '非接続', '未接続']],
    ['plant', '施設制御系', ['制御系（閉域）', '制御系', 'プラント制御系', '施設制御系（閉域）']],
    ['paper', '紙のみ', ['紙', '紙文書']],
  ]),
  open('businessCategory', '業務分類', [
    ['general', '総務'],
    ['personnel', '人事・給与'],
    ['finance', '財務・契約'],
    ['weighing', '搬入・計量'],
    ['operation', '施設運転'],
    ['measurement', '環境測定'],
    ['assembly', '議会・行政委員会'],
    ['informationSystem', '情報システム'],
  ]),
  open('userScope', '利用者範囲', [
    ['everyone', '全職員', ['職員全員']],
    ['owningGroup', '所管部署のみ', ['所管のみ', '部署内']],
    ['named', '許可された者のみ', ['指名された者', '許可者のみ']],
    ['withContractor', '職員と受託者', ['職員及び受託者']],
    ['public', '公開', ['一般公開', '住民']],
  ]),
  // Words of the IPA ledger (domain.md §5.1 ex 1).
  open('storageMedia', '媒体・保存先', [
    ['officePc', '事務所PC', ['パソコン', '事務用PC']],
    ['fileServer', '共有ファイルサーバ', ['共有サーバー', '共有サーバ', '社内サーバ', 'ファイルサーバ']],
    ['paper', '書類', ['紙']],
    ['portable', '可搬電子媒体', ['USBメモリ', '外部媒体']],
    ['mobile', 'モバイル機器', ['タブレット', '携帯電話']],
    ['cloud', '社外サーバ（クラウド）', ['クラウド', '社外サーバ']],
    ['businessSystem', '業務システム', ['業務サーバ']],
  ]),
  closed('state', '状態', [
    ['inUse', '利用中', ['使用中', '稼働中', '運用中']],
    ['spare', '予備', ['予備機', '予備品']],
    ['lent', '貸出中', ['貸与中']],
    ['takenOut', '持出中', ['持ち出し中']],
    ['repair', '修理中', ['修理']],
    ['draft', '作成中'],
    ['toDispose', '廃棄予定', ['廃棄待ち']],
    ['disposed', '廃棄済', ['廃棄', '廃棄済み'], { gone: true }],
    ['returned', '返却済', ['返却', '返却済み'], { gone: true }],
    ['lost', '紛失', ['所在不明']],
  ]),
  closed('stocktakeResult', '棚卸結果', [
    ['match', '一致', ['○', '確認済', '現物確認済', '有']],
    ['difference', '差異', ['差異あり', '△']],
    ['missing', '所在不明', ['不明', '×']],
    ['notDone', '未実施', ['未', '未確認']],
  ]),
  {
    id: 'personalData', label: '個人情報', closed: true, items: [
      { id: 'personal.none', label: '無', aliases: ['なし', '無し', '含まない', '該当なし', '×'], attrs: { none: true } },
      { id: 'personal.general', label: '個人情報', aliases: ['有', '有り', 'あり', '○', '〇', '◯', '含む'] },
      { id: 'personal.sensitive', label: '要配慮個人情報', aliases: ['要配慮'] },
      { id: 'personal.specific', label: '特定個人情報', aliases: ['特定個人', 'マイナンバー', '個人番号'] },
    ],
  },
  closed('subjectBand', '本人の数の区分', [
    ['none', '0人', ['0', 'なし'], { min: 0, max: 0 }],
    ['upTo100', '1～100人', ['1～100', '100人以下'], { min: 1, max: 100 }],
    ['upTo999', '101～999人', ['101～999'], { min: 101, max: 999 }],
    ['from1000', '1,000人以上', ['1000以上'], { min: 1000 }],
  ]),
  // Real marks (domain.md §2.4). A ○○ is to be named by the union: 「3日以内復旧」 becomes an item of its own.
  open('handlingMark', '取扱制限', [
    ['none', 'なし', ['無', '制限なし', '特になし'], { code: 'M00', none: true }],
    ['concerned', '関係者限り', ['関係者のみ'], { code: 'M01', axis: 'confidentiality' }],
    ['noCopy', '複製禁止', [], { code: 'M02', axis: 'confidentiality' }],
    ['copyByPermission', '複製要許可', [], { code: 'M03', axis: 'confidentiality' }],
    ['photocopyByPermission', '複写要許可', [], { code: 'M04', axis: 'confidentiality' }],
    ['noDistribution', '配付禁止', ['配布禁止'], { code: 'M05', axis: 'confidentiality' }],
    ['distributionByPermission', '配付要許可', ['配布要許可'], { code: 'M06', axis: 'confidentiality' }],
    ['noTakeOut', '持出禁止', ['持ち出し禁止', '持出し禁止'], { code: 'M07', axis: 'confidentiality' }],
    ['takeOutByPermission', '持出要許可', ['持ち出し要許可', '持出し要許可'], { code: 'M08', axis: 'confidentiality' }],
    ['encrypt', '暗号化必須', ['要暗号化'], { code: 'M09', axis: 'confidentiality' }],
    ['noForward', '転送禁止', [], { code: 'M10', axis: 'confidentiality' }],
    ['noSend', '送信禁止', [], { code: 'M11', axis: 'confidentiality' }],
    ['noReuse', '再利用禁止', [], { code: 'M12', axis: 'confidentiality' }],
    ['keepUntil', '○○まで保存', [], { code: 'M13', axis: 'integrity', parameter: true }],
    ['noRewrite', '書換禁止', ['書き換え禁止'], { code: 'M14', axis: 'integrity' }],
    ['rewriteByPermission', '書換要許可', ['書き換え要許可'], { code: 'M15', axis: 'integrity' }],
    ['noDelete', '削除禁止', [], { code: 'M16', axis: 'integrity' }],
    ['disposeAfterRetention', '保存期間満了後廃棄', [], { code: 'M17', axis: 'integrity' }],
    ['recoverWithin', '○○以内復旧', [], { code: 'M18', axis: 'availability', parameter: true }],
    ['keepAt', '○○において保存', [], { code: 'M19', axis: 'availability', parameter: true }],
  ]),
  // The guideline's duties by level (domain.md §2.4): an asset may be freed from one with a reason (D15).
  open('duty', '分類による取扱制限', [
    ['h01', 'H01 支給以外の端末での作業の原則禁止', [], { code: 'H01' }],
    ['h02', 'H02 必要以上の複製及び配付禁止', [], { code: 'H02' }],
    ['h03', 'H03 保管場所の制限、保管場所への必要以上の電磁的記録媒体等の持込み禁止', [], { code: 'H03' }],
    ['h04', 'H04 情報の送信、情報資産の運搬・提供時における暗号化・パスワード設定や鍵付きケースへの格納', [], { code: 'H04' }],
    ['h05', 'H05 復元不可能な処理を施しての廃棄', [], { code: 'H05' }],
    ['h06', 'H06 信頼のできるネットワーク回線の選択', [], { code: 'H06' }],
    ['h07', 'H07 外部で情報処理を行う際の安全管理措置の規定', [], { code: 'H07' }],
    ['h08', 'H08 電磁的記録媒体の施錠可能な場所への保管', [], { code: 'H08' }],
    ['h09', 'H09 バックアップ、電子署名付与', [], { code: 'H09' }],
    ['h10', 'H10 バックアップ、指定する時間以内の復旧', [], { code: 'H10' }],
  ]),
  // years: for 満了日 (D8). Without years there is no 満了日; 1年未満 is 0.
  open('retention', '保存期間', [
    ['permanent', '永久', ['永年', '永久保存', '長期（永久）'], { endless: true }],
    ['long', '長期', ['長期保存'], { endless: true }],
    ['years30', '30年', ['30年間', '30', '三十年'], { years: 30 }],
    ['years10', '10年', ['10年間', '10', '十年'], { years: 10 }],
    ['years7', '7年', ['7年間', '7', '七年'], { years: 7 }],
    ['years5', '5年', ['5年間', '5', '五年'], { years: 5 }],
    ['years3', '3年', ['3年間', '3', '三年'], { years: 3 }],
    ['years1', '1年', ['1年間', '1', '一年'], { years: 1 }],
    ['underYear', '1年未満', ['一年未満'], { years: 0 }],
    ['standing', '常用', ['常時使用'], { endless: true }],
    ['untilSuccessor', '後継版作成まで', ['後継版まで'], { event: true }],
    ['untilClosure', '施設廃止まで', [], { event: true }],
    ['untilContractEnd', '契約終了まで', [], { event: true }],
  ]),
  // IPA (domain.md §7.1): value enters the risk value.
  closed('threatLikelihood', '脅威の起こりやすさ', [
    ['high', '3 通常の状況で発生', ['3'], { value: 3 }],
    ['medium', '2 特定の状況で発生', ['2'], { value: 2 }],
    ['low', '1 通常発生しない', ['1'], { value: 1 }],
  ]),
  closed('vulnerability', '脆弱性のつけ込みやすさ', [
    ['open', '3 対策を実施していない', ['3'], { value: 3 }],
    ['partial', '2 部分的に対策を実施している', ['2'], { value: 2 }],
    ['closed', '1 必要な対策をすべて実施している', ['1'], { value: 1 }],
  ]),

  // --- facts of the kinds
  closed('yesNo', '有無', [
    ['yes', 'あり', YES],
    ['no', 'なし', NO],
  ]),
  closed('encryption', '暗号化', [
    ['yes', 'あり', [...YES, '暗号化済']],
    ['passwordOnly', 'パスワードのみ', ['パスワード']],
    ['no', 'なし', NO],
    ['notNeeded', '対象外', ['該当なし']],
  ]),
  closed('form', '紙・電子の別', [
    ['paper', '紙', ['書類', '紙文書', '紙媒体']],
    ['electronic', '電子', ['電子データ', 'データ', '電磁的記録']],
    ['both', '紙・電子', ['紙と電子', '両方', '電子・紙'], { both: true }],
  ]),
  closed('acquisitionType', '取得区分', [
    ['purchase', '購入', ['買取']],
    ['lease', 'リース', ['賃貸借'], { returns: true }],
    ['rental', 'レンタル', [], { returns: true }],
    ['donation', '寄附', ['寄付']],
    ['lentByMember', '構成市町から貸与', ['貸与', '借用'], { returns: true }],
  ]),
  open('hardwareType', '機器種別', [
    ['server', 'サーバ', ['サーバー']],
    ['desktop', 'パソコン', ['PC', 'デスクトップ', 'デスクトップパソコン']],
    ['notebook', 'ノートパソコン', ['ノートPC', 'ノート']],
    ['tablet', 'タブレット', ['タブレット端末']],
    ['multifunction', '複合機', ['コピー機']],
    ['printer', 'プリンタ', ['プリンター', 'レーザープリンタ', 'ドットプリンタ']],
    ['nas', 'NAS', ['ネットワークHDD']],
    ['phone', '携帯電話', ['スマートフォン', '公用携帯電話']],
    ['recorder', '録画装置', ['レコーダ', '監視カメラ録画装置']],
    ['scanner', 'スキャナ', ['スキャナー']],
    ['handheld', 'ハンディターミナル'],
    ['camera', 'デジタルカメラ', ['カメラ']],
    ['controller', '制御装置', ['DCS', 'PLC']],
    ['other', 'その他'],
  ]),
  open('storageType', '内蔵記憶装置', [
    ['hdd', 'HDD'],
    ['ssd', 'SSD'],
    ['emmc', 'eMMC'],
    ['both', 'HDDとSSD'],
    ['none', 'なし', ['無']],
  ]),
  open('usbControl', 'USB等接続制御', [
    ['blocked', 'すべて禁止', ['禁止']],
    ['registeredOnly', '登録した媒体のみ', ['制御済', '登録媒体のみ']],
    ['readOnly', '読み取りのみ'],
    ['none', '制御なし', NO],
  ]),
  open('theftPrevention', '盗難防止', [
    ['wire', 'ワイヤ', ['ワイヤー', '盗難防止ワイヤ']],
    ['lockedRoom', '施錠した部屋', ['施錠']],
    ['lockedCabinet', '施錠した保管庫'],
    ['fixed', 'ラックに固定'],
    ['none', 'なし', NO],
  ]),
  open('networkType', '設備種別', [
    ['line', '回線', ['通信回線']],
    ['router', 'ルータ', ['ルーター']],
    ['l2switch', 'L2SW', ['L2スイッチ', 'スイッチングハブ', 'ハブ']],
    ['l3switch', 'L3SW', ['L3スイッチ']],
    ['firewall', 'FW', ['ファイアウォール', 'UTM']],
    ['accessPoint', '無線AP', ['AP', '無線アクセスポイント']],
    ['mediaConverter', 'MC', ['メディアコンバータ', 'ONU']],
    ['ups', 'UPS', ['無停電電源装置']],
    ['airConditioner', '空調', ['空調設備']],
    ['entryControl', '入退室', ['入退室管理', '入退室装置']],
    ['power', '電源', ['電源設備']],
    ['rack', 'ラック', ['サーバラック']],
    ['lan', 'LAN', ['庁内LAN', '制御LAN']],
    ['other', 'その他'],
  ]),
  open('cycle', '周期', [
    ['daily', '毎日', ['日次']],
    ['weekly', '毎週', ['週次']],
    ['monthly', '毎月', ['月次']],
    ['quarterly', '3か月ごと', ['四半期']],
    ['halfYearly', '6か月ごと', ['半年ごと', '半期']],
    ['yearly', '毎年', ['年次', '年1回']],
    ['onChange', '変更のつど', ['随時']],
  ]),
  open('systemType', 'システム種別', [
    ['business', '業務', ['業務システム']],
    ['infrastructure', '基盤', ['基盤システム', '共通基盤']],
    ['weighing', '計量', ['計量システム']],
    ['control', '制御', ['制御システム', '施設制御']],
    ['web', 'Web', ['ホームページ', 'ウェブ']],
  ]),
  open('authentication', '認証方式', [
    ['password', 'IDとパスワード', ['パスワード']],
    ['icCard', 'ICカード'],
    ['biometric', '生体認証', ['指紋', '顔認証']],
    ['combined', '多要素認証', ['二要素認証']],
    ['none', 'なし', NO],
  ]),
  open('reinstallEase', '再インストールの容易さ', [
    ['self', '職員でできる', ['容易']],
    ['vendor', '事業者ならできる', ['要事業者']],
    ['hard', '難しい', ['困難']],
  ]),
  open('mediumType', '媒体種別', [
    ['usb', 'USBメモリ', ['USB', 'USBフラッシュメモリ']],
    ['externalHdd', '外付HDD', ['外付けHDD', 'ポータブルHDD']],
    ['externalSsd', '外付SSD', ['外付けSSD', 'ポータブルSSD']],
    ['sd', 'SDカード', ['SD', 'microSD']],
    ['cd', 'CD', ['CD-R', 'CD-ROM']],
    ['dvd', 'DVD', ['DVD-ROM']],
    // Its own item: ledgers of media say DVD-R, and the same word must come back.
    ['dvdR', 'DVD-R'],
    ['bluray', 'BD', ['BD-R', 'ブルーレイ']],
    ['tape', '磁気テープ', ['LTO', 'テープ']],
    ['other', 'その他'],
  ]),
  open('documentType', '文書種別', [
    ['specification', '仕様書'],
    ['design', '設計書'],
    ['configuration', '構成図', ['システム構成図']],
    ['network', 'NW図', ['ネットワーク図', 'ネットワーク構成図']],
    ['procedure', '操作手順', ['操作手順書', '手順書', 'マニュアル']],
    ['setting', '設定書', ['設定資料', 'パラメータシート']],
    ['drawing', '図面'],
    ['contract', '契約', ['契約書']],
    ['plan', '計画', ['計画書']],
    ['report', '報告書'],
    ['other', 'その他'],
  ]),
  open('copyPermission', '複写・持出の要許可', [
    ['needed', '要許可', ['許可制', '要']],
    ['forbidden', '禁止', ['不可']],
    ['free', '許可不要', ['可', '不要']],
  ]),
  open('licenseType', 'ライセンス種別', [
    ['perpetual', '買切り', ['永続', '買取', 'パッケージ']],
    ['subscription', '年間契約', ['サブスクリプション', '期間契約']],
    ['volume', 'ボリューム', ['ボリュームライセンス']],
    ['preinstalled', '機器付属', ['OEM', 'プリインストール']],
    ['free', '無償', ['フリー', 'フリーソフト', 'オープンソース']],
    ['ownMade', '職員作成', ['自作']],
    ['license', 'ライセンス'],
  ]),
  closed('originality', '原本・写しの別', [
    ['original', '原本', ['正本']],
    ['copy', '写し', ['副本', 'コピー', '複製']],
  ]),
  open('obtainedBy', '作成・入手区分', [
    ['made', '作成', ['職員作成']],
    ['received', '入手', ['外部から入手', '取得']],
    ['internal', '内部から入手'],
    ['entrusted', '預り', ['受託']],
  ]),
  closed('personalFile', '個人情報ファイル簿', [
    ['listed', '該当', ['掲載済', '○', '〇', '◯', '有']],
    ['candidate', '候補', ['確認中']],
    ['notListed', '非該当', ['該当しない', '×', '無']],
  ]),
  closed('retentionAction', '満了時の措置', [
    ['dispose', '廃棄'],
    ['extend', '延長'],
    ['transfer', '移管'],
  ]),
  open('markingMethod', '分類の表示方法', [
    ['fileName', 'ファイル名'],
    ['header', 'ヘッダー・フッター', ['ヘッダー', 'フッター']],
    ['property', 'ファイルのプロパティ', ['プロパティ']],
    ['corner', '文書の隅'],
    ['label', 'ラベル', ['シール']],
    ['stamp', '押印', ['スタンプ']],
  ]),
  open('serviceType', 'サービス種別', [
    ['contract', '業務委託', ['委託', '契約']],
    ['cloud', 'クラウド', ['クラウドサービス', 'SaaS']],
    ['sns', 'SNS', ['ソーシャルメディア']],
    ['line', '回線'],
    ['lease', '賃貸借', ['リース', 'レンタル']],
    ['other', 'その他'],
  ]),
  // Where the contractor works decides the tier of erasure (domain.md §3.1).
  closed('workPlace', '作業場所', [
    ['office', '庁舎内', ['庁内', '構内'], { own: true }],
    ['contractor', '事業者内', ['事業者', '委託先'], { own: false }],
    ['both', '庁舎内と事業者内', ['両方'], { own: false }],
  ]),
];
