import { useState } from 'react';
import type { ControlIds } from '../../ui/FormRow.tsx';
import { TextInput } from '../../ui/TextInput.tsx';

interface WordsInputProps {
  ids?: ControlIds;
  'aria-label'?: string;
  words: readonly string[];
  onChange: (words: string[]) => void;
}

const wordsIn = (text: string) => [
  ...new Set(
    text
      .split(/[、,，\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

/** Several words in one line, parted by 「、」. What is being written stays as it is written. */
export function WordsInput({ ids, words, onChange, ...rest }: WordsInputProps) {
  const shown = words.join('、');
  const [text, setText] = useState(shown);
  // Words from outside (元に戻す) replace what is written; what means the same words stays.
  const current = wordsIn(text).join('、') === shown ? text : shown;
  return (
    <TextInput
      {...ids}
      {...rest}
      value={current}
      onChange={(next) => {
        setText(next);
        onChange(wordsIn(next));
      }}
    />
  );
}
