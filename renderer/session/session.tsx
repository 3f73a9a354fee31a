import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { mayCall, rolesFor } from '../../contract/access.ts';
import { roleWords, type Session } from '../../contract/account.ts';
import type { MethodName } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import { call, onEvent } from '../client.ts';
import { chordOf } from '../keys.ts';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { hideAllToasts } from '../ui/toast.ts';
import { complain, failureOf } from '../useCall.ts';
import { EndingDialog } from './EndingDialog.tsx';
import { LoginScreen } from './LoginScreen.tsx';
import { OwedScreen } from './OwedScreen.tsx';

const Context = createContext<Session | null>(null);

/** Who is logged in; only inside SessionGate. */
export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('useSession needs SessionGate');
  return session;
}

/** Why whoever is logged in may not make that call, in words; null: they may. The core asks again in any case. */
export function useRefusal(method: MethodName): string | null {
  return refusalOf(useSession(), method);
}

/** As useRefusal, for many calls. */
export function refusalOf({ account }: Session, method: MethodName): string | null {
  if (!account || mayCall(account.roles, method)) return null;
  const roles = rolesFor(method);
  return roles.length > 0 ? `「${roleWords(roles)}」の役割の人ができます。` : 'ログインして使う間は、使いません。';
}

/** 主任 葦沼 恵 */
export function personWords(person: { readonly name: string; readonly post: string } | null): string {
  return person ? [person.post, person.name].filter(Boolean).join(' ') : '';
}

/** Activity is told at most this often. */
const TOUCH_MS = 15_000;

/**
 * Shows the app only to whoever is logged in: while nobody is, nothing of it is in the page (reliability.md P19). Another
 * person than before gets a page loaded anew, so that nothing of the one before is kept.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [ending, setEnding] = useState(false);
  const person = useRef<string | null>(null);

  const adopt = useCallback((next: Session) => {
    if (next.state === 'in' && next.account) {
      if (person.current !== null && person.current !== next.account.id) location.reload();
      person.current = next.account.id;
    } else if (next.state !== 'off') hideAllToasts();
    // Accounts were put off, or the register that a backup brought back has none: everything is read anew.
    else if (person.current !== null) location.reload();
    setEnding(false);
    setFailure(null);
    setSession(next);
  }, []);

  useEffect(() => {
    const read = () => {
      call('session.get', {}).then(adopt, (error: unknown) => setFailure(failureOf(error)));
    };
    read();
    return onEvent((event) => {
      if (event.type === 'session.ending') setEnding(true);
      if (event.type === 'session.changed' || event.type === 'register.changed') read();
    });
  }, [adopt]);

  const atWork = session?.state === 'in';
  useEffect(() => {
    if (!atWork) return;
    let told = 0;
    const touch = () => {
      const now = performance.now();
      if (now - told < TOUCH_MS) return;
      told = now;
      call('session.touch', {}).catch(() => undefined);
    };
    const key = (event: KeyboardEvent) => {
      if (chordOf(event) !== 'ctrl+shift+l') return touch();
      event.preventDefault();
      call('session.lock', {}).catch(complain);
    };
    const stop = new AbortController();
    const options = { signal: stop.signal, capture: true, passive: true };
    for (const type of ['pointerdown', 'pointermove', 'wheel']) window.addEventListener(type, touch, options);
    window.addEventListener('keydown', key, { signal: stop.signal, capture: true });
    return () => stop.abort();
  }, [atWork]);

  if (failure) return <ErrorMessage failure={failure} />;
  if (!session) return <p className="busy">台帳を開いています…</p>;
  if (session.state === 'out' || session.state === 'locked') {
    // Other people after a restore: nobody of before stays chosen.
    const people = session.names.map(({ id }) => id).join(' ');
    return <LoginScreen key={`${session.state} ${people}`} session={session} onDone={adopt} />;
  }
  if (session.owes) return <OwedScreen session={session} onDone={adopt} />;
  return (
    <Context value={session}>
      {children}
      {ending && <EndingDialog onStay={() => call('session.touch', {}).then(adopt, complain)} />}
    </Context>
  );
}
