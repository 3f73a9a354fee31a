import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';

/** True while an input method is composing: then every key belongs to it. */
export function isComposing(event: { isComposing?: boolean; keyCode?: number; nativeEvent?: KeyboardEvent }): boolean {
  const source = event.nativeEvent ?? event;
  return source.isComposing === true || source.keyCode === 229;
}

/** True when the key goes into a text that is being written. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}

/** `ctrl+k`, `ctrl+shift+l`, `f2`, `escape`, `?`: lower case, so that Caps Lock changes nothing. */
export function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('ctrl');
  if (event.altKey) parts.push('alt');
  // `?` and the like need Shift on some keyboards and not on others; only with Ctrl or a named key does it count.
  if (event.shiftKey && (event.key.length > 1 || event.ctrlKey || event.metaKey)) parts.push('shift');
  parts.push(event.key.toLowerCase());
  return parts.join('+');
}

/**
 * Shortcuts of a screen: chord (`ctrl+s`, `f2`, `?`) to what it does. Chords without ctrl are not taken while somebody
 * writes; none while an input method composes or a dialog is open (`inDialog` for those of a dialog itself). `last`:
 * only what no screen has taken (the frame's own). Return `false` to let the key go on.
 */
export function useShortcuts(
  shortcuts: Readonly<Record<string, (event: KeyboardEvent) => unknown>>,
  options: { inDialog?: boolean; last?: boolean } = {},
): void {
  const { inDialog = false, last = false } = options;
  useEffect(() => {
    const target = last ? window : document;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event)) return;
      if (!inDialog && document.querySelector('dialog[open]')) return;
      const chord = chordOf(event);
      const action = shortcuts[chord];
      if (!action) return;
      if (!chord.startsWith('ctrl+') && isTyping(event.target)) return;
      if (action(event) !== false) event.preventDefault();
    };
    target.addEventListener('keydown', listen as EventListener);
    return () => target.removeEventListener('keydown', listen as EventListener);
  }, [shortcuts, inDialog, last]);
}

/**
 * What a save key does: a field takes in what is being written when it is left, so it is left and come back to first,
 * and `save` is the one of the screen as it is drawn after that.
 */
export function useSaveKey(save: () => unknown): () => void {
  const latest = useRef(save);
  latest.current = save;
  return () => {
    const field = document.activeElement;
    if (field instanceof HTMLElement && field !== document.body) {
      flushSync(() => field.blur());
      field.focus({ preventScroll: true });
    }
    latest.current();
  };
}
