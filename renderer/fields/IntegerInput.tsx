import { useState } from 'react';
import { parseInteger } from '../../contract/japanese/number.ts';
import type { ControlIds } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';

interface IntegerInputProps {
  ids: ControlIds;
  value: number | null;
  onChange: (value: number | null, problem: string | null) => void;
}

/** A whole number, half or full width, with or without commas. */
export function IntegerInput({ ids, value, onChange }: IntegerInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && typed.trim() !== '' && parseInteger(typed) === null;
  return (
    <TextInput
      {...ids}
      inputMode="numeric"
      className="input-number number"
      aria-invalid={wrong || ids['aria-invalid'] ? true : undefined}
      value={typed ?? (value === null ? '' : String(value))}
      onBlur={() => setTyped((old) => (old !== null && old.trim() !== '' && parseInteger(old) === null ? old : null))}
      onChange={(text) => {
        setTyped(text);
        const number = parseInteger(text);
        onChange(number, text.trim() !== '' && number === null ? '数字で書いてください。' : null);
      }}
    />
  );
}
