import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed, Values } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import type { ClassRecord } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { type Answers, answerWords } from '../../contract/questionnaire.ts';
import { AXES, type Axis, type Levels, levelOf, type Scheme } from '../../contract/scheme.ts';
import { classificationsOf } from '../../db/classifications.ts';
import { valuesOf } from '../asset/columns.ts';
import { reindex } from '../asset/commands.ts';
import { levelsOf } from '../asset/derive.ts';
import { assetRecord, changeAsset, confirmClass } from '../asset/store.ts';
import { change } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { schemeOf } from '../register/state.ts';
import { refuseLowering } from './lowering.ts';
import { holdForApproval } from './proposing.ts';

/**
 * 分類する: the three levels of one asset, with the reason and the answers that led there. Where the union wants a second
 * person it becomes a proposal that waits (`waiting: 1`), and the class stays as it is.
 * @throws DaichoError('conflict') when the asset changed meanwhile, ('invalidInput') at `reason` for a lowering without one
 */
export function decideClass(
  context: Context,
  input: ParsedInputOf<'classification.decide'>,
): Changed & { revision: number } {
  const { state } = opened(context);
  const id = Number(input.assetId);
  const record = assetRecord(context, id);
  if (record.revision !== input.revision) throw new DaichoError('conflict');
  const values = valuesOf(record.kind as Kind, record);
  const schemeId = input.schemeId ?? record.scheme_id;
  const scheme = schemeOf(state, schemeId);
  refuseUnknown(scheme, input.levels, schemeId === record.scheme_id ? levelsOf(values) : null);
  const reason = input.reason.trim();
  if (reason === '') refuseLowering(context, id, { levels: input.levels, schemeId, values, path: 'reason' });
  const decision = { levels: input.levels, schemeId, reason: reason || null, answers: input.answers };
  const { value, changeId } = change(context, { action: '分類', reason }, (recorder) => {
    if (holdForApproval(context, recorder, id, decision)) return 'waiting';
    const changes: Values = { ...input.levels, ...(reason ? { classificationReason: reason } : {}) };
    const done = changeAsset(context, recorder, id, changes, schemeId, { answers: input.answers });
    // The same levels once more are a decision, too, and its answers are kept.
    if (!done) confirmClass(context, recorder, id, { answers: input.answers });
    return 'made';
  });
  reindex(context, [id]);
  const { revision } = assetRecord(context, id);
  return value === 'waiting' ? { changeId, changed: 0, waiting: 1, revision } : { changeId, changed: 1, revision };
}

/** Levels that the scheme does not have, or that are hidden and not the present ones. */
function refuseUnknown(scheme: Scheme, levels: Levels, present: Levels | null): void {
  for (const axis of AXES) {
    const code = levels[axis];
    if (code === null) continue;
    const level = levelOf(scheme, axis, code);
    if (level && (!level.hidden || present?.[axis] === code)) continue;
    const message = level
      ? `「${level.name}」は、今は使わない段階です。`
      : `「${code}」という段階は、この分類体系にありません。`;
    throw new DaichoError('invalidInput', undefined, [{ path: axis, message }]);
  }
}

/** Every classification of an asset, newest first, in the words of the scheme as it was then. */
export function classHistory(context: Context, assetId: string): ClassRecord[] {
  const { db } = opened(context);
  assetRecord(context, Number(assetId));
  return classificationsOf(db, Number(assetId))
    .map((row): ClassRecord => {
      const scheme = JSON.parse(row.body) as Scheme;
      const word = (axis: Axis) => levelOf(scheme, axis, row[axis])?.name ?? row[axis];
      const answers = row.answers ? (JSON.parse(row.answers) as Answers) : {};
      return {
        schemeId: row.scheme_id,
        schemeName: scheme.name,
        schemeVersion: scheme.version,
        schemeRevision: row.scheme_revision,
        levels: { confidentiality: row.confidentiality, integrity: row.integrity, availability: row.availability },
        words: {
          confidentiality: word('confidentiality'),
          integrity: word('integrity'),
          availability: word('availability'),
        },
        reason: row.reason,
        answers: Object.entries(answers).map(([question, answer]) => answerWords(scheme, question, answer)),
        at: row.at,
        who: row.who,
        post: row.post,
        approvedBy: row.approved_by,
        approvedPost: row.approved_post,
      };
    })
    .reverse();
}
