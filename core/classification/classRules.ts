import {
  AXES,
  type Axis,
  compareLevels,
  deriveImportance,
  levelOf,
  minimumConfidentiality,
  type Scheme,
} from '../../contract/scheme.ts';
import { isEmpty } from '../asset/values.ts';
import { type Hit, levelName, type Rule, type Subject } from './rule.ts';

/** Rules about levels and importance (domain.md D1 to D5, ①). */

const derivedOf = ({ scheme, levels, personalData }: Subject) => deriveImportance(scheme, { ...levels, personalData });
/** Place of an importance class, most important first; classes of another scheme come last. */
const placeOf = (scheme: Scheme, code: string) => {
  const place = scheme.importance.classes.findIndex((one) => one.code === code);
  return place < 0 ? Number.POSITIVE_INFINITY : place;
};

const D1: Rule = {
  id: 'D1',
  title: '重要度が、評価値の最大より低い',
  explanation:
    'IPAの分け方では、重要度は機密性・完全性・可用性のいちばん大きい値です。個人情報を含むものは、いちばん高い値になります。手で下げることはできません。',
  severity: 'error',
  source: 'domain.md D1、§2.6',
  basis: 'IPA「中小企業の情報セキュリティ対策ガイドライン」の重要度',
  check: (subject) => {
    const { scheme, values } = subject;
    const own = values['importance'];
    const derived = derivedOf(subject);
    if (!scheme.importance.floor || typeof own !== 'string' || derived === null) return [];
    if (placeOf(scheme, own) <= placeOf(scheme, derived)) return [];
    const { label } = scheme.importance;
    return [{ fieldId: 'importance', message: `${label}の算定値は「${derived}」ですが、「${own}」にしてあります。` }];
  },
};

const D2: Rule = {
  id: 'D2',
  title: '重要性分類を変えた理由がない',
  explanation: '自動で決まる重要性分類と違う値にしたときは、理由を残します。',
  severity: 'warning',
  source: 'domain.md D2、§2.5',
  basis: 'この分類体系の重要性分類の決め方',
  check: (subject) => {
    const { values } = subject;
    const own = values['importance'];
    const derived = derivedOf(subject);
    if (isEmpty(own) || own === derived || !isEmpty(values['importanceReason'])) return [];
    return [
      {
        fieldId: 'importanceReason',
        message: `決定値「${String(own)}」が算定値「${derived ?? 'なし'}」と違いますが、理由がありません。`,
      },
    ];
  },
};

const D3: Rule = {
  id: 'D3',
  title: '入れ物の分類が、中の情報より低い',
  explanation:
    '媒体・機器・システム・委託先などの分類は、そこにある情報のいちばん高い分類以上にします。中の分類に合わせるか、理由と期限を書いて受け入れます。',
  severity: 'error',
  source: 'domain.md D3、⑤',
  basis: '情報資産の管理 ⑤（分類の違うものが混ざるときは、いちばん高い分類で扱う）',
  check: ({ scheme, levels, held, others }) =>
    held ? AXES.flatMap((axis) => belowContent(scheme, axis, levels[axis], held[axis], held.from[axis], others)) : [],
};

function belowContent(
  scheme: Scheme,
  axis: Axis,
  ownCode: string | null,
  insideCode: string | null,
  from: number | null,
  others: Subject['others'],
): Hit[] {
  const own = levelOf(scheme, axis, ownCode);
  const inside = levelOf(scheme, axis, insideCode);
  if (!inside || from === null || (own && own.rank >= inside.rank)) return [];
  const source = others.nameOf(from);
  const said = own ? `「${own.name}」` : '未記入';
  return [
    {
      fieldId: axis,
      message: `${scheme.axes[axis].label}が${said}ですが、中の「${source.name}」（${source.number}）は「${inside.name}」です。`,
      key: `${axis}:${ownCode ?? ''}<${insideCode}`,
    },
  ];
}

/** Levels of two schemes have no order between them: said, never guessed (domain.md §2.3). */
const D3_SCHEME: Rule = {
  id: 'D3-体系',
  title: '中の情報と分類体系が違い、比べられない',
  explanation: '違う分類体系の段階は比べられません。「分類体系の切替」で体系をそろえると、分類が伝わります。',
  severity: 'warning',
  source: 'domain.md D3、§2.3',
  basis: '分類体系の改定（新旧の段階は比べない）',
  check: ({ scheme, otherSchemes, state, others }) =>
    otherSchemes.flatMap((held) => {
      const from = AXES.map((axis) => held.from[axis]).find((id) => id !== null);
      if (from === undefined || from === null) return [];
      const source = others.nameOf(from);
      const name = state.schemes.get(held.schemeId)?.name ?? held.schemeId;
      return [
        {
          fieldId: 'confidentiality',
          message: `この資産は「${scheme.name}」、中の「${source.name}」（${source.number}）は「${name}」で分類されています。`,
          key: `${scheme.id}|${held.schemeId}`,
        },
      ];
    }),
};

const D4: Rule = {
  id: 'D4',
  title: '紙と電子で、機密性が違う',
  explanation:
    '同じ情報が紙と電子の両方にあるときは2件に分け、機密性を同じにします（完全性・可用性は違ってもかまいません）。',
  severity: 'warning',
  source: 'domain.md D4、§2.6',
  basis: 'IPAの台帳の書き方（紙と電子は2行に分け、機密性を同じにする）',
  check: ({ id, kind, scheme, values, levels, others }) => {
    if (kind !== 'information') return [];
    if (values['form'] === 'form.both')
      return [{ fieldId: 'form', message: '紙と電子が1件になっています。紙と電子の2件に分けてください。' }];
    if (levels.confidentiality === null) return [];
    return others.twins(id).flatMap((twin): Hit[] => {
      const other = twin.levels.confidentiality;
      if (twin.schemeId !== scheme.id || other === null || other === levels.confidentiality) return [];
      const name = (code: string | null) => levelName(scheme, 'confidentiality', code);
      return [
        {
          fieldId: 'confidentiality',
          message: `機密性が「${name(levels.confidentiality)}」ですが、同じ名前の「${twin.name}」（${twin.number}）は「${name(other)}」です。`,
          key: `${levels.confidentiality}<>${other}`,
        },
      ];
    });
  },
};

const D5: Rule = {
  id: 'D5',
  title: '個人情報に対して機密性が低い',
  explanation: '個人情報を含む資産は、その種類ごとに決めた機密性以上にします。',
  severity: 'error',
  source: 'domain.md D5',
  basis: 'この分類体系の「個人情報を含むときの機密性」',
  check: ({ scheme, levels, personalData }) => {
    const least = minimumConfidentiality(scheme, personalData);
    const own = levels.confidentiality;
    if (!least || own === null || compareLevels(scheme, 'confidentiality', own, least) >= 0) return [];
    const name = (code: string) => levelName(scheme, 'confidentiality', code);
    return [
      {
        fieldId: 'confidentiality',
        message: `個人情報の種類から「${name(least)}」以上が必要ですが、「${name(own)}」です。`,
      },
    ];
  },
};

const COPY: Rule = {
  id: '①',
  title: '複製の機密性が、元の資産より低い',
  explanation:
    '複製したものも、元の資産と同じ機密性で扱います（写しの完全性・可用性は低くてもかまいません）。低くするときは、理由と期限を書いて受け入れます。',
  severity: 'warning',
  source: 'domain.md §3 ①、§2.2',
  basis: '情報資産の管理 ①（複製したものも同じ分類で管理する）',
  check: ({ id, scheme, levels, others }) =>
    others.origins(id).flatMap((origin): Hit[] => {
      const own = levels.confidentiality;
      const first = origin.levels.confidentiality;
      if (origin.schemeId !== scheme.id || own === null) return [];
      if (compareLevels(scheme, 'confidentiality', own, first) >= 0) return [];
      const name = (code: string | null) => levelName(scheme, 'confidentiality', code);
      return [
        {
          fieldId: 'confidentiality',
          message: `機密性が「${name(own)}」ですが、複製元の「${origin.name}」（${origin.number}）は「${name(first)}」です。`,
          key: `${own}<${first}`,
        },
      ];
    }),
};

export const CLASS_RULES: readonly Rule[] = [D3, D5, D1, D2, D4, D3_SCHEME, COPY];
