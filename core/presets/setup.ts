import type { Kind } from '../../contract/catalogue/field.ts';

/** Groups proposed at set-up, with the two digits used in asset numbers (D17). The union changes them as it likes. */
export const GROUP_PROPOSALS: readonly { readonly label: string; readonly code: string; readonly bodyId: string }[] = [
  { label: '総務グループ', code: '01', bodyId: 'body.manager' },
  { label: '業務グループ', code: '02', bodyId: 'body.manager' },
  { label: '施設グループ', code: '03', bodyId: 'body.manager' },
  { label: '議会事務局', code: '04', bodyId: 'body.assembly' },
  { label: '監査委員事務局', code: '05', bodyId: 'body.audit' },
  { label: '公平委員会事務局', code: '06', bodyId: 'body.equity' },
];

/** Titles of the 決裁欄, left to right (domain.md §10). */
export const APPROVAL_TITLES: readonly string[] = ['管理者', '副管理者', '事務局長', 'グループ長', '担当'];

/** Pattern of asset numbers (domain.md D17): INF-2026-01-0001. */
export const NUMBER_PATTERN = '{区分}-{年度}-{部署}-{連番}';

/** Class marking on everything exported, until the union sets its own (D20, policy 10). */
export const DEFAULT_MARKING = '自治体機密性2 / 取扱注意';

/** Months from one stocktake to the next review (D10, domain.md §3.2). */
export const REVIEW_MONTHS = 12;

/** What the network zones mean, as help beside the field: the policy's own sentences, then ours for the other three. */
export const ZONE_DEFINITIONS: readonly {
  readonly id: string;
  readonly definition: string;
  readonly source: string;
}[] = [
  {
    id: 'zone.myNumber',
    definition: '個人番号利用事務又は戸籍事務等に関わる情報システム及びデータをいう。',
    source: 'policy 2(8)',
  },
  {
    id: 'zone.lgwan',
    definition:
      'LGWANに接続された情報システム及びその情報システムで取り扱うデータをいう（個人番号利用事務系を除く。）。',
    source: 'policy 2(9)',
  },
  {
    id: 'zone.internet',
    definition:
      'インターネットメール、ホームページ管理システム等に関わるインターネットに接続された情報システム及びその情報システムで取り扱うデータをいう。',
    source: 'policy 2(10)',
  },
  {
    id: 'zone.standalone',
    definition: 'どのネットワークにもつながっていない機器と、その中のデータです。',
    source: 'domain.md §1',
  },
  {
    id: 'zone.plant',
    definition: '焼却炉や計量などの設備を動かす、ほかから切り離されたネットワークにある機器とデータです。',
    source: 'domain.md §1',
  },
  { id: 'zone.paper', definition: '紙だけで持っている情報です。', source: 'domain.md §1' },
];

export interface ThreatPreset {
  readonly code: string;
  readonly label: string;
  /** What may happen. */
  readonly events: readonly string[];
  /** What it leads to. */
  readonly effect: string;
  readonly source: string;
}

/** The policy's five kinds of threat (domain.md §7.3). */
export const THREATS: readonly ThreatPreset[] = [
  {
    code: 'T1',
    label: '意図的な要因',
    events: ['不正アクセス', 'ウイルス攻撃', 'サービス不能攻撃', '部外者の侵入', '内部不正'],
    effect: '情報資産の漏えい・破壊・改ざん・消去、重要情報の詐取',
    source: 'policy 3(1)',
  },
  {
    code: 'T2',
    label: '非意図的な要因',
    events: [
      '情報資産の無断持ち出し',
      '無許可ソフトウェアの使用等の規定違反',
      '設計・開発の不備',
      'プログラム上の欠陥',
      '操作・設定ミス',
      'メンテナンス不備',
      '内部・外部監査機能の不備',
      '委託管理の不備',
      'マネジメントの欠陥',
      '機器故障',
    ],
    effect: '情報資産の漏えい・破壊・消去',
    source: 'policy 3(2)',
  },
  {
    code: 'T3',
    label: '災害',
    events: ['地震', '落雷', '火災'],
    effect: 'サービス及び業務の停止',
    source: 'policy 3(3)',
  },
  {
    code: 'T4',
    label: '要員不足',
    events: ['大規模・広範囲にわたる疾病'],
    effect: '要員不足に伴うシステム運用の機能不全',
    source: 'policy 3(4)',
  },
  {
    code: 'T5',
    label: 'インフラの障害の波及',
    events: ['電力供給の途絶', '通信の途絶', '水道供給の途絶'],
    effect: 'インフラの障害からの波及',
    source: 'policy 3(5)',
  },
];

/** Threats that a risk analysis starts from, by kind of asset; a person adds or strikes out (domain.md §7.3, DES). */
export const THREATS_OF_KIND: Readonly<Record<Kind, readonly string[]>> = {
  hardware: ['T1', 'T2', 'T3', 'T5'],
  network: ['T1', 'T2', 'T3', 'T5'],
  system: ['T1', 'T2', 'T3', 'T4', 'T5'],
  medium: ['T1', 'T2', 'T3'],
  software: ['T1', 'T2'],
  information: ['T1', 'T2', 'T3'],
  document: ['T1', 'T2', 'T3'],
  service: ['T1', 'T2', 'T4', 'T5'],
};
