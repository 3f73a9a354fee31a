import { type CompositionEvent, useEffect, useRef } from 'react';
import type { Values } from '../../contract/asset.ts';
import { type Heard, heard, NOTHING_HEARD, readingOf, settled } from './reading.ts';
import type { AssetForm } from './useAssetForm.ts';

/** What listens to the input method in 資産名称. */
export interface CompositionListeners {
  onCompositionStart(): void;
  onCompositionUpdate(event: CompositionEvent): void;
  onCompositionEnd(event: CompositionEvent<HTMLInputElement>): void;
}

const textOf = (value: Values[string] | undefined) => (typeof value === 'string' ? value : '');

/**
 * Fills ふりがな while 資産名称 is typed, as long as it is empty or holds what was filled in here; what a person typed
 * stays.
 */
export function useReading(form: AssetForm): { listeners: CompositionListeners; filled: boolean } {
  const state = useRef<Heard>(NOTHING_HEARD);
  const composing = useRef(false);
  const filledIn = useRef('');
  const name = textOf(form.value('name'));
  const kana = textOf(form.value('kana'));
  const shownName = useRef(name);

  const latest = useRef(form);
  latest.current = form;
  const fill = (typed: string) => {
    const now = textOf(latest.current.value('kana'));
    if (now !== '' && now !== filledIn.current) return;
    const reading = readingOf(state.current, typed) ?? '';
    if (reading === now) return;
    filledIn.current = reading;
    latest.current.set('kana', reading || null);
  };
  const latestFill = useRef(fill);
  latestFill.current = fill;

  useEffect(() => {
    if (shownName.current === name || composing.current) return;
    shownName.current = name;
    // Only what is typed: a name that was stored or undone elsewhere is no reason to fill in anything.
    if ('name' in latest.current.changed) latestFill.current(name);
  }, [name]);

  return {
    filled: kana !== '' && kana === filledIn.current,
    listeners: {
      onCompositionStart() {
        composing.current = true;
      },
      onCompositionUpdate(event) {
        state.current = heard(state.current, event.data);
      },
      onCompositionEnd(event) {
        composing.current = false;
        state.current = settled(state.current, event.data);
        shownName.current = event.currentTarget.value;
        latestFill.current(event.currentTarget.value);
      },
    },
  };
}
