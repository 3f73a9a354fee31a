import type { Values } from '../../contract/asset.ts';
import { type Axis, levelOf } from '../../contract/scheme.ts';
import { nameOf } from '../../db/assets.ts';
import { insertReview } from '../../db/classReviews.ts';
import { assetRecord, changeAsset } from '../asset/store.ts';
import type { Recorder } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { isGone } from '../register/state.ts';
import { classGraph } from './graph.ts';

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
    const scheme = state.schemes.get(record.scheme_id);
    if (!scheme) continue;
    const rank = (axis: Axis, code: string | null) => levelOf(scheme, axis, code)?.rank ?? 0;
    const held = graph.held(id);
    const keeping: Values = {};
    let toReview = false;
    let fell = false;
    for (const { schemeId, axis, before } of own) {
      const now = rank(axis, held?.[axis] ?? null);
      if (schemeId !== scheme.id || now >= rank(axis, before)) continue;
      const given = record[axis] as string | null;
      if (given === null) {
        if (undoing) continue;
        keeping[axis] = before;
        toReview = true;
      } else if (rank(axis, given) > now) {
        // One that was stricter than its content all along is no question of this link.
        toReview ||= rank(axis, given) <= rank(axis, before);
        // It was classed below its content: what it is treated as follows the content down to its own level.
        fell ||= rank(axis, given) < rank(axis, before);
      }
    }
    if (Object.keys(keeping).length > 0) {
      if (record['classification_reason'] === null)
        keeping['classificationReason'] = `${cause}が、それまでの分類を引き継ぎました。`;
      changeAsset(context, recorder, id, keeping);
      graph.refresh([id]);
      kept.push(id);
    }
    // One that is disposed of keeps its class like any other, as it may come back, but is no work for anybody; a task of
    // one in the bin waits there with it.
    if (toReview && !isGone(state, record['state']))
      review(context, recorder, id, `${cause}。${fell ? FELL : 'この資産の分類を下げてよいか、確かめてください。'}`);
  }
  return kept;
}

function review(context: Context, recorder: Recorder, id: number, cause: string): void {
  const { db } = opened(context);
  const task = insertReview(db, id, recorder.changeId, cause, context.ports.now().toISOString());
  recorder.record('asset', id, '$review', null, String(task), { after: cause });
}

const FELL =
  'この資産の分類は中より低くしてあったので、扱うときの分類が低くなりました。これでよいか、確かめてください。';

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
