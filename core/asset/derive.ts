import type { Values } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import { addMonths, fiscalYear, fiscalYearEnd, isIsoDate, retentionEnd } from '../../contract/japanese/date.ts';
import {
  AXES,
  aboveLowest,
  deriveImportance,
  dutiesOf,
  dutyWords,
  type Levels,
  levelOf,
  type Scheme,
} from '../../contract/scheme.ts';
import { effectiveLevels } from '../classification/effectiveLevels.ts';
import { localDate } from '../context.ts';
import type { RegisterState } from '../register/state.ts';

/** What a derived field needs beside the asset's own row. Absent facts leave the field empty. */
export interface DeriveFacts {
  /** 資産番号 of the linked assets, outgoing links, and references not resolved yet. */
  readonly relatedNumbers?: readonly string[] | undefined;
  /** Strictest levels of what this asset holds, per axis (D3). */
  readonly held?: Levels | undefined;
  /** Kinds of personal data in what this asset holds. */
  readonly contentPersonal?: readonly string[] | undefined;
  /** Number of assets a software is installed on. */
  readonly assigned?: number | undefined;
  readonly label?: { readonly version: number; readonly at: string } | undefined;
  readonly today: string;
}

export function levelsOf(values: Values): Levels {
  const level = (id: string) => (typeof values[id] === 'string' ? (values[id] as string) : null);
  return {
    confidentiality: level('confidentiality'),
    integrity: level('integrity'),
    availability: level('availability'),
  };
}

export function personalDataOf(values: Values): readonly string[] {
  const value = values['personalData'];
  return Array.isArray(value) ? value : [];
}

/**
 * Derived values and the proposals of default fields (domain.md §6). A stored value of a default field wins over the
 * proposal; the caller decides which of the two it shows. Empty ones are left out.
 */
export function derive(state: RegisterState, kind: Kind, schemeId: string, values: Values, facts: DeriveFacts): Values {
  const scheme = state.schemes.get(schemeId);
  const levels = levelsOf(values);
  const personalData = personalDataOf(values);
  const derived: Values = {};
  const put = (id: string, value: string | number | null | undefined) => {
    if (value !== null && value !== undefined && value !== '') derived[id] = value;
  };
  if (scheme) {
    put('scheme', scheme.name);
    const importance = deriveImportance(scheme, { ...levels, personalData });
    put('importanceDerived', importance);
    put('importance', importance);
    put('handlingDuties', dutiesInWords(state, scheme, values, effectiveLevels(scheme, levels, facts.held)));
    put('riskValue', riskValue(state, scheme, values, levels));
    if (facts.held)
      put(
        'highestClass',
        AXES.map((axis) => levelOf(scheme, axis, facts.held![axis])?.name)
          .filter(Boolean)
          .join('・'),
      );
  }
  put('subjectBand', subjectBand(state, values['subjectCount']));
  put(
    'nextReviewOn',
    dayOrNone(values['stocktakenOn'], (day) => addMonths(day, state.settings.reviewMonths)),
  );
  put('relatedNumbers', facts.relatedNumbers?.join('、'));
  put('labelVersion', facts.label?.version);
  put('labelPrintedOn', facts.label && localDate(new Date(facts.label.at)));
  if (kind === 'software') put('assignedCount', facts.assigned);
  if (kind === 'medium') put('lentUntil', dayOrNone(values['lentOn'], fiscalYearEnd));
  retention(state, values, put);
  if (kind === 'information') put('personalFile', personalFile(values, personalData));
  if (kind === 'hardware' || kind === 'medium') {
    const inForce = scheme ? effectiveLevels(scheme, levels, facts.held) : levels;
    put('eraseTier', eraseTier(values, [...personalData, ...(facts.contentPersonal ?? [])], inForce, scheme));
  }
  return derived;
}

/** D15: the duties that come with the levels (its own or its content's, the stricter), less those it was freed from. */
function dutiesInWords(state: RegisterState, scheme: Scheme, values: Values, levels: Levels): string {
  const waived = Array.isArray(values['dutiesWaived']) ? values['dutiesWaived'] : [];
  const codes = new Set(waived.map((id) => state.items.get(id)?.attrs['code']));
  return dutiesOf(scheme, levels)
    .filter((code) => !codes.has(code))
    .map((code) => dutyWords(scheme, code))
    .join('、');
}

/**
 * A day computed from a stored one. None where there is none to compute from, or the result leaves the calendar: one
 * odd date must not keep a whole list or ledger from being shown.
 */
function dayOrNone(value: Values[string] | undefined, compute: (day: string) => string): string | null {
  if (typeof value !== 'string' || !isIsoDate(value)) return null;
  try {
    return compute(value);
  } catch (error) {
    if (error instanceof DaichoError) return null;
    throw error;
  }
}

/** C21: the band whose bounds (attrs min and max of the list subjectBand) hold the number. */
function subjectBand(state: RegisterState, count: Values[string] | undefined): string | null {
  if (typeof count !== 'number') return null;
  const bands = state.lists.find((list) => list.id === 'subjectBand')?.items ?? [];
  const fits = ({ min, max }: Readonly<Record<string, unknown>>) =>
    typeof min === 'number' && count >= min && (typeof max !== 'number' || count <= max);
  return bands.find((item) => fits(item.attrs))?.id ?? null;
}

/** D8: begins on 1 April after the fiscal year it was made in, ends `years` later less one day; 永久 and 常用 stay open. */
function retention(state: RegisterState, values: Values, put: (id: string, value: string | null) => void): void {
  const made = values['createdFiscalYear'];
  const year =
    typeof made === 'number' ? made : typeof values['createdOn'] === 'string' ? fiscalYear(values['createdOn']) : null;
  // 作成年度 is any integer: 8 for 令和8年度 gives no day.
  const proposed = dayOrNone(`${(year ?? Number.NaN) + 1}-04-01`, (day) => day);
  const from = typeof values['retentionFrom'] === 'string' ? values['retentionFrom'] : proposed;
  put('retentionFrom', proposed);
  const years =
    typeof values['retention'] === 'string' ? state.items.get(values['retention'])?.attrs['years'] : undefined;
  if (from && typeof years === 'number' && years >= 1)
    put(
      'retentionUntil',
      dayOrNone(from, (day) => retentionEnd(day, years)),
    );
}

/** D6: 個人情報ファイル簿 is a candidate from 1,000 persons up. */
function personalFile(values: Values, personalData: readonly string[]): string | null {
  const count = values['subjectCount'];
  const many = typeof count === 'number' ? count >= 1000 : values['subjectBand'] === 'subjectBand.from1000';
  return many && personalData.some((item) => item !== 'personal.none') ? 'personalFile.candidate' : null;
}

/** D12: 1 個人番号利用事務系 with 住民情報, 2 confidentiality above the lowest level, else 3. */
export function eraseTier(
  values: Values,
  personalData: readonly string[],
  levels: Levels,
  scheme: Scheme | undefined,
): string | null {
  if (values['zone'] === 'zone.myNumber' && personalData.some((item) => item !== 'personal.none')) return '1';
  if (!scheme || !levelOf(scheme, 'confidentiality', levels.confidentiality)) return null;
  return aboveLowest(scheme, 'confidentiality', levels.confidentiality) ? '2' : '3';
}

/** §7.1: 重要度 (1 to 3) × max(1, threat + vulnerability − 3). */
function riskValue(state: RegisterState, scheme: Scheme, values: Values, levels: Levels): number | null {
  const score = (id: string) => {
    const item = values[id];
    const attr = typeof item === 'string' ? state.items.get(item)?.attrs['value'] : undefined;
    return typeof attr === 'number' ? attr : null;
  };
  const threat = score('threatLikelihood');
  const vulnerability = score('vulnerability');
  if (threat === null || vulnerability === null || AXES.some((axis) => !levels[axis])) return null;
  // Each axis on 1 to 3: the strictest level counts 3, the laxest 1.
  const weights = AXES.map((axis) => {
    const ranks = scheme.axes[axis].levels.map((level) => level.rank);
    const [low, top] = [Math.min(...ranks), Math.max(...ranks)];
    const rank = levelOf(scheme, axis, levels[axis])?.rank ?? low;
    return top === low ? 1 : Math.round(1 + (2 * (rank - low)) / (top - low));
  });
  return Math.max(...weights) * Math.max(1, threat + vulnerability - 3);
}
