import { useRef } from 'react';

/**
 * An action that is not begun again while it runs: a second press (Enter held down, a double click on a slow PC) is the
 * same wish, and would register twice or be refused for what the first one has just done.
 * @param act answers with a promise when it takes a while
 */
export function useOnce<A extends readonly unknown[]>(act: (...args: A) => unknown): (...args: A) => void {
  const running = useRef(false);
  return (...args) => {
    if (running.current) return;
    const result = act(...args);
    if (!(result instanceof Promise)) return;
    running.current = true;
    void result.finally(() => {
      running.current = false;
    });
  };
}
