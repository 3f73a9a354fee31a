import { type ComponentProps, useState } from 'react';
import { TextInput } from '../ui/TextInput.tsx';

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
