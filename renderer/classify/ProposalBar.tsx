import type { ReactNode } from 'react';
import { AXES, levelOf, UNSURE } from '../../contract/scheme.ts';
import { isComposing } from '../keys.ts';
import { Button } from '../ui/Button.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { LevelMark } from '../ui/LevelMark.tsx';
import { TextArea, TextInput } from '../ui/TextInput.tsx';
import { becauseWords, MAX_REASON } from './classing.ts';
import type { Classing } from './useClassing.ts';

/** The proposal for each axis with what led to it, and the reason that will be kept. */
export function ProposalBar({
  classing,
  complaint,
  onAccept,
  actions,
}: {
  classing: Classing;
  complaint: string | null;
  onAccept: () => void;
  actions: ReactNode;
}) {
  const { scheme, proposal, choice } = classing;
  const undecided =
    proposal.open.length > 0
      ? `残りの質問（${proposal.open.length}）に答えると決まります。`
      : '答えから決まりません。段階を選んでください。';
  return (
    <>
      <ul className="proposals" aria-label="提案">
        {AXES.map((axis) => {
          const proposed = levelOf(scheme, axis, proposal.levels[axis]);
          const decided = levelOf(scheme, axis, choice.levels[axis]);
          const because = proposal.because[axis];
          const changed = choice.changed.includes(axis);
          const unsure = because.length > 0 && because.every(({ answer }) => answer === UNSURE);
          const led = because.map((one) => becauseWords(scheme, one)).join('、');
          const byHand = decided ? '手で選びました' : undecided;
          const why = led ? `${led} から${unsure ? '、厳しいほうの' : ''}${proposed?.short ?? ''}` : byHand;
          return (
            <li key={axis} className="proposal">
              <p className="proposal-level">
                <span className="muted">{scheme.axes[axis].label}</span>
                {decided ? (
                  <>
                    <LevelMark level={decided} />
                    <strong>{decided.name}</strong>
                  </>
                ) : (
                  <span className="notice-mark">未定</span>
                )}
                {changed && (
                  <Button small onClick={() => classing.choose(axis, null)}>
                    提案（{proposed?.short}）に戻す
                  </Button>
                )}
              </p>
              <p className="proposal-because" title={why}>
                {why}
              </p>
            </li>
          );
        })}
      </ul>
      <div className="proposal-words">
        <FormRow label="分類の理由（答えから作りました。書きかえられます）">
          {(ids) => (
            <TextArea
              {...ids}
              data-classing="reason"
              maxLength={MAX_REASON}
              value={classing.reason}
              onChange={classing.setReason}
            />
          )}
        </FormRow>
        {choice.asks.length > 0 && (
          <FormRow
            label="違う段階にする理由"
            required
            notice={choice.asks.map(({ axis, message }) => `${scheme.axes[axis].label}が${message}`).join(' ')}
          >
            {(ids) => (
              <TextInput
                {...ids}
                data-classing="why"
                maxLength={180}
                value={classing.why}
                onChange={classing.setWhy}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || isComposing(event)) return;
                  event.preventDefault();
                  onAccept();
                }}
              />
            )}
          </FormRow>
        )}
        <div className="classing-actions">{actions}</div>
      </div>
      {complaint && (
        <p className="form-error" role="alert">
          <span aria-hidden="true">▲ </span>
          {complaint}
        </p>
      )}
    </>
  );
}
