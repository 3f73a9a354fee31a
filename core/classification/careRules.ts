import { AXES, aboveLowest, dutiesOf } from '../../contract/scheme.ts';
import { isEmpty } from '../asset/values.ts';
import { labelOf } from '../register/state.ts';
import { atLeast, type Hit, levelName, type OtherAsset, type Rule } from './rule.ts';

/** Rules about how an asset is cared for: personal files, losses, carrying out, duties, safeguards, zones. */

const subjectsOf = ({ values }: Pick<OtherAsset, 'values'>, bands: ReadonlyMap<string, number>): number => {
  const count = values['subjectCount'];
  if (typeof count === 'number') return count;
  return bands.get(String(values['subjectBand'])) ?? 0;
};
const holdsPersonal = (values: OtherAsset['values'], item?: string) => {
  const personal = values['personalData'];
  const items = Array.isArray(personal) ? personal : [];
  return item ? items.includes(item) : items.some((one) => one !== 'personal.none');
};

const D6: Rule = {
  id: 'D6',
  title: '個人情報ファイル簿に載せるか決まっていない',
  explanation: '本人の数が1,000人以上の個人情報は、個人情報ファイル簿に載せる候補です。該当するかどうかを書きます。',
  severity: 'warning',
  source: 'domain.md D6、§5.1 ex 7',
  basis: '個人情報ファイル簿（本人の数が1,000人以上）',
  check: ({ kind, values }) => {
    if (kind !== 'information' || !holdsPersonal(values) || !isEmpty(values['personalFile'])) return [];
    const count = values['subjectCount'];
    const many = typeof count === 'number' ? count >= 1000 : values['subjectBand'] === 'subjectBand.from1000';
    return many
      ? [
          {
            fieldId: 'personalFile',
            message: '本人の数が1,000人以上です。個人情報ファイル簿に載せるかどうかを決めてください。',
          },
        ]
      : [];
  },
};

const D7: Rule = {
  id: 'D7',
  title: '漏えいの報告が要るかもしれない紛失',
  explanation:
    '紛失した資産に要配慮個人情報か特定個人情報があるとき、又は本人の数が100人を超えるときは、個人情報保護委員会への報告が要るかをすぐに確かめます。',
  severity: 'error',
  source: 'domain.md D7（個人情報保護法施行規則 第43条）',
  basis: '個人情報保護法施行規則 第43条',
  check: ({ id, state, values, others }) => {
    if (values['state'] !== 'state.lost') return [];
    const bands = bandsOf(state);
    const inside: readonly Pick<OtherAsset, 'values'>[] = [{ values }, ...others.content(id)];
    const subjects = inside.reduce((sum, one) => sum + (holdsPersonal(one.values) ? subjectsOf(one, bands) : 0), 0);
    const why = [
      ...(inside.some((one) => holdsPersonal(one.values, 'personal.sensitive')) ? ['要配慮個人情報があります'] : []),
      ...(inside.some((one) => holdsPersonal(one.values, 'personal.specific')) ? ['特定個人情報があります'] : []),
      ...(subjects > 100 ? [`本人の数が${subjects.toLocaleString('ja-JP')}人以上です`] : []),
    ];
    if (why.length === 0) return [];
    return [
      {
        fieldId: 'state',
        message: `紛失した資産（中の情報を含む）に、${why.join('。')}。個人情報保護委員会への報告が要るか、すぐに確かめてください。`,
      },
    ];
  },
};

function bandsOf(state: {
  readonly items: ReadonlyMap<
    string,
    { readonly list: string; readonly id: string; readonly attrs: Readonly<Record<string, unknown>> }
  >;
}): Map<string, number> {
  const bands = new Map<string, number>();
  for (const item of state.items.values())
    if (item.list === 'subjectBand' && typeof item.attrs['min'] === 'number') bands.set(item.id, item.attrs['min']);
  return bands;
}

const D13: Rule = {
  id: 'D13',
  title: '許可の確かめが要る持出し',
  explanation:
    '機密性2以上の資産を持ち出すには、情報セキュリティ管理者の許可が要ります。個人番号利用事務系のものと「持出禁止」のものは持ち出せません。許可があるときは、許可番号と返却の期限を書いて受け入れます。',
  severity: 'warning',
  source: 'domain.md D13、⑧、基本方針6(3)ア',
  basis: '情報資産の管理 ⑧（運搬の許可）、基本方針6(3)ア',
  check: ({ state, scheme, values, effective }) => {
    if (values['state'] !== 'state.takenOut') return [];
    if (values['zone'] === 'zone.myNumber') {
      const message = `「${labelOf(state, 'zone.myNumber')}」の資産が持出中です。最高情報セキュリティ責任者が認めた例外でなければ、持ち出せません。`;
      return [{ fieldId: 'state', severity: 'error', message }];
    }
    const marks = values['handlingMarks'];
    if (Array.isArray(marks) && marks.includes('handlingMark.noTakeOut'))
      return [{ fieldId: 'state', severity: 'error', message: '「持出禁止」の資産が持出中です。' }];
    if (!aboveLowest(scheme, 'confidentiality', effective.confidentiality)) return [];
    const level = levelName(scheme, 'confidentiality', effective.confidentiality);
    return [
      {
        fieldId: 'state',
        message: `「${level}」の資産が持出中です。許可番号と返却の期限を確かめて、書き残してください。`,
      },
    ];
  },
};

const D15: Rule = {
  id: 'D15',
  title: '取扱制限を外した理由がない',
  explanation: '分類に付いてくる取扱制限（H01〜H10）を外すときは、理由を残します。',
  severity: 'error',
  source: 'domain.md D15、§2.4',
  basis: '取扱制限 H01〜H10（分類に付いてくるもの）',
  check: ({ state, scheme, values, effective }) => {
    const waived = values['dutiesWaived'];
    if (!Array.isArray(waived) || !isEmpty(values['dutiesWaivedReason'])) return [];
    const carried = dutiesOf(scheme, effective);
    const codes = waived
      .map((id) => String(state.items.get(id)?.attrs['code'] ?? ''))
      .filter((code) => carried.includes(code));
    if (codes.length === 0) return [];
    return [
      { fieldId: 'dutiesWaivedReason', message: `取扱制限 ${codes.join('・')} を外していますが、理由がありません。` },
    ];
  },
};

const D16: Rule = {
  id: 'D16',
  title: '必要な備えが書かれていない',
  explanation:
    '可用性が高いシステムには目標復旧時間とバックアップ、完全性が高い情報・システムにはバックアップ、分類の高い媒体には施錠が要ります。',
  severity: 'warning',
  source: 'domain.md D16、H08–H10',
  basis: '取扱制限 H08〜H10（保管・バックアップ・復旧）',
  check: ({ kind, scheme, values, effective }) => {
    const missing: Hit[] = [];
    const [secret, intact, available] = AXES.map((axis) => aboveLowest(scheme, axis, effective[axis]));
    if (kind === 'system' && available && isEmpty(values['recoveryTarget']))
      missing.push({ fieldId: 'recoveryTarget', message: '可用性が高いのに、目標復旧時間が書かれていません。' });
    if (
      (kind === 'system' || (kind === 'information' && values['form'] !== 'form.paper')) &&
      (available || intact) &&
      values['backup'] !== 'yesNo.yes'
    ) {
      missing.push({ fieldId: 'backup', message: 'バックアップが「あり」になっていません。' });
    }
    if (kind === 'medium' && (available || intact || secret) && values['locked'] !== 'yesNo.yes')
      missing.push({ fieldId: 'locked', message: '施錠が「あり」になっていません。' });
    return missing;
  },
};

const D18: Rule = {
  id: 'D18',
  title: 'ネットワーク領域と分類が合わない',
  explanation: '特定個人情報は個人番号利用事務系で扱います。機密性の高い情報はインターネット接続系に置きません。',
  severity: 'error',
  source: 'domain.md D18',
  basis: '基本方針2(8)〜(10)（三つの領域）、6(3)ア',
  check: ({ state, scheme, values, personalData, effective }) => {
    const zone = values['zone'];
    const zoneName = typeof zone === 'string' ? labelOf(state, zone) : '';
    if (personalData.includes('personal.specific') && (zone === 'zone.lgwan' || zone === 'zone.internet'))
      return [{ fieldId: 'zone', message: `特定個人情報がありますが、ネットワーク領域が「${zoneName}」です。` }];
    const strict = scheme.personalMinimum.specific;
    if (zone === 'zone.internet' && strict && atLeast(scheme, 'confidentiality', effective.confidentiality, strict))
      return [{ fieldId: 'zone', message: `機密性の高い資産ですが、ネットワーク領域が「${zoneName}」です。` }];
    return [];
  },
};

export const CARE_RULES: readonly Rule[] = [D7, D13, D15, D16, D18, D6];

/** Field ids that the rules look at beside the levels; what is read of each asset. */
export const RULE_FIELDS: readonly string[] = [
  'number',
  'name',
  'importance',
  'importanceReason',
  'personalData',
  'subjectCount',
  'subjectBand',
  'zone',
  'state',
  'handlingMarks',
  'dutiesWaived',
  'dutiesWaivedReason',
  'form',
  'backup',
  'recoveryTarget',
  'locked',
  'personalFile',
];
