import { useLayoutEffect, useState } from 'react';
import { formatDate, parseDate } from '../../contract/japanese/date.ts';

interface DateInputProps {
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | undefined;
  'aria-required'?: boolean | undefined;
  /** ISO `YYYY-MM-DD`, or null. */
  value: string | null;
  /** ISO or null; `problem` is set while what is written is not a date. */
  onChange: (iso: string | null, problem: string | null) => void;
  dateStyle?: 'wareki' | 'short' | 'western';
  disabled?: boolean;
}

export const DATE_PROBLEM = '日付として読めません。令和8年4月1日、R8.4.1、2026/4/1 のように書いてください。';

/** A date as people write it: 令和8年4月1日, R8.4.1, 2026/4/1, 20260401, full width too. Shown in 和暦 after leaving it. */
export function DateInput({ value, onChange, dateStyle = 'wareki', ...rest }: DateInputProps) {
  const shown = value ? formatDate(value, dateStyle) : '';
  const [text, setText] = useState(shown);
  const [editing, setEditing] = useState(false);
  const wrong = text.trim() !== '' && parseDate(text) === null;

  // Before anything is drawn: who leaves the field never sees the date as it was typed again.
  useLayoutEffect(() => {
    // A value from outside (undo, another asset) replaces what is written, but never under the person's hands.
    if (!editing) setText((old) => (value === null && old.trim() !== '' && parseDate(old) === null ? old : shown));
  }, [shown, value, editing]);

  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      className="input input-date"
      placeholder="例 R8.4.1"
      {...rest}
      aria-invalid={wrong || rest['aria-invalid'] ? true : undefined}
      value={text}
      onFocus={() => setEditing(true)}
      onBlur={() => setEditing(false)}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        const iso = parseDate(typed);
        onChange(iso, typed.trim() !== '' && iso === null ? DATE_PROBLEM : null);
      }}
    />
  );
}
