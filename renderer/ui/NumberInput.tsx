import { type ComponentProps, useState } from 'react';
import { foldForSearch } from '../../contract/japanese/fold.ts';

type NumberInputProps = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'min' | 'max'> & {
  /** NaN: nothing that is a number. */
  value: number;
  min?: number;
  max?: number;
  /** Whole numbers only. */
  whole?: boolean;
  /** Gets every number within the bounds as it is written; with `loose` what is outside them, and NaN, too. */
  onChange: (value: number) => void;
  loose?: boolean;
};

/** Full width digits and a Japanese decimal point are numbers, too. NaN: no number. */
function read(text: string): number {
  const plain = foldForSearch(text.trim()).replace(/。/g, '.');
  return /^-?\d+(\.\d*)?$|^-?\.\d+$/.test(plain) ? Number(plain) : Number.NaN;
}

/** A number as a clerk writes it. What is written stays while it is being written; leaving shows what counts. */
export function NumberInput({
  value,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  whole = false,
  loose = false,
  onChange,
  className = '',
  ...rest
}: NumberInputProps) {
  const shown = Number.isNaN(value) ? '' : String(value);
  const [text, setText] = useState<string | null>(null);
  const fits = (number: number) => number >= min && number <= max && (!whole || Number.isInteger(number));
  const wrong = text !== null && !fits(read(text));
  return (
    <input
      type="text"
      inputMode={whole ? 'numeric' : 'decimal'}
      autoComplete="off"
      className={`input input-number ${className}`}
      {...rest}
      aria-invalid={wrong || rest['aria-invalid'] ? true : undefined}
      value={text ?? shown}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        setText(event.target.value);
        const number = read(event.target.value);
        if (loose || fits(number)) onChange(number);
      }}
      onBlur={() => setText(null)}
    />
  );
}
