import { MINIMUM_KINDS } from '../../../contract/schemeWords.ts';
import { useRegister } from '../../registerContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextInput } from '../../ui/TextInput.tsx';
import { MoveButtons } from './MoveButtons.tsx';
import { OutcomeTable } from './OutcomeTable.tsx';
import { RulesEditor } from './RulesEditor.tsx';
import { byStrength, freeId, moveIn } from './schemeEdits.ts';
import type { PartProps } from './useSchemeDraft.ts';

/** 重要性: its classes, the rules that lead to them, and the least level for personal data. */
export function ImportanceEditor(props: PartProps) {
  const { scheme, edit, problems } = props;
  const { labelOf } = useRegister();
  const { label, floor, classes } = scheme.importance;
  return (
    <section className="card stack" aria-label="重要性">
      <div className="scheme-fields">
        <FormRow label="呼び名" required error={problems.at('importance.label')} help="例 重要性分類、重要度">
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={20}
              value={label}
              onChange={(text) =>
                edit((s) => {
                  s.importance.label = text;
                })
              }
            />
          )}
        </FormRow>
        <label className="check">
          <input
            type="checkbox"
            checked={floor === true}
            onChange={(event) =>
              edit((s) => {
                s.importance.floor = event.target.checked || undefined;
              })
            }
          />
          算定値より低く決めることを認めない
        </label>
      </div>
      <h3>区分（上ほど重要）</h3>
      {problems.allAt('importance.classes').map((message) => (
        <p key={message} className="form-error">
          ▲ {message}
        </p>
      ))}
      <ol className="scheme-rows">
        {classes.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the code is being written
          <li key={i} className="scheme-row">
            <TextInput
              className="settings-short"
              aria-label={`区分${i + 1}の記号`}
              aria-invalid={problems.at(`importance.classes.${i}.code`) ? true : undefined}
              maxLength={10}
              value={one.code}
              onChange={(text) =>
                edit((s) => {
                  for (const rule of s.importance.rules) if (rule.result === one.code) rule.result = text;
                  s.importance.classes[i]!.code = text;
                })
              }
            />
            <TextArea
              aria-label={`区分${i + 1}の意味`}
              rows={1}
              maxLength={500}
              value={one.definition}
              onChange={(text) =>
                edit((s) => {
                  s.importance.classes[i]!.definition = text;
                })
              }
            />
            <MoveButtons
              name={`区分「${one.code}」`}
              first={i === 0}
              last={i === classes.length - 1}
              onMove={(by) => edit((s) => moveIn(s.importance.classes, i, by))}
            />
            <Button
              small
              variant="danger"
              aria-label={`区分「${one.code}」をなくす`}
              disabled={classes.length === 1}
              onClick={() => edit((s) => void s.importance.classes.splice(i, 1))}
            >
              なくす
            </Button>
          </li>
        ))}
      </ol>
      <Button
        small
        onClick={() =>
          edit((s) => {
            const code = freeId(
              '',
              s.importance.classes.map((one) => one.code),
            );
            s.importance.classes.push({ code, definition: '' });
          })
        }
      >
        区分を加える
      </Button>
      <RulesEditor {...props} />
      <OutcomeTable scheme={scheme} />
      <h3>個人情報を含むときの{scheme.axes.confidentiality.label}の下限</h3>
      {problems.allAt('personalMinimum').map((message) => (
        <p key={message} className="form-error">
          ▲ {message}
        </p>
      ))}
      <div className="scheme-fields">
        {MINIMUM_KINDS.map(([item, key]) => (
          <FormRow key={key} label={labelOf(item)}>
            {(ids) => (
              <Select
                {...ids}
                value={scheme.personalMinimum[key] ?? ''}
                empty="（下限なし）"
                options={byStrength(scheme, 'confidentiality').map((level) => ({
                  value: level.code,
                  label: `${level.name}以上`,
                }))}
                onChange={(code) =>
                  edit((s) => {
                    s.personalMinimum[key] = code || undefined;
                  })
                }
              />
            )}
          </FormRow>
        ))}
      </div>
    </section>
  );
}
