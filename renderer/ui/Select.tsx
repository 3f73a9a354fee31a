import type { ComponentProps } from 'react';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

type SelectProps = Omit<ComponentProps<'select'>, 'onChange' | 'value'> & {
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  /** Word of the empty choice; without it there is none. */
  empty?: string;
};

export function Select({ value, onChange, options, empty, className = '', ...rest }: SelectProps) {
  return (
    <select
      className={`input select ${className}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    >
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
