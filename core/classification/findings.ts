import type { ParsedInputOf } from '../../contract/api.ts';
import type { Finding } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import {
  AXES,
  type Axis,
  compareLevels,
  deriveImportance,
  levelOf,
  minimumConfidentiality,
  type Scheme,
} from '../../contract/scheme.ts';
import { type AssetRecord, allIds, nameOf } from '../../db/assets.ts';
import { linksOf } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { levelsOf, personalDataOf } from '../asset/derive.ts';
import { readRecords } from '../asset/records.ts';
import { isEmpty } from '../asset/values.ts';
import { type Context, opened } from '../context.ts';
import { labelOf, type RegisterState } from '../register/state.ts';
import { CARRYING, type Held, heldLevels } from './rollup.ts';

/** Rules as data: name, words, severity, source and the check of one asset (domain.md §6). */
interface Rule {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly severity: 'error' | 'warning';
  readonly source: string;
  readonly check: (subject: Subject) => readonly { readonly fieldId: string; readonly message: string }[];
}

interface Subject {
  readonly db: ReadableDb;
  readonly state: RegisterState;
  readonly kind: Kind;
  readonly scheme: Scheme;
  readonly values: ReturnType<typeof valuesOf>;
  readonly held: Held | undefined;
}

const isLevel = (scheme: Scheme, axis: Axis, code: unknown, least: string) =>
  typeof code === 'string' && compareLevels(scheme, axis, code, least) >= 0;
/** The stricter half of a two-level axis; domain.md writes it as 完全性2 and 可用性2. */
const isHigh = (scheme: Scheme, axis: Axis, code: unknown) => {
  const ranks = scheme.axes[axis].levels.map((level) => level.rank);
  return typeof code === 'string' && (levelOf(scheme, axis, code)?.rank ?? 0) > Math.min(...ranks);
};

export const RULES: readonly Rule[] = [
  {
    id: 'D3',
    title: '入れ物の分類が、中の情報より低い',
    explanation: '媒体・機器・システム・委託先などの分類は、そこにある情報のいちばん高い分類以上にします。',
    severity: 'error',
    source: 'domain.md D3、⑤',
    check: ({ db, scheme, values, held }) =>
      held
        ? AXES.flatMap((axis) => {
            const own = levelOf(scheme, axis, levelsOf(values)[axis]);
            const inside = levelOf(scheme, axis, held[axis]);
            if (!inside || (own && own.rank >= inside.rank)) return [];
            const from = nameOf(db, held.from[axis]!);
            return [
              {
                fieldId: axis,
                message: `${scheme.axes[axis].label}が${own ? `「${own.name}」` : '未記入'}ですが、中の「${from.name}」（${from.number}）は「${inside.name}」です。`,
              },
            ];
          })
        : [],
  },
  {
    id: 'D5',
    title: '個人情報に対して機密性が低い',
    explanation: '個人情報を含む資産は、その種類ごとに決めた機密性以上にします。',
    severity: 'error',
    source: 'domain.md D5',
    check: ({ scheme, values }) => {
      const personal = personalDataOf(values);
      const least = minimumConfidentiality(scheme, personal);
      const own = levelsOf(values).confidentiality;
      if (!least || own === null || compareLevels(scheme, 'confidentiality', own, least) >= 0) return [];
      const name = (code: string) => levelOf(scheme, 'confidentiality', code)?.name ?? code;
      return [
        {
          fieldId: 'confidentiality',
          message: `個人情報の種類から「${name(least)}」以上が必要ですが、「${name(own)}」です。`,
        },
      ];
    },
  },
  {
    id: 'D2',
    title: '重要性分類を変えた理由がない',
    explanation: '自動で決まる重要性分類と違う値にしたときは、理由を残します。',
    severity: 'warning',
    source: 'domain.md D2、§2.5',
    check: ({ scheme, values }) => {
      const derived = deriveImportance(scheme, { ...levelsOf(values), personalData: personalDataOf(values) });
      const own = values['importance'];
      if (isEmpty(own) || own === derived || !isEmpty(values['importanceReason'])) return [];
      return [
        {
          fieldId: 'importanceReason',
          message: `決定値「${String(own)}」が算定値「${derived ?? 'なし'}」と違いますが、理由がありません。`,
        },
      ];
    },
  },
  {
    id: 'D16',
    title: '必要な備えが書かれていない',
    explanation:
      '可用性が高いシステムには目標復旧時間とバックアップ、完全性が高い情報・システムにはバックアップ、分類の高い媒体には施錠が要ります。',
    severity: 'warning',
    source: 'domain.md D16、H08–H10',
    check: ({ kind, scheme, values }) => {
      const levels = levelsOf(values);
      const missing: { fieldId: string; message: string }[] = [];
      const available = isHigh(scheme, 'availability', levels.availability);
      const intact = isHigh(scheme, 'integrity', levels.integrity);
      const secret = isHigh(scheme, 'confidentiality', levels.confidentiality);
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
  },
  {
    id: 'D18',
    title: 'ネットワーク領域と分類が合わない',
    explanation: '特定個人情報は個人番号利用事務系で扱います。機密性の高い情報はインターネット接続系に置きません。',
    severity: 'error',
    source: 'domain.md D18',
    check: ({ state, scheme, values }) => {
      const zone = values['zone'];
      const zoneName = typeof zone === 'string' ? labelOf(state, zone) : '';
      if (personalDataOf(values).includes('personal.specific') && (zone === 'zone.lgwan' || zone === 'zone.internet')) {
        return [{ fieldId: 'zone', message: `特定個人情報がありますが、ネットワーク領域が「${zoneName}」です。` }];
      }
      const strict = scheme.personalMinimum.specific;
      if (
        zone === 'zone.internet' &&
        strict &&
        isLevel(scheme, 'confidentiality', levelsOf(values).confidentiality, strict)
      ) {
        return [{ fieldId: 'zone', message: `機密性の高い資産ですが、ネットワーク領域が「${zoneName}」です。` }];
      }
      return [];
    },
  },
];

function check(db: ReadableDb, state: RegisterState, record: AssetRecord, held: Held | undefined): Finding[] {
  const scheme = state.schemes.get(record.scheme_id);
  if (!scheme || record.binned === 1) return [];
  const kind = record.kind as Kind;
  const subject: Subject = { db, state, kind, scheme, values: valuesOf(kind, record), held };
  if (isGone(state, record)) return [];
  return RULES.flatMap((rule) =>
    rule.check(subject).map((hit) => ({
      ruleId: rule.id,
      severity: rule.severity,
      assetId: String(record.id),
      number: String(record['number']),
      name: String(record['name']),
      fieldId: hit.fieldId,
      message: hit.message,
      key: `${hit.fieldId} ${hit.message}`.slice(0, 200),
    })),
  );
}

/** What is no longer there has no rule to break. */
function isGone(state: RegisterState, record: AssetRecord): boolean {
  return state.items.get(String(record['state']))?.attrs['gone'] === true;
}

/** Broken rules of one asset, and of what holds it: a contradiction is seen from both sides of the link. */
export function findingsOf(context: Context, assetId: number): Finding[] {
  const { db, state } = opened(context);
  const held = heldLevels(db, state, [assetId]).get(assetId);
  return readRecords(db, [assetId]).flatMap((record) => [
    ...check(db, state, record, held),
    ...holdersBelow(db, state, record),
  ]);
}

/** D3 as it looks from inside: a medium, device or service right around this asset is classed lower than it. */
function holdersBelow(db: ReadableDb, state: RegisterState, record: AssetRecord): Finding[] {
  const scheme = state.schemes.get(record.scheme_id);
  if (!scheme || record.binned === 1) return [];
  const holders = linksOf(db, record.id)
    .filter((link) => link.from_id === record.id && (CARRYING as readonly string[]).includes(link.type))
    .map((link) => link.to_id);
  return readRecords(db, holders)
    .filter((holder) => holder.scheme_id === record.scheme_id && holder.binned === 0 && !isGone(state, holder))
    .flatMap((holder) =>
      AXES.flatMap((axis) => {
        const own = levelOf(scheme, axis, record[axis] as string | null);
        const around = levelOf(scheme, axis, holder[axis] as string | null);
        if (!own || (around && around.rank >= own.rank)) return [];
        const level = around ? `「${around.name}」` : '未記入';
        return [
          {
            ruleId: 'D3',
            severity: 'error' as const,
            assetId: String(record.id),
            number: String(record['number']),
            name: String(record['name']),
            key: `holder ${holder.id} ${axis}`,
            message: `これを入れている「${String(holder['name'])}」（${String(holder['number'])}）の${scheme.axes[axis].label}が${level}で、この資産の「${own.name}」より低くなっています。`,
          },
        ];
      }),
    );
}

const cache = new WeakMap<Context, { revision: number; findings: readonly Finding[] }>();

/** Broken rules of all assets; kept until something changes. */
export function allFindings(context: Context): readonly Finding[] {
  const known = cache.get(context);
  if (known?.revision === context.revision) return known.findings;
  const { db, state } = opened(context);
  const held = heldLevels(db, state);
  const findings: Finding[] = [];
  const ids = allIds(db);
  for (let i = 0; i < ids.length; i += 1000) {
    for (const record of readRecords(db, ids.slice(i, i + 1000)))
      findings.push(...check(db, state, record, held.get(record.id)));
  }
  cache.set(context, { revision: context.revision, findings });
  return findings;
}

export function listFindings(context: Context, { ruleId }: ParsedInputOf<'finding.list'>) {
  const findings = allFindings(context);
  const counts = Map.groupBy(findings, (finding) => finding.ruleId);
  return {
    rules: RULES.map(({ id, title, explanation, severity, source }) => ({
      id,
      title,
      explanation,
      severity,
      source,
      count: counts.get(id)?.length ?? 0,
      accepted: 0,
    })),
    // A list nobody can read through helps nobody; the counts are complete.
    findings: (ruleId ? (counts.get(ruleId) ?? []) : findings).slice(0, 1000),
  };
}
