import { type ReactNode, useId } from 'react';

/** What the control inside needs, to belong to its label, help and error. */
export interface ControlIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'aria-required': boolean | undefined;
}

interface FormRowProps {
  label: string;
  help?: ReactNode;
  /** Japanese; shown in red with a sign, read out with the control. */
  error?: string | null | undefined;
  /** Not wrong, but worth saying: 「未記入です」 */
  notice?: string | null | undefined;
  required?: boolean;
  /** Takes the whole width of a form in columns. */
  wide?: boolean;
  className?: string;
  children: (ids: ControlIds) => ReactNode;
}

/** Label, control, help and error of one thing. `<FormRow label="…">{(ids) => <TextInput {...ids} … />}</FormRow>` */
export function FormRow({ label, help, error, notice, required, wide, className = '', children }: FormRowProps) {
  const id = useId();
  const describedBy = [help && `${id}-help`, notice && `${id}-notice`, error && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={`form-row ${wide ? 'form-row-wide' : ''} ${error ? 'form-row-wrong' : ''} ${className}`}>
      <div className="form-label">
        <label htmlFor={id}>{label}</label>
        {required && <span className="required-mark">必須</span>}
        {notice && (
          <span id={`${id}-notice`} className="notice-mark">
            {notice}
          </span>
        )}
      </div>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required ? true : undefined,
      })}
      {error && (
        <p id={`${id}-error`} className="form-error">
          <span aria-hidden="true">▲ </span>
          {error}
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className="form-help">
          {help}
        </p>
      )}
    </div>
  );
}
