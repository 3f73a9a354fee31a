import type { AssetDetail, Values } from '../../contract/asset.ts';
import type { HandlingCard } from '../../contract/classification.ts';
import { formatDate, isIsoDate } from '../../contract/japanese/date.ts';
import type { JobStarted, Output } from '../../contract/job.ts';
import { AXES, levelOf, type Scheme } from '../../contract/scheme.ts';
import { getAsset } from '../asset/commands.ts';
import { eraseTier, personalDataOf } from '../asset/derive.ts';
import { personalInside } from '../asset/facts.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { proofNow } from '../history/proof.ts';
import { formatMoment } from '../moment.ts';
import { newOutput } from '../output/files.ts';
import { keepOutput, writePdf } from '../output/keep.ts';
import { labelOf, type RegisterState, schemeOf } from '../register/state.ts';
import { classGraph } from './graph.ts';
import { handlingDocument } from './handlingPage.ts';
import { handlingSections, treatedLevels } from './handlingRules.ts';

/** 取扱いカード of one asset: what a person who uses it may and may not do, by its effective class. @throws DaichoError('notFound') */
export function handlingCard(context: Context, assetId: string): HandlingCard {
  const { db, state } = opened(context);
  const detail = getAsset(context, assetId);
  const { effective, values, kind } = detail;
  const scheme = schemeOf(state, effective.schemeId);
  const treated = treatedLevels(scheme, effective.levels);
  const stored = kind === 'hardware' || kind === 'medium';
  const personal = [...personalDataOf(values), ...personalInside(db, classGraph(context), Number(assetId))];
  const responsiblePost = wordOf(state, values, 'responsiblePost');
  return {
    assetId,
    number: String(values['number'] ?? ''),
    name: String(values['name'] ?? ''),
    unionName: state.settings.unionName,
    group: wordOf(state, values, 'group'),
    responsiblePost,
    levels: AXES.flatMap((axis) => {
      const level = levelOf(scheme, axis, effective.levels[axis]);
      if (!level) return [];
      const { name, short, neutral, weight } = level;
      return [{ axis, name, short, neutral, weight }];
    }),
    note: noteOf(scheme, detail),
    sections: handlingSections({
      kind,
      scheme,
      levels: effective.levels,
      waived: listOf(values['dutiesWaived']).map((id) => String(state.items.get(id)?.attrs['code'] ?? id)),
      marks: listOf(values['handlingMarks'])
        // 「なし」 is a decision, not a mark.
        .filter((id) => state.items.get(id)?.attrs['none'] !== true)
        .map((id) => ({ id, label: labelOf(state, id) })),
      zone: typeof values['zone'] === 'string' ? values['zone'] : null,
      responsiblePost,
      place: wordOf(state, values, 'place'),
      retention: retentionWords(state, detail),
      recoveryTarget: typeof values['recoveryTarget'] === 'string' ? values['recoveryTarget'] : '',
      eraseTier: stored ? (eraseTier(values, personal, treated, scheme) as '1' | '2' | '3' | null) : null,
      copyPermission: typeof values['copyPermission'] === 'string' ? values['copyPermission'] : null,
    }),
  };
}

const listOf = (value: Values[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

function wordOf(state: RegisterState, values: Values, fieldId: string): string {
  const value = values[fieldId];
  return typeof value === 'string' ? labelOf(state, value) : '';
}

/** 5年（令和14年3月31日まで）; '' when no period is stored. */
function retentionWords(state: RegisterState, { values, derived }: AssetDetail): string {
  const period = wordOf(state, values, 'retention');
  const until = values['retentionUntil'] ?? derived['retentionUntil'];
  if (!period) return '';
  return typeof until === 'string' && isIsoDate(until) ? `${period}（${formatDate(until, 'wareki')}まで）` : period;
}

/** Why the card is stricter than the asset's own class: undecided axes, content, content that cannot be compared. */
function noteOf(scheme: Scheme, { effective }: AssetDetail): string {
  const said: string[] = [];
  const undecided = AXES.filter((axis) => levelOf(scheme, axis, effective.levels[axis]) === null);
  if (undecided.length === AXES.length)
    said.push('まだ分類されていません。分類が決まるまでは、いちばん厳しい扱いにしてください。');
  else if (undecided.length > 0)
    said.push(
      `${undecided.map((axis) => scheme.axes[axis].label).join('と')}がまだ決まっていません。決まるまでは、いちばん厳しい扱いにしてください。`,
    );
  const sources = new Map<string, string[]>();
  for (const axis of AXES) {
    const from = effective.from[axis];
    if (!from) continue;
    const words = `「${from.name}」（${from.number}）`;
    sources.set(words, [...(sources.get(words) ?? []), scheme.axes[axis].label]);
  }
  for (const [words, axes] of sources) said.push(`${axes.join('と')}は、中の${words}に合わせています。`);
  for (const other of effective.otherSchemes)
    said.push(
      `中の「${other.name}」（${other.number}）は別の分類体系で分類されているので、比べられません。扱いを管理責任者に確かめてください。`,
    );
  return said.join('');
}

/** The card as one page A4 for the person who uses the asset; the output is recorded. Drawn here: 15 to 70 ms, fonts included. */
export function printHandling(context: Context, assetId: string): JobStarted {
  const { db, state } = opened(context);
  const card = handlingCard(context, assetId);
  const { fileName, path } = newOutput(context, '取扱いカード', 'pdf');
  const who = whoWorks(context);
  const now = context.ports.now();
  const issuedOn = formatDate(today(context), 'wareki');
  const proof = proofNow(db);
  const stamp = `${formatMoment(now)}　${who}　${state.settings.marking}`;
  return context.jobs.start(async (handle): Promise<Output> => {
    handle.progress('PDFにしています', 0, null);
    const html = handlingDocument(card, { issuedOn, stamp, proof }, context.fontDirs);
    const bytes = await writePdf(context, path, html, { widthMm: 210, heightMm: 297 }, handle.signal);
    const about = `${card.number} ${card.name}`;
    const at = now.toISOString();
    const file = { kind: 'handling', fileName, path, bytes, rows: 1, about, at, who, proof } as const;
    const output = await keepOutput(context, file);
    handle.progress('できました', 1, 1);
    return output;
  });
}
