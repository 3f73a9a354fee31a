import { useId } from 'react';
import type { SetupProposal } from '../../contract/register.ts';
import { AXES } from '../../contract/scheme.ts';
import { LevelMark } from '../ui/LevelMark.tsx';
import { useCall } from '../useCall.ts';
import type { StepProps } from './steps.tsx';

/** 分類体系: the presets in one line each, with a look at the levels of the chosen one. */
export function SchemeStep({ draft, change, proposal }: StepProps & { proposal: SetupProposal }) {
  const name = useId();
  const schemes = useCall('scheme.list', {});
  const chosen = schemes.data?.find((scheme) => scheme.id === draft.schemeId);
  return (
    <>
      <fieldset className="setup-schemes">
        <legend>組合の情報セキュリティ対策基準にある分け方を選んでください。</legend>
        {proposal.schemes.map((scheme) => (
          <label key={scheme.id} className="setup-scheme">
            <input
              type="radio"
              name={name}
              data-autofocus={draft.schemeId === scheme.id ? true : undefined}
              checked={draft.schemeId === scheme.id}
              onChange={() => change({ schemeId: scheme.id })}
            />
            <span>
              <strong>{scheme.name}</strong>
              <span className="muted">{scheme.note}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen && (
        <section aria-label={`${chosen.name}の段階`} className="setup-levels">
          {AXES.map((axis) => (
            <div key={axis}>
              <h3>{chosen.axes[axis].label}</h3>
              <dl>
                {chosen.axes[axis].levels
                  .filter((level) => !level.hidden)
                  .map((level) => (
                    <div key={level.code}>
                      <dt>
                        <LevelMark level={level} />
                      </dt>
                      <dd>{level.definition}</dd>
                    </div>
                  ))}
              </dl>
            </div>
          ))}
        </section>
      )}
    </>
  );
}
