import { useId } from 'react';
import type { Axis, Level, Scheme } from '../../contract/scheme.ts';
import { levelWords } from '../fields/validity.ts';
import { Button } from '../ui/Button.tsx';
import { LevelMark } from '../ui/LevelMark.tsx';
import type { Advice } from './levelAdvice.ts';

interface LevelChoiceProps {
  scheme: Scheme;
  axis: Axis;
  /** Code of the chosen level; `''`: not decided. */
  value: string;
  onChange: (code: string) => void;
  /** What speaks against the chosen level. */
  advice: readonly Advice[];
  /** Code that the questions propose; marked where it stands. */
  proposed?: string | null;
  error?: string | null | undefined;
  /** Said while no level is chosen; default: 未記入 */
  emptyWord?: string;
}

/** Strictest first: 3A, 3B, 3C, 2, 1. Hidden levels only while they are the stored one. */
function offered(scheme: Scheme, axis: Axis, value: string): readonly Level[] {
  return scheme.axes[axis].levels
    .filter((level) => !level.hidden || level.code === value)
    .sort((a, b) => b.rank - a.rank);
}

/** One axis: every level with its definition and examples where it is chosen. Digits choose by place, from the top. */
export function LevelChoice(props: LevelChoiceProps) {
  const { scheme, axis, value, onChange, advice, proposed = null, error, emptyWord = '未記入' } = props;
  const id = useId();
  const levels = offered(scheme, axis, value);
  const choose = (code: string) => {
    onChange(code);
    document.getElementById(`${id}-${code}`)?.focus();
  };
  return (
    <fieldset
      className="level-choice"
      aria-describedby={advice.length > 0 || error ? `${id}-say` : undefined}
      onKeyDown={(event) => {
        const level = /^[1-9]$/.test(event.key) ? levels[Number(event.key) - 1] : undefined;
        if (!level || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        choose(level.code);
      }}
    >
      <legend>
        {scheme.axes[axis].label}
        {value === '' && <span className="notice-mark">{emptyWord}</span>}
      </legend>
      <div id={`${id}-say`} className="level-advice">
        {error && (
          <p className="form-error">
            <span aria-hidden="true">▲ </span>
            {error}
          </p>
        )}
        {advice.map(({ message, code }) => (
          <p key={message} className="form-error">
            <span aria-hidden="true">▲ </span>
            {message}
            {code !== null && (
              <Button small onClick={() => choose(code)}>
                「{levels.find((level) => level.code === code)?.name ?? code}」にする
              </Button>
            )}
          </p>
        ))}
      </div>
      {levels.map((level, index) => (
        <label key={level.code} className={`level-option ${level.code === value ? 'level-chosen' : ''}`}>
          <input
            type="radio"
            id={`${id}-${level.code}`}
            name={id}
            value={level.code}
            checked={level.code === value}
            onChange={() => onChange(level.code)}
          />
          <span className="level-key" aria-hidden="true">
            {index + 1}
          </span>
          <span className="level-mark">
            <LevelMark level={level} />
          </span>
          <span className="level-words">
            <strong>
              {levelWords(level)}
              {level.code === proposed && <span className="level-proposed">提案</span>}
            </strong>
            {level.ownText && <span className="level-own">{level.ownText}</span>}
            <span className="level-definition">{level.definition}</span>
            {level.examples && <span className="level-examples">例 {level.examples}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
