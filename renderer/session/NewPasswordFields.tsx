import type { Failure } from '../../contract/errors.ts';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { PASSWORD_HELP, PasswordInput } from './PasswordInput.tsx';

/** The present password and a new one. */
export interface PasswordDraft {
  readonly old: string;
  readonly password: string;
}

interface NewPasswordFieldsProps {
  oldLabel: string;
  draft: PasswordDraft;
  onChange: (draft: PasswordDraft) => void;
  failure: Failure | null;
}

export function NewPasswordFields({ oldLabel, draft, onChange, failure }: NewPasswordFieldsProps) {
  const problem = failure?.fields?.find(({ path }) => path === 'password')?.message;
  return (
    <>
      {failure && !problem && <ErrorMessage failure={failure} />}
      <FormRow label={oldLabel}>
        {(ids) => (
          <PasswordInput {...ids} autoFocus value={draft.old} onChange={(old) => onChange({ ...draft, old })} />
        )}
      </FormRow>
      <FormRow label="新しいパスワード" error={problem} help={PASSWORD_HELP}>
        {(ids) => (
          <PasswordInput {...ids} value={draft.password} onChange={(password) => onChange({ ...draft, password })} />
        )}
      </FormRow>
    </>
  );
}
