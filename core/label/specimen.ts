import type { LabelTarget } from '../../contract/label.ts';
import type { LabelContent, LabelLevel, PlainPart } from './labelContent.ts';

const LEVELS: readonly LabelLevel[] = [
  { axis: 'confidentiality', full: '自治体機密性3B', short: '機3B', neutral: 'C3B', weight: 'filled' },
  { axis: 'integrity', full: '自治体完全性2', short: '完2', neutral: 'I2', weight: 'outlined' },
  { axis: 'availability', full: '自治体可用性2', short: '可2', neutral: 'A2', weight: 'outlined' },
];

type Words = Record<PlainPart, string>;

const USUAL: Words = {
  unionName: '見本環境衛生組合',
  number: 'HW-2026-01-0001',
  name: '台帳用ノートPC 1号機',
  group: '総務グループ',
  responsiblePost: '総務グループ長',
  place: '事務室 北側',
  duties: 'H02 必要以上の複製及び配付禁止',
  carryOut: '持出要許可',
  acquiredYear: '令和8年度',
  assetTag: '001043',
  serialNumber: 'HJN24B0012',
  mediumNumber: 'USB-01',
  retention: '5年',
  retentionUntil: '令和14年3月31日',
  systemManagerPost: '総務グループ長',
  vendorContact: '見本システム 0299-00-0000',
  keyHolder: '総務グループ長',
  assets: '12件',
  erasedOn: '令和8年11月23日',
  erasedMethod: 'ソフトによる上書き消去',
  erasedPerson: '葦沼 恵',
  printedOn: '令和8年11月23日',
};

/** Long and rare words, as they do occur: what a template has to stand. */
const LONG: Words = {
  ...USUAL,
  unionName: '龍ヶ崎地方塵芥処理組合',
  number: 'HW-2026-01-0001-02',
  name: '髙﨑・𠮷野地区 可燃ごみ収集運搬委託業者管理用ﾊﾞｯｸｱｯﾌﾟ装置（予備機を含む）',
  group: '施設管理グループ（じん芥処理施設担当）',
  responsiblePost: '施設管理グループ長（情報セキュリティ管理者）',
  place: '管理棟2階 中央制御室 東側ラック下段',
  erasedMethod: 'ソフトによる上書き消去ののち、立会いのもとで物理的に破壊',
};

/** A label of no real asset: usual words to judge a sheet by, long ones to judge a template by. */
export function specimen(target: LabelTarget, words: 'usual' | 'long'): LabelContent {
  const text = words === 'usual' ? USUAL : LONG;
  const place = target === 'place';
  const spoken = place ? { ...text, name: words === 'usual' ? '第一書庫 耐火金庫' : text.place, number: '' } : text;
  return {
    target,
    subject: '',
    kind: place ? null : 'hardware',
    title: place ? spoken.name : text.number,
    marks: target === 'erased' ? [] : words === 'usual' ? ['複製禁止'] : ['複製禁止', '関係者限り', '2時間以内復旧'],
    levels: target === 'erased' ? [] : LEVELS,
    words: spoken,
    ids: { group: null, place: null },
  };
}
