import type { Kind } from '../../contract/catalogue/field.ts';
import type { Question } from '../../contract/scheme.ts';

/**
 * The questions of the guided classing, one set for each preset scheme (domain.md §2.2, §2.3, §2.5, §2.6, D5). The
 * laxest level of an axis is proposed by one question only, so that nothing is proposed before it is answered. Facts
 * answer towards the stricter side; the laxer one is filled in where a field says so itself (個人情報 無), or where an
 * explicit word says that it is public.
 */

type Levels = Question['choices'][number]['levels'];
type Facts = Question['facts'];

const PAPERS: Kind[] = ['information', 'document'];
/** What holds information: classed mainly by what is in it (⑤, D3). */
const HOLDERS: Kind[] = ['hardware', 'network', 'system', 'medium', 'service'];
const RUNNING: Kind[] = ['system', 'network', 'hardware', 'software', 'service'];

// Words that stand in names; whatever says the stricter is looked for first.
const MY_NUMBER = ['マイナンバー', '個人番号台帳', '特定個人情報', '源泉徴収', '年末調整'];
const SENSITIVE = ['健康診断', '病歴', '診断書', '障害者', 'ストレスチェック', '審査請求', '要配慮'];
const STAFF_AND_BIDS = ['人事', '給与', '入札', '勤務評定', '懲戒', '予定価格', '最低制限価格', '指名業者'];
const CONFIGURATION = ['構成図', '設定書', '設定情報', '設定値', '脆弱性', 'パスワード', 'IPアドレス', '管理者権限'];
const NET_DEVICES = ['ファイアウォール', 'FW', 'L2SW', 'L3SW', 'スイッチ', 'ルータ', '無線AP', 'ドメイン'];
const NOT_PUBLIC = ['非公表', '非公開', '未公表', '公表前', '公開前', '下書き', '原稿', '起案', 'アカウント', '名簿'];
const PUBLIC = ['広報', 'ホームページ', '公表済', '公開済', '公表後', '公開後', '一般公開'];
const SECRET = ['極秘', '秘密文書'];
const PROOF = ['例規', '条例', '議事録', '契約書', '計量データ', '調定', '会計', '運転記録', '測定', '原本'];
const MUST_RUN = ['計量', '中央監視', '制御装置', 'DCS', '財務会計'];
const BACKUP = ['バックアップ', '控え'];

const words = (choice: string, list: string[]): Facts[number] => ({ choice, when: { words: list } });
const personal = (choice: string, ...items: ('none' | 'general' | 'sensitive' | 'specific')[]): Facts[number] => ({
  choice,
  when: { personalData: items.map((item) => `personal.${item}` as const) },
});

function question(
  id: string,
  kinds: Kind[],
  text: string,
  help: string,
  choices: readonly (readonly [id: string, label: string, levels: Levels])[],
  facts: Facts = [],
): Question {
  return { id, text, help, kinds, choices: choices.map(([key, label, levels]) => ({ id: key, label, levels })), facts };
}

const yesNo = (yes: Levels, no: Levels) =>
  [
    ['yes', 'はい', yes],
    ['no', 'いいえ', no],
  ] as const;

const secret = (level: string) =>
  question(
    'secret',
    PAPERS,
    '秘密文書に指定されていますか',
    '極秘や秘の指定を受けたもの、国から受け取った秘密文書などです。例 ふつうの組合の文書は「いいえ」です。',
    yesNo({ confidentiality: level }, {}),
    [words('yes', SECRET)],
  );

const personalData = (special: string, general: string) =>
  question(
    'personal',
    PAPERS,
    'どんな個人情報が入っていますか',
    '二つ以上あるときは、上にあるものを選びます。例 給与台帳はマイナンバー、健康診断の結果は要配慮個人情報、搬入許可申請書はそのほかの個人情報です。',
    [
      ['specific', '特定個人情報（マイナンバー）', { confidentiality: special }],
      ['sensitive', '要配慮個人情報（病歴、障害、犯罪の経歴など）', { confidentiality: special }],
      ['general', 'そのほかの個人情報（氏名、住所、電話番号など）', { confidentiality: general }],
      ['none', '個人情報はない', {}],
    ],
    [
      personal('specific', 'specific'),
      personal('sensitive', 'sensitive'),
      personal('none', 'none'),
      words('specific', MY_NUMBER),
      words('sensitive', SENSITIVE),
      personal('general', 'general'),
    ],
  );

const internal = (level: string) =>
  question(
    'internal',
    PAPERS,
    '人事・給与・評価、入札の予定価格、ネットワークの構成、機器の設定、脆弱性など、公表しない情報ですか',
    '知られると、人や入札の公正さ、施設の安全を損なうものです。例 勤務評定、予定価格調書、ネットワーク構成図、計量用PCの設定書、搬入業者との契約のうち公表しない部分。',
    yesNo({ confidentiality: level }, {}),
    [words('yes', [...STAFF_AND_BIDS, ...CONFIGURATION, '設定'])],
  );

const published = question(
  'published',
  PAPERS,
  'すぐに一般に公表するもの、又はもう公表しているものですか',
  '例 広報、ホームページの掲載物、搬入受付の案内、公表した排ガスの測定値は「はい」です。起案中の文書、会議の資料、決裁前の予算資料は「いいえ」です。',
  yesNo({ confidentiality: '1' }, { confidentiality: '2' }),
  [personal('no', 'specific', 'sensitive'), words('no', NOT_PUBLIC), words('yes', PUBLIC)],
);

const original = question(
  'original',
  PAPERS,
  '証拠や記録として残す原本ですか',
  '例 例規、契約書、議事録、手数料の調定、焼却炉の運転記録の原本は「はい」です。写し、参考資料、下書きは「いいえ」です。',
  yesNo({ integrity: '2' }, {}),
  [words('yes', PROOF), words('no', ['写し', '参考資料'])],
);

const contents = (
  choices: readonly (readonly [id: string, label: string, levels: Levels])[],
  facts: Facts,
  lax: string,
) =>
  question(
    'contents',
    HOLDERS,
    '中に入る情報、通る情報、預ける情報のうち、いちばん大切なものはどれですか',
    '入れ物の分類は、中の情報のいちばん高いものに合わせます。例 人事給与の端末は特定個人情報、会議の資料だけのUSBメモリは内部の情報です。',
    choices,
    // Public only where the field 個人情報 says 無 besides.
    [...facts, { choice: lax, when: { personalData: ['personal.none'], words: PUBLIC } }],
  );

const configuration = (level: string) =>
  question(
    'configuration',
    ['hardware', 'network', 'system'],
    '知られると攻撃に使われる設定が入っていますか',
    '例 ファイアウォールやスイッチの設定、管理者のパスワード、制御装置の設定は「はい」です。ふつうの事務用パソコンや複合機は「いいえ」です。',
    yesNo({ confidentiality: level }, {}),
    [words('yes', [...CONFIGURATION, ...NET_DEVICES])],
  );

const contract = (level: string) =>
  question(
    'contract',
    ['service'],
    '仕様や契約に、公表しない部分がありますか',
    '例 設備の設定、警備の体制、単価の内訳など、事業者との間だけで扱うものです。',
    yesNo({ confidentiality: level }, {}),
    [words('yes', ['警備', ...CONFIGURATION])],
  );

const program = (configured: string, own: string, free: string) =>
  question(
    'program',
    ['software'],
    'ソフトウェアやその設定に、外に出してはならないものがありますか',
    '例 計量ソフトの接続設定は一つ目、ライセンスキーや組合のために作ったプログラムは二つ目、だれでも買える事務用のソフトは三つ目です。',
    [
      ['configured', '認証の情報や、攻撃に使われる設定がある', { confidentiality: configured }],
      ['own', '独自に作ったプログラムや、人に渡せないライセンスキーがある', { confidentiality: own }],
      ['free', 'ない（だれでも手に入る）', { confidentiality: free }],
    ],
    [words('configured', CONFIGURATION)],
  );

/** Answers of the two municipal schemes: 「支障（軽微なものを除く）」 or not. */
const harm = (axis: 'integrity' | 'availability') => yesNo({ [axis]: '2' }, { [axis]: '1' });
/** Answers of the IPA scheme, in the three steps of its criteria (domain.md §2.6). */
const effect = (axis: 'confidentiality' | 'integrity' | 'availability') =>
  [
    ['serious', '取引先や住民に大きな影響、組合に深刻な影響がある', { [axis]: '3' }],
    ['large', '事業に大きな影響がある', { [axis]: '2' }],
    ['little', 'ほとんど影響がない', { [axis]: '1' }],
  ] as const;

type Steps = typeof harm | typeof effect;

const wrong = (steps: Steps, strict: string) =>
  question(
    'wrong',
    [],
    steps === harm
      ? '書きかえられたり、誤ったり、壊れたりすると、住民の権利や業務に支障がありますか'
      : '書きかえられたり、誤ったり、壊れたりすると、どれくらい影響がありますか',
    '軽いものは除きます。例 計量のデータが誤ると、手数料の請求を誤ります。',
    steps('integrity'),
    [words(strict, ['計量', '手数料', '会計', '制御装置', '中央監視'])],
  );

const lost = (steps: Steps) =>
  question(
    'lost',
    ['information', 'document', 'medium'],
    steps === harm
      ? 'なくしたり、使えなくなったりすると、住民の権利や業務に支障がありますか'
      : 'なくしたり、使えなくなったりすると、どれくらい影響がありますか',
    '軽いものは除きます。例 搬入の受付に要るデータがなくなると、搬入を受けられません。写しや参考資料は、なくしても困りません。',
    steps('availability'),
  );

const stopped = (steps: Steps, strict: string) =>
  question(
    'stopped',
    RUNNING,
    steps === harm ? '止まると、住民の権利や業務に支障がありますか' : '止まると、どれくらい影響がありますか',
    '軽いものは除きます。例 計量システムが止まると、搬入の受付と手数料の計算ができません。',
    steps('availability'),
    [words(strict, MUST_RUN)],
  );

const fallback = (level: string) =>
  question(
    'fallback',
    RUNNING,
    '止まったとき、代わりの手段で仕事を続けられますか',
    '例 手書きの伝票、予備の機器、ほかの回線があれば「続けられる」です。焼却炉の制御装置のように代わりがないものは「続けられない」です。',
    [
      ['no', '続けられない', { availability: level }],
      ['yes', '続けられる、又は止まっても困らない', {}],
    ],
    [words('no', ['中央監視', '制御装置', 'DCS'])],
  );

const onlyCopy = question(
  'onlyCopy',
  ['medium'],
  'この媒体にしかない情報、又は業務の控え（バックアップ）が入っていますか',
  '例 計量データのバックアップ用の外付けHDDは「はい」です。持ち運びのために写しを入れるUSBメモリは「いいえ」です。',
  yesNo({ integrity: '2', availability: '2' }, {}),
  [words('yes', BACKUP)],
);

/** 自治体機密性3A to 1: 3B for 特定個人情報, 要配慮 or more than 100 persons; 3C for staff, bids and settings (§2.3). */
export const QUESTIONS_2024: Question[] = [
  secret('3A'),
  personalData('3B', '2'),
  question(
    'subjects',
    ['information'],
    '個人情報の本人の数が、100人を超えますか',
    '本人は、その情報に載っている人です。例 構成市町の住民から受けた申請書の綴りは、何年分かで100人を超えます。',
    [
      ['yes', '超える', { confidentiality: '3B' }],
      ['no', '超えない、又は個人情報はない', {}],
    ],
    [{ choice: 'yes', when: { subjectsOver: 100 } }, personal('no', 'none')],
  ),
  internal('3C'),
  published,
  contents(
    [
      ['secret', '秘密文書に指定されたもの', { confidentiality: '3A' }],
      ['special', '特定個人情報、要配慮個人情報、又は100人を超える人の個人情報', { confidentiality: '3B' }],
      ['careful', '人事・給与・評価、入札の予定価格、構成図や設定など', { confidentiality: '3C' }],
      ['internal', 'そのほかの、すぐには公表しない内部の情報', { confidentiality: '2' }],
      ['open', '公表している情報だけ、又は情報は入らない', { confidentiality: '1' }],
    ],
    [
      words('secret', SECRET),
      personal('special', 'specific', 'sensitive'),
      { choice: 'special', when: { subjectsOver: 100 } },
      // A payroll system holds the staff's マイナンバー (domain.md §13).
      words('special', ['給与', ...MY_NUMBER, ...SENSITIVE]),
      words('careful', [...STAFF_AND_BIDS, ...CONFIGURATION]),
    ],
    'open',
  ),
  configuration('3C'),
  contract('3C'),
  program('3C', '2', '1'),
  onlyCopy,
  original,
  wrong(harm, 'yes'),
  lost(harm),
  stopped(harm, 'yes'),
  fallback('2'),
];

/** 機密性3 to 1: 3 is 秘密文書 only; personal data asks for 2 (D5, §2.3). */
export const QUESTIONS_FORMER: Question[] = [
  secret('3'),
  personalData('2', '2'),
  published,
  contents(
    [
      ['secret', '秘密文書に指定されたもの', { confidentiality: '3' }],
      ['personal', '個人情報（特定個人情報、要配慮個人情報も）', { confidentiality: '2' }],
      ['internal', 'そのほかの、すぐには公表しない内部の情報', { confidentiality: '2' }],
      ['open', '公表している情報だけ、又は情報は入らない', { confidentiality: '1' }],
    ],
    [
      words('secret', SECRET),
      personal('personal', 'specific', 'sensitive', 'general'),
      words('personal', [...MY_NUMBER, ...SENSITIVE]),
      words('internal', [...STAFF_AND_BIDS, ...CONFIGURATION]),
    ],
    'open',
  ),
  configuration('2'),
  contract('2'),
  program('2', '2', '1'),
  onlyCopy,
  original,
  wrong(harm, 'yes'),
  lost(harm),
  stopped(harm, 'yes'),
  fallback('2'),
];

/** IPA 3/2/1: a duty by law and 守秘義務 first, then how large the effect is (domain.md §2.6). */
export const QUESTIONS_IPA: Question[] = [
  personalData('3', '3'),
  question(
    'law',
    PAPERS,
    '法律で安全管理が義務付けられているもの、又は守秘義務を負うものですか',
    '個人情報のほかに、契約で秘密にすると約束した情報などです。例 事業者から預かった設備の設計図。',
    yesNo({ confidentiality: '3', integrity: '3' }, {}),
    [words('yes', [...SECRET, '守秘', '秘密保持'])],
  ),
  internal('2'),
  question(
    'leaked',
    PAPERS,
    '漏れると、どれくらい影響がありますか',
    '例 入札の予定価格が漏れると、事業に大きな影響があります。広報やホームページの掲載物は、漏れても影響がありません。',
    effect('confidentiality'),
    [words('large', NOT_PUBLIC), { choice: 'little', when: { personalData: ['personal.none'], words: PUBLIC } }],
  ),
  contents(
    [
      ['personal', '個人情報、法律や契約で守る義務がある情報', { confidentiality: '3' }],
      ['internal', 'そのほかの、すぐには公表しない内部の情報', { confidentiality: '2' }],
      ['open', '公表している情報だけ、又は情報は入らない', { confidentiality: '1' }],
    ],
    [
      words('personal', [...SECRET, ...MY_NUMBER, ...SENSITIVE, '給与']),
      personal('personal', 'specific', 'sensitive', 'general'),
      words('internal', [...STAFF_AND_BIDS, ...CONFIGURATION]),
    ],
    'open',
  ),
  configuration('2'),
  contract('2'),
  program('2', '2', '1'),
  onlyCopy,
  original,
  wrong(effect, 'large'),
  lost(effect),
  stopped(effect, 'large'),
  fallback('3'),
];
