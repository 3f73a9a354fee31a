import type { Values } from '../../contract/asset.ts';
import { levelOf } from '../../contract/scheme.ts';
import { nameOf } from '../../db/assets.ts';
import { insertReview } from '../../db/classReviews.ts';
import { assetRecord, changeAsset } from '../asset/store.ts';
import type { Recorder } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { isGone } from '../register/state.ts';
import { classGraph, type Drop } from './graph.ts';

/**
 * What happens to a holder when something leaves it (domain.md D3: a link removed never lowers a class by itself). A
 * level that the holder was given stays; one that came from the content alone becomes the holder's own. Either way a
 * review task says that it may now be too high. Runs inside the change's transaction, and keeps the class graph in step
 * with every change. @returns the assets that kept a level
 *
 * @param undoing an undone change goes back to what was before it, so nothing is kept; it makes review tasks all the same
 */
export function keepClasses(context: Context, recorder: Recorder, undoing: boolean): number[] {
  const graph = classGraph(context);
  const drops = graph.refresh(recorder.touched);
  if (recorder.leaving.length === 0 || drops.length === 0) return [];
  const { state } = opened(context);
  const kept: number[] = [];
  const cause = causeWords(context, recorder);
  // Content first: a holder that keeps its level keeps it for what holds it in turn.
  for (const [id, own] of Map.groupBy(drops, (drop) => drop.id)) {
    const record = assetRecord(context, id);
    if (record.binned === 1 || isGone(state, record['state'])) continue;
    const still = own.filter((drop) => drop.schemeId === record.scheme_id && isLower(context, drop));
    const keeping: Values = {};
    let toReview = false;
    for (const { axis, before } of still) {
      const given = record[axis] as string | null;
      if (given === null) {
        if (undoing) continue;
        keeping[axis] = before;
        toReview = true;
      } else if (ranks(context, id, axis, given) > ranks(context, id, axis, graph.held(id)?.[axis] ?? null)) {
        // One that was stricter than its content all along is no question of this link.
        toReview ||= ranks(context, id, axis, given) <= ranks(context, id, axis, before);
      }
    }
    if (Object.keys(keeping).length > 0) {
      if (record['classification_reason'] === null)
        keeping['classificationReason'] = `${cause}が、それまでの分類を引き継ぎました。`;
      changeAsset(context, recorder, id, keeping);
      graph.refresh([id]);
      kept.push(id);
    }
    if (toReview) review(context, recorder, id, `${cause}。分類を下げてよいか、確かめてください。`);
  }
  return kept;

  function isLower(context: Context, drop: Drop): boolean {
    const now = graph.held(drop.id)?.[drop.axis] ?? null;
    return ranks(context, drop.id, drop.axis, now) < ranks(context, drop.id, drop.axis, drop.before);
  }
}

function ranks(context: Context, id: number, axis: Drop['axis'], code: string | null): number {
  const scheme = opened(context).state.schemes.get(assetRecord(context, id).scheme_id);
  return (scheme && levelOf(scheme, axis, code)?.rank) ?? 0;
}

function review(context: Context, recorder: Recorder, id: number, cause: string): void {
  const { db } = opened(context);
  const task = insertReview(db, id, recorder.changeId, cause, context.ports.now().toISOString());
  recorder.record('asset', id, '$review', null, String(task), { after: cause });
}

const HOW = {
  unlinked: 'とのつながりが外れました',
  binned: 'がごみ箱に入りました',
  gone: 'がなくなりました（廃棄済・返却済）',
} as const;

function causeWords(context: Context, recorder: Recorder): string {
  const [first, ...others] = recorder.leaving;
  const { number, name } = nameOf(opened(context).db, first!.assetId);
  const more = others.length > 0 ? `ほか${others.length}件` : '';
  return `「${name}」（${number}）${more}${HOW[first!.how]}`;
}
