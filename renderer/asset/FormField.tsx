import type { ComponentProps } from 'react';
import type { Field } from '../../contract/catalogue/index.ts';
import type { Scheme } from '../../contract/scheme.ts';
import { FieldInput } from '../fields/FieldInput.tsx';
import { isEmpty, valueWords } from '../fields/words.ts';
import { useRegister } from '../registerContext.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import type { AssetFormProps } from './AssetFormView.tsx';

interface FormFieldProps extends Pick<AssetFormProps, 'form' | 'derived' | 'refused'> {
  field: Field;
  scheme: Scheme;
  /** Further properties of the text box. */
  box?: ComponentProps<'input'> | undefined;
  /** Said below in place of the usual help. */
  hint?: string | undefined;
}

/** A fact that nobody types: computed, or kept by the app. */
export function FactField({ field, scheme, form, derived }: Omit<FormFieldProps, 'refused' | 'box' | 'hint'>) {
  const register = useRegister();
  const value = field.origin === 'derived' ? derived[field.id] : form.value(field.id);
  return (
    <div className={`form-row ${field.width > 30 ? 'form-row-wide' : ''}`}>
      <p className="form-label">{field.label}</p>
      <p className="fact-value">{valueWords(register, field, value, scheme.id) || '－'}</p>
      {field.help && <p className="form-help">{field.help}</p>}
    </div>
  );
}

/** One field of the catalogue with its label, help, and what is missing or wrong beside it. */
export function FormField({ field, scheme, form, derived, refused, box, hint }: FormFieldProps) {
  const register = useRegister();
  if (field.origin === 'derived' || field.origin === 'system')
    return <FactField field={field} scheme={scheme} form={form} derived={derived} />;
  const value = form.value(field.id);
  const proposal = field.origin === 'default' && isEmpty(value) ? derived[field.id] : undefined;
  const missing = field.required && isEmpty(value) && isEmpty(proposal);
  const proposalWords = isEmpty(proposal) ? '' : valueWords(register, field, proposal, scheme.id);
  const help = [proposalWords && `書かなければ「${proposalWords}」になります。`, field.help].filter(Boolean).join(' ');
  return (
    <FormRow
      label={field.label}
      className={field.id in form.changed ? 'form-row-changed' : ''}
      wide={field.type === 'longText'}
      help={hint ?? (help || undefined)}
      required={field.id === 'name'}
      notice={missing && field.id !== 'name' ? '未記入' : null}
      error={form.problems[field.id] ?? refused[field.id]}
    >
      {(ids) => (
        <FieldInput
          field={field}
          scheme={scheme}
          ids={ids}
          value={value}
          box={box}
          onChange={(next, problem) => form.set(field.id, next, problem)}
        />
      )}
    </FormRow>
  );
}
