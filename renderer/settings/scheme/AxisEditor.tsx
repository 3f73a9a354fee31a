import { useState } from 'react';
import type { Axis, Level, SchemeInfo } from '../../../contract/scheme.ts';
import { Button } from '../../ui/Button.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { LevelMark } from '../../ui/LevelMark.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { showToast } from '../../ui/toast.ts';
import { Fold } from './Fold.tsx';
import { LevelDialog } from './LevelDialog.tsx';
import { LevelFields } from './LevelFields.tsx';
import { MoveButtons } from './MoveButtons.tsx';
import { addLevel, byStrength, isProposed, moveLevel, removeLevel, renameLevel } from './schemeEdits.ts';
import type { PartProps } from './useSchemeDraft.ts';

interface AxisProps extends PartProps {
  axis: Axis;
  /** Codes that assets hold or ever held. */
  used: SchemeInfo['usedLevels'][Axis];
}

/** One axis: its levels, strictest first, which of them are used, and what each means. */
export function AxisEditor({ scheme, edit, problems, axis, used }: AxisProps) {
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<string | null>(null);
  const { label, levels } = scheme.axes[axis];
  const path = `axes.${axis}`;
  const shown = byStrength(scheme, axis);
  const taken = levels.map((level) => level.code);
  const remove = (level: Level) => {
    edit((s) => removeLevel(s, axis, level.code));
    showToast(
      isProposed(scheme, axis, level.code)
        ? `「${level.name}」をなくしました。この段階を提案していた質問は、次に厳しい段階を提案します。`
        : `「${level.name}」をなくしました。`,
    );
  };
  return (
    <section className="card stack" aria-label={label}>
      <div className="row">
        <FormRow label="軸の名前" error={problems.at(`${path}.label`)}>
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={20}
              value={label}
              onChange={(text) =>
                edit((s) => {
                  s.axes[axis].label = text;
                })
              }
            />
          )}
        </FormRow>
        <Button className="scheme-end" onClick={() => setAdding(true)}>
          段階を加える
        </Button>
      </div>
      <p className="form-help">
        上ほど厳しい段階です。「使わない」にした段階は、これから選べなくなります。もう付けてある分類は、そのまま残ります。
      </p>
      {problems.allAt(`${path}.levels`).map((message) => (
        <p key={message} className="form-error">
          <span aria-hidden="true">▲ </span>
          {message}
        </p>
      ))}
      <ol className="scheme-folds">
        {shown.map((level, i) => {
          const at = `${path}.levels.${levels.indexOf(level)}`;
          const isUsed = used.includes(level.code);
          return (
            <Fold
              key={level.code}
              name={level.name}
              problems={problems.under(at)}
              head={
                <>
                  <LevelMark level={level} />
                  <strong>{level.name}</strong>
                  {level.hidden && <span className="muted">（使わない）</span>}
                  <span className="muted">記号 {level.code}</span>
                </>
              }
              actions={
                <>
                  <label className="check">
                    <input
                      type="checkbox"
                      aria-label={`${level.name}を使わない`}
                      checked={level.hidden === true}
                      onChange={(event) =>
                        edit((s) => {
                          const one = s.axes[axis].levels.find(({ code }) => code === level.code)!;
                          one.hidden = event.target.checked || undefined;
                        })
                      }
                    />
                    使わない
                  </label>
                  <MoveButtons
                    name={level.name}
                    first={i === 0}
                    last={i === shown.length - 1}
                    onMove={(by) => edit((s) => moveLevel(s, axis, level.code, by))}
                  />
                </>
              }
            >
              <LevelFields
                scheme={scheme}
                level={level}
                problems={problems}
                path={at}
                edit={(work) =>
                  edit((s) => {
                    const one = s.axes[axis].levels.find(({ code }) => code === level.code);
                    if (one) work(one);
                  })
                }
              />
              <div className="row">
                {isUsed ? (
                  <p className="form-help">
                    この段階は、資産の分類に使ったことがあります。記号は変えられず、なくせません。使わないときは「使わない」にします。
                  </p>
                ) : (
                  <>
                    <Button small onClick={() => setRenaming(level.code)}>
                      記号を変える
                    </Button>
                    <Button small variant="danger" disabled={levels.length === 1} onClick={() => remove(level)}>
                      この段階をなくす
                    </Button>
                  </>
                )}
              </div>
            </Fold>
          );
        })}
      </ol>
      {adding && (
        <LevelDialog
          axis={label}
          taken={[...taken, ...used]}
          onDone={(code, name) => edit((s) => addLevel(s, axis, code, name))}
          onClose={() => setAdding(false)}
        />
      )}
      {renaming !== null && (
        <LevelDialog
          axis={label}
          taken={[...taken, ...used]}
          code={renaming}
          onDone={(code) => edit((s) => renameLevel(s, axis, renaming, code))}
          onClose={() => setRenaming(null)}
        />
      )}
    </section>
  );
}
