import { type ComponentProps, useState } from 'react';
import { TextInput } from '../ui/TextInput.tsx';

/** What a new password has to be (contract/account.ts passwordProblem). */
export const PASSWORD_HELP = '12文字以上、又は言葉を四つ以上、空白で区切って並べます。日本語も使えます。';

/** A password, hidden unless it is asked to show; words in kana need the input method, which a hidden field turns off. */
export function PasswordInput(props: Omit<ComponentProps<typeof TextInput>, 'type'>) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <TextInput {...props} type={shown ? 'text' : 'password'} maxLength={1000} />
      <label className="check">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        文字を見せる（日本語を打つとき）
      </label>
    </>
  );
}
