import type { Values } from '../../contract/asset.ts';
import type { Field, Kind } from '../../contract/catalogue/index.ts';
import { isOwnId } from '../../contract/catalogue/own.ts';
import { AXES } from '../../contract/scheme.ts';
import { storedFields } from '../../core/asset/columns.ts';
import type { RegisterState } from '../../core/register/state.ts';

/** Made-up assets of a union, always the same for the same seed. Nobody and nothing in them exists. */

export type Random = () => number;

/** A small generator with a seed (mulberry32): the register must be the same on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Share of each kind in a hundred assets. */
const SHARES: readonly (readonly [Kind, number])[] = [
  ['hardware', 34],
  ['information', 24],
  ['document', 14],
  ['medium', 8],
  ['software', 8],
  ['network', 6],
  ['system', 3],
  ['service', 3],
];

type Word = readonly [word: string, kana: string];

const FACILITIES: readonly Word[] = [
  ['本庁舎', 'ほんちょうしゃ'],
  ['水郷クリーンセンター', 'すいごうくりーんせんたー'],
  ['最終処分場', 'さいしゅうしょぶんじょう'],
  ['葦沼し尿処理場', 'あしぬましにょうしょりじょう'],
  ['斎場「やすらぎ苑」', 'さいじょうやすらぎえん'],
  ['東部中継所', 'とうぶちゅうけいしょ'],
  ['リサイクルプラザ', 'りさいくるぷらざ'],
  ['ストックヤード', 'すとっくやーど'],
  ['水質検査室', 'すいしつけんさしつ'],
  ['議会事務局', 'ぎかいじむきょく'],
];

const THINGS: Readonly<Record<Kind, readonly Word[]>> = {
  hardware: [
    ['事務用ノートパソコン', 'じむようのーとぱそこん'],
    ['デスクトップパソコン', 'ですくとっぷぱそこん'],
    ['計量用端末', 'けいりょうようたんまつ'],
    ['ファイルサーバ', 'ふぁいるさーば'],
    ['カラー複合機', 'からーふくごうき'],
    ['レーザープリンタ', 'れーざーぷりんた'],
    ['中央監視制御装置', 'ちゅうおうかんしせいぎょそうち'],
    ['外付けハードディスク', 'そとづけはーどでぃすく'],
    ['タブレット', 'たぶれっと'],
  ],
  network: [
    ['基幹スイッチ', 'きかんすいっち'],
    ['フロアスイッチ', 'ふろあすいっち'],
    ['境界ルータ', 'きょうかいるーた'],
    ['無線アクセスポイント', 'むせんあくせすぽいんと'],
    ['無停電電源装置', 'むていでんでんげんそうち'],
    ['専用回線', 'せんようかいせん'],
  ],
  system: [
    ['計量システム', 'けいりょうしすてむ'],
    ['財務会計システム', 'ざいむかいけいしすてむ'],
    ['人事給与システム', 'じんじきゅうよしすてむ'],
    ['火葬予約システム', 'かそうよやくしすてむ'],
    ['排ガス監視システム', 'はいがすかんししすてむ'],
  ],
  medium: [
    ['業務用USBメモリ', 'ぎょうむようゆーえすびーめもり'],
    ['バックアップテープ', 'ばっくあっぷてーぷ'],
    ['運転記録光ディスク', 'うんてんきろくひかりでぃすく'],
    ['施錠書庫', 'せじょうしょこ'],
  ],
  software: [
    ['文書作成ソフト', 'ぶんしょさくせいそふと'],
    ['表計算ソフト', 'ひょうけいさんそふと'],
    ['ウイルス対策ソフト', 'ういるすたいさくそふと'],
    ['図面作成ソフト', 'ずめんさくせいそふと'],
    ['データ消去ソフト', 'でーたしょうきょそふと'],
  ],
  information: [
    ['許可業者名簿', 'きょかぎょうしゃめいぼ'],
    ['計量記録', 'けいりょうきろく'],
    ['火葬許可証つづり', 'かそうきょかしょうつづり'],
    ['職員人事記録', 'しょくいんじんじきろく'],
    ['源泉徴収票データ', 'げんせんちょうしゅうひょうでーた'],
    ['苦情処理票', 'くじょうしょりひょう'],
    ['排ガス測定結果', 'はいがすそくていけっか'],
    ['くみ取り申込者一覧', 'くみとりもうしこみしゃいちらん'],
    ['議員名簿', 'ぎいんめいぼ'],
  ],
  document: [
    ['システム設計書', 'しすてむせっけいしょ'],
    ['ネットワーク構成図', 'ねっとわーくこうせいず'],
    ['運転操作手順書', 'うんてんそうさてじゅんしょ'],
    ['障害対応マニュアル', 'しょうがいたいおうまにゅある'],
    ['例規集', 'れいきしゅう'],
  ],
  service: [
    ['ごみ収集運搬業務委託', 'ごみしゅうしゅううんぱんぎょうむいたく'],
    ['システム保守委託', 'しすてむほしゅいたく'],
    ['ウェブサイト運用', 'うぇぶさいとうんよう'],
    ['警備業務委託', 'けいびぎょうむいたく'],
  ],
};

const MAKERS = ['湖北電機', '霞電子工業', '大沼精機', '常総システム', '利根情報機器', '筑波計量器'];
const VENDORS = [
  '株式会社常総システムサービス',
  '有限会社葦沼電気商会',
  '霞情報サポート株式会社',
  '利根設備管理株式会社',
];
const REMARKS = [
  '年度末に棚卸を行い、現物と台帳を突き合わせて確認する。',
  '持ち出すときは所属長の許可を受け、管理簿に記入する。',
  '保守点検は年2回、立会いのうえ実施する。',
  '個人情報を含むため、施錠できる書庫に保管する。',
  '更新の際はデータの完全消去を確認し、証明書を受け取る。',
  '停電時は無停電電源装置の残量を確かめてから停止する。',
  '旧システムから移した記録を含む。原本は文書庫にある。',
];
const FAMILY_NAMES = [
  '葦沼',
  '髙田',
  '渡邉',
  '霞',
  '大沼',
  '利根川',
  '北浦',
  '牛久保',
  '櫻井',
  '齋藤',
  '小貝',
  '鬼怒川',
];
const GIVEN_NAMES = ['恵', '健一', '美咲', '翔太', '由紀子'];

/** 職員: family and given names combined. */
export const PEOPLE: readonly string[] = FAMILY_NAMES.flatMap((family) =>
  GIVEN_NAMES.map((given) => `${family} ${given}`),
);
/** More 保管・設置場所 than the presets have. */
export const PLACES: readonly string[] = FACILITIES.flatMap(([word]) => [
  `${word} 1階事務室`,
  `${word} 2階会議室`,
  `${word} 機械室`,
]);

export interface MadeAsset {
  readonly kind: Kind;
  readonly values: Values;
}

const pick = <T>(random: Random, of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
const between = (random: Random, low: number, high: number) => low + Math.floor(random() * (high - low + 1));
const two = (n: number) => String(n).padStart(2, '0');
const dateIn = (random: Random, from: number, to: number) =>
  `${between(random, from, to)}-${two(between(random, 1, 12))}-${two(between(random, 1, 28))}`;
const hex = (random: Random) => between(random, 0, 255).toString(16).padStart(2, '0');

function pickKind(random: Random): Kind {
  let left = random() * 100;
  for (const [kind, percent] of SHARES) {
    left -= percent;
    if (left < 0) return kind;
  }
  return 'hardware';
}

/** The `i`-th asset. @param filled share of the optional fields; not quite half of them, as in a well-kept ledger */
export function makeAsset(state: RegisterState, random: Random, i: number, filled = 0.45): MadeAsset {
  const kind = pickKind(random);
  const [facility, facilityKana] = pick(random, FACILITIES);
  const [thing, thingKana] = pick(random, THINGS[kind]);
  const values: Values = {};
  // Fields that the register has not made hold nothing.
  for (const field of storedFields(kind).filter(({ id }) => !isOwnId(id))) {
    if (field.origin === 'system') continue;
    if (!field.required && random() > filled) continue;
    const value = makeValue(state, random, field);
    if (value !== null) values[field.id] = value;
  }
  const number = i + 1;
  values['name'] = `${facility}${thing}${number}号`;
  values['kana'] = `${facilityKana}${thingKana}${number}ごう`;
  values['registeredOn'] = dateIn(random, 2016, 2022);
  values['stocktakenOn'] = dateIn(random, 2020, 2022);
  values['note'] = pick(random, REMARKS);
  delete values['importance'];
  delete values['importanceReason'];
  return { kind, values };
}

function makeValue(state: RegisterState, random: Random, field: Field): Values[string] {
  const items = state.lists.find((list) => list.id === field.list)?.items.filter((item) => !item.hidden) ?? [];
  switch (field.type) {
    case 'choice':
      return items.length > 0 ? pick(random, items).id : null;
    case 'multi':
      return items.length > 0 ? [...new Set([pick(random, items).id, pick(random, items).id])] : null;
    case 'suggest':
      return items.length > 0 ? pick(random, items).label : `区分${between(random, 1, 20)}`;
    case 'level': {
      const axis = AXES.find((one) => one === field.id)!;
      return pick(
        random,
        state.schemes.get(state.settings.schemeId)!.axes[axis].levels.filter((level) => !level.hidden),
      ).code;
    }
    case 'date':
      return dateIn(random, 2018, 2032);
    case 'integer':
      return field.id.endsWith('FiscalYear') ? between(random, 2015, 2032) : between(random, 1, 3000);
    case 'longText':
      return `${pick(random, REMARKS)}${pick(random, REMARKS)}`;
    default:
      return makeText(random, field);
  }
}

function makeText(random: Random, field: Field): string {
  switch (field.id) {
    case 'maker':
    case 'publisher':
      return pick(random, MAKERS);
    case 'vendor':
      return pick(random, VENDORS);
    case 'model':
      return `${pick(random, ['AX', 'KD', 'LT', 'NS', 'PV'])}-${between(random, 100, 9999)}${pick(random, ['', 'A', 'N', 'Ⅱ'])}`;
    case 'serialNumber':
    case 'storageSerial':
      return `SN${between(random, 10_000_000, 99_999_999)}`;
    case 'ipAddress':
      return `10.${between(random, 0, 255)}.${between(random, 0, 255)}.${between(random, 1, 254)}`;
    case 'macAddress':
      return Array.from({ length: 6 }, () => hex(random)).join(':');
    case 'formerNumber':
      return `旧-${between(random, 1, 9999)}`;
    case 'assetTag':
      return two(between(random, 1, 99)) + String(between(random, 1000, 9999));
    default:
      return `${field.label}${between(random, 1, 400)}（${pick(random, FACILITIES)[0]}）`;
  }
}

/** Rounds of changes every asset goes through after its registration, and the values that change in each. */
export const ROUNDS = 3;
export const CHANGES_PER_ROUND = 3;

/** What changes in one round; each value differs from the one before, so that each makes one history row. */
export function makeChanges(state: RegisterState, asset: MadeAsset, i: number, round: number): Values {
  const next = (list: string, fieldId: string) => {
    const { items } = state.lists.find((one) => one.id === list)!;
    const at = items.findIndex((item) => item.id === asset.values[fieldId]);
    return items[(Math.max(at, 0) + 1 + (i % (items.length - 1))) % items.length]!.id;
  };
  const year = 2022 + round;
  const always: Values = {
    note: `${REMARKS[(i + round) % REMARKS.length]}（${year}年度の棚卸で確認）`,
    stocktakenOn: `${year}-${two(1 + (i % 12))}-${two(1 + (i % 28))}`,
  };
  if (round === 1) return { ...always, place: next('place', 'place') };
  if (round === 2) return { ...always, group: next('group', 'group') };
  return { ...always, responsiblePost: next('post', 'responsiblePost') };
}
