import type { ParsedInputOf } from '../../contract/api.ts';
import type { Finding } from '../../contract/asset.ts';
import { AXES, levelOf } from '../../contract/scheme.ts';
import { type AssetRecord, allIds } from '../../db/assets.ts';
import { acceptancesOn } from '../../db/findingAcceptances.ts';
import { linksOf } from '../../db/links.ts';
import { type Context, opened, today } from '../context.ts';
import { isGone } from '../register/state.ts';
import { CARE_RULES } from './careRules.ts';
import { CARRYING } from './carrying.ts';
import { CLASS_RULES } from './classRules.ts';
import { type FindingCache, keepFindings, keptFindings } from './findingCache.ts';
import { classGraph } from './graph.ts';
import type { Rule } from './rule.ts';
import {
  copiesOf,
  type Lookups,
  originsOf,
  otherReader,
  readForRules,
  subjectOf,
  twinName,
  twinsByName,
} from './subjects.ts';

/** The named rules, in the order shown where their counts are equal (domain.md §6). */
export const RULES: readonly Rule[] = [...CLASS_RULES, ...CARE_RULES];

function check(context: Context, record: AssetRecord, lookups: Lookups): Finding[] {
  const { state } = opened(context);
  // What is in the bin or no longer there has no rule to break.
  if (record.binned === 1 || isGone(state, record['state'])) return [];
  const subject = subjectOf(context, record, lookups);
  if (!subject) return [];
  return RULES.flatMap((rule) =>
    rule.check(subject).map((hit) => ({
      ruleId: rule.id,
      severity: hit.severity ?? rule.severity,
      assetId: String(record.id),
      number: String(record['number']),
      name: String(record['name']),
      fieldId: hit.fieldId,
      message: hit.message,
      key: (hit.key ?? `${hit.fieldId} ${hit.message}`).slice(0, 200),
    })),
  );
}

/**
 * Broken rules of one asset, and of what holds it: a contradiction is seen from both sides of the link. Accepted ones
 * are marked and come last.
 */
export function findingsOf(context: Context, assetId: number): Finding[] {
  const { db } = opened(context);
  const day = today(context);
  const lookups = {
    ...otherReader(context),
    twins: (id: number) => twinsByName(context, id),
    origins: originsOf(db, [assetId]),
  };
  const found = readForRules(context, [assetId]).flatMap((record) => [
    ...check(context, record, lookups).map(accepting(context, day, assetId)),
    ...firstOf(holdersBelow(context, day, record)),
  ]);
  return [...found.filter((finding) => !finding.accepted), ...found.filter((finding) => finding.accepted)];
}

/** A page that names ten thousand holders helps nobody. */
const SHOWN_HOLDERS = 20;

function firstOf(found: readonly Finding[]): Finding[] {
  const shown = found.slice(0, SHOWN_HOLDERS);
  const [first] = shown;
  const more = found.length - shown.length;
  if (!first || more === 0) return shown;
  const message = `これを入れている資産の分類が低いところが、ほかに${more.toLocaleString('ja-JP')}件あります。「点検・履歴」の点検で見られます。`;
  return [...shown, { ...first, key: 'holders more', message }];
}

/** D3 as it looks from inside: a medium, device or service right around this asset is classed lower than it. */
function holdersBelow(context: Context, day: string, record: AssetRecord): Finding[] {
  const { db, state } = opened(context);
  const scheme = state.schemes.get(record.scheme_id);
  if (!scheme || record.binned === 1 || isGone(state, record['state'])) return [];
  const holders = linksOf(db, record.id)
    .filter((link) => link.from_id === record.id && (CARRYING as readonly string[]).includes(link.type))
    .map((link) => link.to_id);
  const accepted = new Set(acceptancesOn(db, day).map((one) => `${one.asset_id} ${one.rule_id} ${one.finding_key}`));
  return readForRules(context, holders)
    .filter((holder) => holder.scheme_id === record.scheme_id && holder.binned === 0 && !isGone(state, holder['state']))
    .flatMap((holder) => {
      const held = classGraph(context).held(holder.id);
      return AXES.flatMap((axis) => {
        const own = levelOf(scheme, axis, record[axis] as string | null);
        const around = levelOf(scheme, axis, holder[axis] as string | null);
        if (!own || (around && around.rank >= own.rank)) return [];
        if (accepted.has(`${holder.id} D3 ${axis}:${around?.code ?? ''}<${held?.[axis] ?? ''}`)) return [];
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
      });
    });
}

/** Marks a finding that somebody has accepted for this day. @param assetId of one asset only */
function accepting(context: Context, day: string, assetId?: number): (finding: Finding) => Finding {
  const accepted = new Map(
    acceptancesOn(opened(context).db, day, assetId).map((row) => [
      `${row.asset_id} ${row.rule_id} ${row.finding_key}`,
      row,
    ]),
  );
  if (accepted.size === 0) return (finding) => finding;
  return (finding) => {
    const row = accepted.get(`${finding.assetId} ${finding.ruleId} ${finding.key}`);
    if (!row) return finding;
    const { id, reason, until, at, who } = row;
    return { ...finding, accepted: { id: String(id), reason, until, at, who } };
  };
}

const READ_AT_ONCE = 1000;

/** Checks some assets and keeps what was found. Rows that are kept already are not read again. */
function checkAgain(context: Context, cache: FindingCache, ids: readonly number[]): void {
  const { db } = opened(context);
  const reader = otherReader(context);
  const graph = classGraph(context);
  const twins = (id: number) => [...(cache.twins.get(cache.twinName.get(id) ?? '') ?? [])].filter((one) => one !== id);
  for (let i = 0; i < ids.length; i += READ_AT_ONCE) {
    const some = ids.slice(i, i + READ_AT_ONCE);
    const lookups = { ...reader, twins, origins: originsOf(db, some) };
    const kept = some.flatMap((id) => cache.holders.get(id) ?? []);
    const unread = some.filter((id) => !cache.holders.has(id));
    for (const record of [...kept, ...readForRules(context, unread)]) {
      if (graph.holds(record.id)) cache.holders.set(record.id, record);
      cache.byAsset.set(record.id, check(context, record, lookups));
    }
  }
}

function nameTwins(context: Context, cache: FindingCache, ids: readonly number[]): void {
  for (const [id, name] of twinName(opened(context).db, ids)) {
    const former = cache.twinName.get(id);
    if (former !== undefined) cache.twins.get(former)?.delete(id);
    cache.twinName.set(id, name);
    const same = cache.twins.get(name) ?? new Set();
    cache.twins.set(name, same.add(id));
  }
}

/** Broken rules of all assets, by asset. Only what a change may have touched is checked again. */
function upToDate(context: Context): FindingCache['byAsset'] {
  const { db, state } = opened(context);
  let cache = keptFindings(context);
  if (!cache) {
    cache = { state, byAsset: new Map(), holders: new Map(), twins: new Map(), twinName: new Map(), dirty: new Set() };
    const ids = allIds(db);
    nameTwins(context, cache, ids);
    checkAgain(context, cache, ids);
    keepFindings(context, cache);
  } else if (cache.dirty.size > 0) {
    const touched = [...cache.dirty];
    for (const id of touched) cache.holders.delete(id);
    // Names and levels of an asset stand in the findings of what holds it, of its copies and of its twins.
    const graph = classGraph(context);
    const concerned = new Set(touched);
    const addTwins = () => {
      for (const id of touched)
        for (const twin of cache!.twins.get(cache!.twinName.get(id) ?? '') ?? []) concerned.add(twin);
    };
    addTwins();
    nameTwins(context, cache, touched);
    addTwins();
    for (const id of touched) for (const holder of graph.holdersOf(id)) concerned.add(holder);
    for (const copy of copiesOf(db, touched)) concerned.add(copy);
    checkAgain(context, cache, [...concerned]);
    cache.dirty.clear();
  }
  return cache.byAsset;
}

/** Broken rules of all assets, accepted ones marked. */
export function allFindings(context: Context): readonly Finding[] {
  return [...upToDate(context).values()].flat().map(accepting(context, today(context)));
}

/** A list nobody can read through helps nobody; the counts are complete. */
const LISTED = 1000;

/** The rules with their counts, and the first findings of one rule or of all: the open ones, or the accepted ones. */
export function listFindings(context: Context, { ruleId, accepted = false }: ParsedInputOf<'finding.list'>) {
  const mark = accepting(context, today(context));
  const counts = new Map(RULES.map((rule) => [rule.id, { open: 0, accepted: 0 }]));
  const listed: Finding[] = [];
  // One walk: of a hundred thousand assets each copy of the list would take longer than the checks.
  for (const own of upToDate(context).values()) {
    for (const finding of own) {
      const marked = mark(finding);
      counts.get(finding.ruleId)![marked.accepted ? 'accepted' : 'open'] += 1;
      const wanted = (ruleId === undefined || ruleId === finding.ruleId) && !!marked.accepted === accepted;
      if (wanted && listed.length < LISTED) listed.push(marked);
    }
  }
  return {
    rules: RULES.map(({ id, title, explanation, severity, source, basis }) => ({
      id,
      title,
      explanation,
      severity,
      source,
      basis,
      count: counts.get(id)!.open,
      accepted: counts.get(id)!.accepted,
    })),
    findings: listed,
  };
}
