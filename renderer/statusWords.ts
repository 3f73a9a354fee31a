import { useEffect } from 'react';
import { createStore } from './store.ts';

const words = createStore('');

/** What a screen says in the status line while it is shown: 「412件中38件を表示」. */
export function useStatusWords(text: string): void {
  useEffect(() => {
    words.set(text);
    return () => words.set('');
  }, [text]);
}

/** What the status line shows. */
export function useShownStatusWords(): string {
  return words.use();
}
