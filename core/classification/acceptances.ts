import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import { endAcceptanceRow, insertAcceptance } from '../../db/findingAcceptances.ts';
import { change } from '../change.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { findingsOf, RULES } from './findings.ts';

/**
 * Accepts a finding as it stands now, with a reason and until a day; it is listed again when the day has passed or when
 * anything about it changes (domain.md D3).
 * @throws DaichoError('notFound') when the asset has no such finding (any more)
 */
export function acceptFinding(context: Context, input: ParsedInputOf<'finding.accept'>): Changed {
  const { db } = opened(context);
  const assetId = Number(input.assetId);
  const finding = findingsOf(context, assetId).find((one) => one.ruleId === input.ruleId && one.key === input.key);
  if (!finding || finding.fieldId === undefined)
    throw new DaichoError('notFound', 'この点検の結果は、もうありません。画面を開き直してください。');
  if (finding.accepted) throw new DaichoError('alreadyThere', 'すでに受け入れてあります。');
  if (input.until < today(context)) {
    const message = '期限は、今日か、今日より後の日にしてください。';
    throw new DaichoError('invalidInput', undefined, [{ path: 'until', message }]);
  }
  const at = context.ports.now().toISOString();
  const { changeId } = change(context, { action: '点検結果の受け入れ', reason: input.reason }, (recorder) => {
    const id = insertAcceptance(db, {
      asset_id: assetId,
      rule_id: input.ruleId,
      finding_key: input.key,
      message: finding.message,
      reason: input.reason,
      until: input.until,
      at,
      who: whoWorks(context),
    });
    const words = `${titleOf(input.ruleId)}：${finding.message}（${input.until}まで）`;
    recorder.record('asset', assetId, '$accepted', null, String(id), { after: words });
  });
  return { changeId, changed: 1 };
}

/** Ends an acceptance before its day: the finding is listed again. */
export function endAcceptance(context: Context, idText: string): Changed {
  const { db } = opened(context);
  const { value, changeId } = change(context, { action: '受け入れの取りやめ' }, (recorder) => {
    const row = endAcceptanceRow(db, Number(idText), context.ports.now().toISOString(), whoWorks(context));
    if (!row) throw new DaichoError('notFound');
    const words = `${titleOf(row.rule_id)}：${row.message}`;
    recorder.record('asset', row.asset_id, '$accepted', String(row.id), null, { before: words });
    return 1;
  });
  return { changeId, changed: value };
}

function titleOf(ruleId: string): string {
  return RULES.find((rule) => rule.id === ruleId)?.title ?? ruleId;
}
