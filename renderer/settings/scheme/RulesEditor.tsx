import { AXES, type Scheme } from '../../../contract/scheme.ts';
import { conditionWords } from '../../../contract/schemeWords.ts';
import { useRegister } from '../../registerContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { Checks } from './Checks.tsx';
import { MoveButtons } from './MoveButtons.tsx';
import { byStrength, moveIn, PERSONAL_ITEMS } from './schemeEdits.ts';
import type { PartProps } from './useSchemeDraft.ts';

type Rule = Scheme['importance']['rules'][number];
type Condition = Rule['when'][number];

/** Problems shown at once; a missing rule can leave fifty combinations open. */
const MOST = 5;

interface ConditionProps {
  scheme: Scheme;
  name: string;
  condition: Condition;
  onChange: (condition: Condition) => void;
}

/** One condition: for each axis the levels that fit (none ticked: any), and the personal data that it must carry. */
function ConditionFields({ scheme, name, condition, onChange }: ConditionProps) {
  const { labelOf } = useRegister();
  const set = (key: keyof Condition, value: readonly string[]) => {
    const { [key]: _old, ...rest } = condition;
    onChange(value.length > 0 ? ({ ...rest, [key]: value } as Condition) : rest);
  };
  return (
    <div className="scheme-condition">
      {AXES.map((axis) => (
        <Checks
          key={axis}
          of={name}
          label={scheme.axes[axis].label}
          options={byStrength(scheme, axis).map((level) => ({
            value: level.code,
            label: level.short,
            title: level.name,
          }))}
          value={condition[axis] ?? []}
          onChange={(codes) => set(axis, codes)}
        />
      ))}
      <Checks
        of={name}
        label="個人情報"
        options={PERSONAL_ITEMS.map((item) => ({ value: item, label: labelOf(item) }))}
        value={condition.personalData ?? []}
        onChange={(items) => set('personalData', items)}
      />
    </div>
  );
}

/** The rules in order: the first with a condition that fits decides. Each is said in words below its ticks. */
export function RulesEditor({ scheme, edit, problems }: PartProps) {
  const { labelOf } = useRegister();
  const { label, classes, rules } = scheme.importance;
  const open = problems.allAt('importance.rules');
  return (
    <>
      <h3>{label}の決まり</h3>
      <p className="form-help">
        上から順に見て、最初に当てはまったものになります。印を付けない軸は、どの段階でもかまいません。何にも付けないと「そのほかすべて」です。
      </p>
      {open.slice(0, MOST).map((message) => (
        <p key={message} className="form-error">
          ▲ {message}
        </p>
      ))}
      {open.length > MOST && <p className="form-error">ほか{open.length - MOST}通りの重要性も決まりません。</p>}
      <ol className="scheme-folds">
        {rules.map((rule, r) => {
          const name = `決まり${r + 1}`;
          const change = (work: (one: Rule) => void) => edit((s) => work(s.importance.rules[r]!));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is nothing but its place and its conditions
            <li key={r} className="scheme-fold">
              <div className="scheme-fold-head">
                <Select
                  aria-label={`${name}の${label}`}
                  className="settings-short"
                  value={rule.result}
                  options={[...new Set([rule.result, ...classes.map((one) => one.code)])].map((code) => ({
                    value: code,
                    label: code,
                  }))}
                  onChange={(code) =>
                    change((one) => {
                      one.result = code;
                    })
                  }
                />
                <span className="scheme-fold-words">
                  ← {rule.when.map((condition) => conditionWords(scheme, condition, labelOf)).join(' ／ ')}
                </span>
                <MoveButtons
                  name={name}
                  first={r === 0}
                  last={r === rules.length - 1}
                  onMove={(by) => edit((s) => moveIn(s.importance.rules, r, by))}
                />
                <Button
                  small
                  variant="danger"
                  aria-label={`${name}をなくす`}
                  disabled={rules.length === 1}
                  onClick={() => edit((s) => void s.importance.rules.splice(r, 1))}
                >
                  なくす
                </Button>
              </div>
              {problems.allAt(`importance.rules.${r}`).map((message) => (
                <p key={message} className="form-error">
                  ▲ {message}
                </p>
              ))}
              {rule.when.map((condition, c) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name of its own
                <div key={c} className="scheme-or">
                  <ConditionFields
                    scheme={scheme}
                    name={`${name}の条件${c + 1}`}
                    condition={condition}
                    onChange={(next) =>
                      change((one) => {
                        one.when[c] = next;
                      })
                    }
                  />
                  <Button
                    small
                    aria-label={`${name}の${c + 1}つ目の条件をなくす`}
                    disabled={rule.when.length === 1}
                    onClick={() => change((one) => void one.when.splice(c, 1))}
                  >
                    条件をなくす
                  </Button>
                </div>
              ))}
              <Button
                small
                aria-label={`${name}に「又は」の条件を加える`}
                onClick={() => change((one) => void one.when.push({}))}
              >
                「又は」の条件を加える
              </Button>
            </li>
          );
        })}
      </ol>
      <Button
        small
        onClick={() => edit((s) => void s.importance.rules.push({ result: classes.at(-1)?.code ?? '', when: [{}] }))}
      >
        決まりを加える
      </Button>
    </>
  );
}
