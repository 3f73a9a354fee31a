import { useCallback, useEffect, useRef, useState } from 'react';
import type { InputOf, MethodName, OutputOf } from '../contract/api.ts';
import type { Failure } from '../contract/errors.ts';
import { messageLine } from '../contract/messages.ts';
import { CallError, call, onEvent } from './client.ts';
import { showToast } from './ui/toast.ts';

export interface Called<T> {
  readonly data: T | undefined;
  readonly error: Failure | null;
  readonly loading: boolean;
  /** The data are the answer to the present input, not to an earlier one that they stay for meanwhile. */
  readonly answered: boolean;
  readonly reload: () => void;
}

/**
 * What went wrong, as data: failures of a call, and anything unexpected on this side as `internal`. What the engine says
 * of that is English and goes to the console.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallError) return error.failure;
  console.error(error);
  return { code: 'internal' };
}

/** Says at the lower edge what went wrong; for what was asked by a button that has no place for a message. */
export function complain(error: unknown): void {
  showToast(messageLine(failureOf(error)), { kind: 'error' });
}

/**
 * Calls a query and calls it again when the register changes. The old data stay while new ones are on their way;
 * answers that come too late are dropped. `null` as input: not yet.
 */
export function useCall<N extends MethodName>(name: N, input: InputOf<N> | null): Called<OutputOf<N>> {
  const key = input === null ? null : JSON.stringify(input);
  const [{ answers, ...state }, setState] = useState<{
    data: OutputOf<N> | undefined;
    error: Failure | null;
    loading: boolean;
    /** The input whose answer the data are. */
    answers: string | null;
  }>({ data: undefined, error: null, loading: key !== null, answers: null });
  const latest = useRef(0);

  const reload = useCallback(() => {
    if (key === null) return;
    latest.current += 1;
    const mine = latest.current;
    setState((old) => ({ ...old, loading: true }));
    call(name, JSON.parse(key) as InputOf<N>).then(
      (data) => mine === latest.current && setState({ data, error: null, loading: false, answers: key }),
      (error: unknown) =>
        mine === latest.current && setState((old) => ({ ...old, error: failureOf(error), loading: false })),
    );
  }, [name, key]);

  useEffect(() => {
    reload();
    const stop = onEvent((event) => {
      if (event.type === 'register.changed') reload();
    });
    return () => {
      latest.current += 1;
      stop();
    };
  }, [reload]);

  return { ...state, answered: key !== null && answers === key, reload };
}
