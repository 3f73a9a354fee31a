import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import type { ReviewTask } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { assetsByIds } from '../../db/assets.ts';
import { closeReview, openReviews } from '../../db/classReviews.ts';
import { change } from '../change.ts';
import { type Context, opened, whoWorks } from '../context.ts';

/** Assets whose class somebody should look at again since something left them, oldest first. */
export function listReviews(context: Context): ReviewTask[] {
  const { db } = opened(context);
  const rows = openReviews(db);
  const assets = new Map(
    assetsByIds(
      db,
      rows.map((row) => row.asset_id),
      ['kind', 'number', 'name'],
    ).map((record) => [record.id, record]),
  );
  return rows.map(({ id, asset_id, cause, at, who }) => {
    const record = assets.get(asset_id)!;
    const { kind } = record;
    return {
      id: String(id),
      asset: {
        id: String(asset_id),
        kind: kind as Kind,
        number: String(record['number']),
        name: String(record['name']),
      },
      cause,
      at,
      who,
    };
  });
}

/** Ends review tasks with what was decided. @throws DaichoError('notFound') for one that is done already */
export function reviewsDone(context: Context, input: ParsedInputOf<'review.done'>): Changed {
  const { db } = opened(context);
  const at = context.ports.now().toISOString();
  const { value, changeId } = change(context, { action: '分類の見直し', reason: input.reason }, (recorder) => {
    for (const id of new Set(input.ids)) {
      const assetId = closeReview(db, Number(id), at, whoWorks(context), input.reason);
      if (assetId === undefined) throw new DaichoError('notFound', 'この見直しは、もう終わっています。');
      recorder.record('asset', assetId, '$review', id, null, { before: '見直しの依頼', after: input.reason });
    }
    return new Set(input.ids).size;
  });
  return { changeId, changed: value };
}
