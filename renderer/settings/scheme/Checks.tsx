interface ChecksProps<T extends string> {
  label: string;
  /** Said before the label to screen readers: which rule, which line. */
  of?: string;
  options: readonly { readonly value: T; readonly label: string; readonly title?: string }[];
  value: readonly T[];
  onChange: (value: T[]) => void;
}

/** Several of a few: checkboxes in one line, in the order of the options. */
export function Checks<T extends string>({ label, of, options, value, onChange }: ChecksProps<T>) {
  return (
    <fieldset className="scheme-checks">
      <legend>
        {of && <span className="visually-hidden">{of} </span>}
        {label}
      </legend>
      {options.map((option) => (
        <label key={option.value} className="check" title={option.title}>
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={(event) =>
              onChange(
                options
                  .map((one) => one.value)
                  .filter((one) => (one === option.value ? event.target.checked : value.includes(one))),
              )
            }
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
