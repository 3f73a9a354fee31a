import type { Axis, Level, Scheme } from '../../contract/scheme.ts';
import { QUESTIONS_2024, QUESTIONS_FORMER, QUESTIONS_IPA } from './questions.ts';

/** The guideline's list, H01 to H10 (domain.md §2.4). Which level carries which stands with the levels below. */
const DUTIES: Scheme['duties'] = [
  {
    code: 'H01',
    text: '支給以外の端末での作業の原則禁止',
    acts: ['use'],
    plain: '組合が支給した端末だけで扱います。自分のパソコンやスマートフォンでは扱いません。',
  },
  {
    code: 'H02',
    text: '必要以上の複製及び配付禁止',
    acts: ['copy'],
    plain: '写し（コピー・印刷・データの複製）は、仕事に要る数だけにします。配る相手も、要る人だけにします。',
  },
  {
    code: 'H03',
    text: '保管場所の制限、保管場所への必要以上の電磁的記録媒体等の持込み禁止',
    acts: ['keep'],
    plain: '決められた場所に置きます。置き場所に、要らないUSBメモリなどを持ち込みません。',
  },
  {
    code: 'H04',
    text: '情報の送信、情報資産の運搬・提供時における暗号化・パスワード設定や鍵付きケースへの格納',
    acts: ['send', 'carry'],
    plain: '送るとき・渡すときは、暗号化するかパスワードをかけます。運ぶときは、鍵の付いたケースに入れます。',
  },
  {
    code: 'H05',
    text: '復元不可能な処理を施しての廃棄',
    acts: ['dispose'],
    plain: '元に戻せないようにして捨てます。紙は裁断か溶解、機器や媒体は消去か破壊をします。',
  },
  {
    code: 'H06',
    text: '信頼のできるネットワーク回線の選択',
    acts: ['send'],
    plain: '組合が認めた回線だけを使います。公衆無線LANでは送りません。',
  },
  {
    code: 'H07',
    text: '外部で情報処理を行う際の安全管理措置の規定',
    acts: ['carry', 'use'],
    plain: '庁舎の外や委託先で扱うときは、決められた安全管理の手順に従います。',
  },
  {
    code: 'H08',
    text: '電磁的記録媒体の施錠可能な場所への保管',
    acts: ['keep'],
    plain: '媒体は、鍵のかかる場所にしまいます。机の上に置いたまま席を離れません。',
  },
  {
    code: 'H09',
    text: 'バックアップ、電子署名付与',
    acts: ['backup'],
    plain: '控え（バックアップ）を取り、書きかえられていないことを確かめられるようにします。',
  },
  {
    code: 'H10',
    text: 'バックアップ、指定する時間以内の復旧',
    acts: ['backup'],
    plain: '控え（バックアップ）を取り、決められた時間の中で元に戻せるようにします。',
  },
];

const DUTIES_SECRET = ['H01', 'H02', 'H03', 'H04', 'H05', 'H06', 'H07', 'H08'];
const DUTIES_INTERNAL = ['H02', 'H03', 'H04', 'H05', 'H06', 'H07', 'H08'];
const DUTIES_INTEGRITY = ['H07', 'H08', 'H09'];
const DUTIES_AVAILABILITY = ['H08', 'H10'];

const AXIS_WORDS = {
  confidentiality: { label: '機密性', short: '機', neutral: 'C' },
  integrity: { label: '完全性', short: '完', neutral: 'I' },
  availability: { label: '可用性', short: '可', neutral: 'A' },
} as const;

/** A level whose marks follow the usual pattern: `prefix` + 機密性 + code, 機 + code, C + code. */
function level(
  axis: Axis,
  prefix: string,
  facts: Pick<Level, 'code' | 'rank' | 'definition' | 'examples' | 'weight' | 'duties'>,
): Level {
  const words = AXIS_WORDS[axis];
  return {
    ...facts,
    name: `${prefix}${words.label}${facts.code}`,
    short: `${words.short}${facts.code}`,
    neutral: `${words.neutral}${facts.code}`,
    // 機密性3B without the prefix is how most hand-made ledgers write it.
    aliases: [`${words.label}${facts.code}`],
  };
}

/** 完全性 2/1 and 可用性 2/1, the same sentences in the newer and the older scheme (domain.md §2.1, §2.2). */
function twoLevels(axis: 'integrity' | 'availability', prefix: string): Level[] {
  const integrity = axis === 'integrity';
  const label = `${prefix}${AXIS_WORDS[axis].label}`;
  return [
    level(axis, prefix, {
      code: '2',
      rank: 2,
      weight: 'outlined',
      definition: integrity
        ? '改ざん、誤びゅう又は破損により、住民の権利が侵害される又は行政事務の適確な遂行に支障（軽微なものを除く。）を及ぼすおそれがある情報資産です。'
        : '滅失、紛失又は利用が不可能になることにより、住民の権利が侵害される又は行政事務の安定的な遂行に支障（軽微なものを除く。）を及ぼすおそれがある情報資産です。',
      examples: integrity
        ? '計量・手数料のデータ、財務会計のデータ、例規の原本、焼却炉の運転記録など。'
        : '計量システム、財務会計システム、焼却炉の中央監視制御装置など、止まると業務が続けられないもの。',
      duties: integrity ? DUTIES_INTEGRITY : DUTIES_AVAILABILITY,
    }),
    level(axis, prefix, {
      code: '1',
      rank: 1,
      weight: 'plain',
      definition: `${label}2以外の情報資産です。`,
      examples: '写し、参考資料など。',
      duties: [],
    }),
  ];
}

const FOUR_CLASSES = [
  { code: 'Ⅰ', definition: '個人情報、及びセキュリティ侵害が住民の生命、財産等へ重大な影響を及ぼす情報資産です。' },
  {
    code: 'Ⅱ',
    definition: '公開を予定していない情報、及びセキュリティ侵害が行政事務の執行等に重大な影響を及ぼす情報資産です。',
  },
  {
    code: 'Ⅲ',
    definition: '外部に公開する情報のうち、セキュリティ侵害が行政事務の執行等に軽微な影響を及ぼす情報資産です。',
  },
  { code: 'Ⅳ', definition: 'Ⅰ、Ⅱ及びⅢ以外の情報資産です。' },
];

/** 自治体機密性3A・3B・3C・2・1 (domain.md §2.2, derivation §2.5 "new scheme"). */
export const MUNICIPAL_2024: Scheme = {
  id: 'municipal-2024',
  name: '自治体の新しい分類（自治体機密性3A〜1）',
  version: '令和6年10月改定',
  note: '令和6年10月に改定された総務省のガイドラインの分け方です。機密性を5段階に分けます。',
  preset: true,
  duties: DUTIES,
  questions: QUESTIONS_2024,
  axes: {
    confidentiality: {
      label: '機密性',
      levels: [
        level('confidentiality', '自治体', {
          code: '3A',
          rank: 5,
          weight: 'filled',
          definition: '「行政文書の管理に関するガイドライン」に定める秘密文書に相当する文書です。',
          examples: '極秘又は秘に指定された文書、国から受け取った秘密文書など。ふつうの組合にはほとんどありません。',
          duties: DUTIES_SECRET,
        }),
        level('confidentiality', '自治体', {
          code: '3B',
          rank: 4,
          weight: 'filled',
          definition:
            '漏えい等が生じた際に、個人の権利利益の侵害の度合いが大きく、事務又は業務の規模や性質上、取扱いに非常に留意すべき情報資産です。',
          examples: '特定個人情報、多人数の住民情報、要配慮個人情報、職員のマイナンバーなど。',
          duties: DUTIES_SECRET,
        }),
        level('confidentiality', '自治体', {
          code: '3C',
          rank: 3,
          weight: 'half',
          definition:
            '自治体機密性3B以上に相当する機密性は要しないが、基本的に公表することを前提としていないもので、業務の規模や性質上、取扱いに留意すべき情報資産です。',
          examples:
            '職員の人事・給与・評価、入札予定価格、ネットワーク構成図や機器の設定、脆弱性の情報、搬入業者との契約のうち公表しない部分など。',
          duties: DUTIES_SECRET,
        }),
        level('confidentiality', '自治体', {
          code: '2',
          rank: 2,
          weight: 'outlined',
          definition:
            '自治体機密性3に相当する機密性は要しないが、直ちに一般に公表することを前提としていない情報資産です。',
          examples: '起案中の文書、内部の会議資料、決裁前の予算資料、庁内マニュアルなど。',
          duties: DUTIES_INTERNAL,
        }),
        level('confidentiality', '自治体', {
          code: '1',
          rank: 1,
          weight: 'plain',
          definition: '自治体機密性2又は自治体機密性3の情報資産以外の情報資産です。',
          examples: '広報、ホームページの掲載物、搬入受付の案内、公表した統計など。',
          duties: [],
        }),
      ],
    },
    integrity: { label: '完全性', levels: twoLevels('integrity', '自治体') },
    availability: { label: '可用性', levels: twoLevels('availability', '自治体') },
  },
  importance: {
    label: '重要性分類',
    classes: FOUR_CLASSES,
    rules: [
      {
        result: 'Ⅰ',
        when: [{ confidentiality: ['3A', '3B'] }, { personalData: ['personal.specific', 'personal.sensitive'] }],
      },
      {
        result: 'Ⅱ',
        when: [
          { confidentiality: ['3C'] },
          { confidentiality: ['2'], integrity: ['2'] },
          { confidentiality: ['2'], availability: ['2'] },
          { personalData: ['personal.general'] },
        ],
      },
      { result: 'Ⅲ', when: [{ confidentiality: ['2'] }, { integrity: ['2'] }, { availability: ['2'] }] },
      { result: 'Ⅳ', when: [{ confidentiality: ['1'], integrity: ['1'], availability: ['1'] }] },
    ],
  },
  personalMinimum: { specific: '3B', sensitive: '3B', personal: '2' },
};

/** 機密性3・2・1 (domain.md §2.1, derivation §2.5 "old scheme"). */
export const MUNICIPAL_FORMER: Scheme = {
  id: 'municipal-former',
  name: '自治体のこれまでの分類（機密性3〜1）',
  version: '令和5年3月まで',
  note: '令和5年3月までの総務省のガイドラインの分け方です。今の対策基準が機密性3・2・1のときに選びます。',
  preset: true,
  duties: DUTIES,
  questions: QUESTIONS_FORMER,
  axes: {
    confidentiality: {
      label: '機密性',
      levels: [
        level('confidentiality', '', {
          code: '3',
          rank: 3,
          weight: 'filled',
          definition: '行政事務で取り扱う情報資産のうち、秘密文書に相当する機密性を要する情報資産です。',
          examples: '秘密に指定された文書など。特定個人情報や要配慮個人情報をここに置く組合もあります。',
          duties: DUTIES_SECRET,
        }),
        level('confidentiality', '', {
          code: '2',
          rank: 2,
          weight: 'outlined',
          definition:
            '行政事務で取り扱う情報資産のうち、秘密文書に相当する機密性は要しないが、直ちに一般に公表することを前提としていない情報資産です。',
          examples: '個人情報、職員の人事・給与、ネットワーク構成図、起案中の文書、内部の会議資料など。',
          duties: DUTIES_INTERNAL,
        }),
        level('confidentiality', '', {
          code: '1',
          rank: 1,
          weight: 'plain',
          definition: '機密性2又は機密性3の情報資産以外の情報資産です。',
          examples: '広報、ホームページの掲載物、搬入受付の案内、公表した統計など。',
          duties: [],
        }),
      ],
    },
    integrity: { label: '完全性', levels: twoLevels('integrity', '') },
    availability: { label: '可用性', levels: twoLevels('availability', '') },
  },
  importance: {
    label: '重要性分類',
    classes: FOUR_CLASSES,
    rules: [
      {
        result: 'Ⅰ',
        when: [{ confidentiality: ['3'] }, { personalData: ['personal.specific', 'personal.sensitive'] }],
      },
      {
        result: 'Ⅱ',
        when: [
          { confidentiality: ['2'], integrity: ['2'] },
          { confidentiality: ['2'], availability: ['2'] },
          { personalData: ['personal.general'] },
        ],
      },
      { result: 'Ⅲ', when: [{ confidentiality: ['2'] }, { integrity: ['2'] }, { availability: ['2'] }] },
      { result: 'Ⅳ', when: [{ confidentiality: ['1'], integrity: ['1'], availability: ['1'] }] },
    ],
  },
  personalMinimum: { specific: '2', sensitive: '2', personal: '2' },
};

const IPA_DEFINITIONS: Record<Axis, readonly [three: string, two: string, one: string]> = {
  confidentiality: [
    '法律で安全管理が義務付けられている、守秘義務の対象や限定提供データとして指定されている、又は漏えいすると取引先や顧客に大きな影響、自らに深刻な影響がある情報資産です。',
    '漏えいすると事業に大きな影響がある情報資産です。',
    '漏えいしても事業にほとんど影響がない情報資産です。',
  ],
  integrity: [
    '法律で安全管理が義務付けられている、又は改ざんされると自らに深刻な影響や、取引先や顧客に大きな影響がある情報資産です。',
    '改ざんされると事業に大きな影響がある情報資産です。',
    '改ざんされても事業にほとんど影響がない情報資産です。',
  ],
  availability: [
    '利用できなくなると自らに深刻な影響や、取引先や顧客に大きな影響がある情報資産です。',
    '利用できなくなると事業に大きな影響がある情報資産です。',
    '利用できなくなっても事業にほとんど影響がない情報資産です。',
  ],
};
const IPA_EXAMPLES: Record<Axis, readonly [three: string, two: string, one: string]> = {
  confidentiality: [
    '個人情報、特定個人情報、契約で守秘義務を負う情報など。',
    '公表前の内部資料、見積りなど。',
    '広報、ホームページの掲載物など。',
  ],
  integrity: ['個人情報、会計のデータ、計量のデータなど。', '業務の手順書、内部の集計など。', '写し、参考資料など。'],
  availability: ['計量システム、焼却炉の制御装置など。', '文書管理、共有フォルダなど。', '写し、参考資料など。'],
};
// IPA prescribes no handling; these are the municipal duties of like strength, for the union to change.
const IPA_DUTIES: Record<Axis, readonly [three: readonly string[], two: readonly string[]]> = {
  confidentiality: [DUTIES_SECRET, DUTIES_INTERNAL],
  integrity: [DUTIES_INTEGRITY, []],
  availability: [DUTIES_AVAILABILITY, []],
};

function ipaAxis(axis: Axis): { label: string; levels: Level[] } {
  const [three, two, one] = IPA_DEFINITIONS[axis];
  const [threeExamples, twoExamples, oneExamples] = IPA_EXAMPLES[axis];
  const [threeDuties, twoDuties] = IPA_DUTIES[axis];
  return {
    label: AXIS_WORDS[axis].label,
    levels: [
      level(axis, '', {
        code: '3',
        rank: 3,
        weight: 'filled',
        definition: three,
        examples: threeExamples,
        duties: [...threeDuties],
      }),
      level(axis, '', {
        code: '2',
        rank: 2,
        weight: 'outlined',
        definition: two,
        examples: twoExamples,
        duties: [...twoDuties],
      }),
      level(axis, '', { code: '1', rank: 1, weight: 'plain', definition: one, examples: oneExamples, duties: [] }),
    ],
  };
}

/** IPA 中小企業の情報セキュリティ対策ガイドライン, 3/2/1 of v3.1 and later (domain.md §2.6, D1). */
export const IPA_3: Scheme = {
  id: 'ipa-3',
  name: 'IPAの分類（3・2・1と重要度）',
  version: '第3.1版から',
  note: 'IPAの中小企業向けガイドラインの分け方です。機密性・完全性・可用性のいちばん高い値が重要度になります。取扱制限はガイドラインにないので、自治体の例を入れてあります。',
  preset: true,
  duties: DUTIES,
  questions: QUESTIONS_IPA,
  axes: {
    confidentiality: ipaAxis('confidentiality'),
    integrity: ipaAxis('integrity'),
    availability: ipaAxis('availability'),
  },
  importance: {
    label: '重要度',
    floor: true,
    classes: [
      { code: '3', definition: '事故が起きると、組織の存続を左右しかねない情報資産です。' },
      { code: '2', definition: '事故が起きると、事業に重大な影響がある情報資産です。' },
      { code: '1', definition: '事故が起きても、事業にほとんど影響がない情報資産です。' },
    ],
    // The greatest of the three values; personal data of any kind is 3 (D1).
    rules: [
      {
        result: '3',
        when: [
          { confidentiality: ['3'] },
          { integrity: ['3'] },
          { availability: ['3'] },
          { personalData: ['personal.general', 'personal.sensitive', 'personal.specific'] },
        ],
      },
      { result: '2', when: [{ confidentiality: ['2'] }, { integrity: ['2'] }, { availability: ['2'] }] },
      { result: '1', when: [{}] },
    ],
  },
  // A duty by law to keep it safe is the first criterion of 機密性3 (domain.md §2.6).
  personalMinimum: { specific: '3', sensitive: '3', personal: '3' },
};

/** The schemes a new register can start from; the first is proposed. */
export const SCHEMES: readonly Scheme[] = [MUNICIPAL_2024, MUNICIPAL_FORMER, IPA_3];
