import { useState } from 'react';
import type { Session } from '../../contract/account.ts';
import type { Failure } from '../../contract/errors.ts';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useTitle } from '../ui/useTitle.ts';
import { complain, failureOf } from '../useCall.ts';
import { NewPasswordFields, type PasswordDraft } from './NewPasswordFields.tsx';
import { RecoveryCode } from './RecoveryCode.tsx';
import './session.css';

/** What comes before everything else: a password of one's own, or a new recovery code. */
export function OwedScreen({ session, onDone }: { session: Session; onDone: (session: Session) => void }) {
  useTitle('');
  return (
    <main className="session-screen">
      {session.owes === 'password' ? <OwnPassword onDone={onDone} /> : <AnotherCode onDone={onDone} />}
    </main>
  );
}

function OwnPassword({ onDone }: { onDone: (session: Session) => void }) {
  const [draft, setDraft] = useState<PasswordDraft>({ old: '', password: '' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const send = () => call('session.password', draft).then(onDone, (error: unknown) => setFailure(failureOf(error)));
  return (
    <EntryForm className="card stack session-card" onSubmit={send}>
      <h1>自分のパスワードを決める</h1>
      <p>今のパスワードは、管理者が決めた仮のものです。あなただけが知っているものに替えてください。</p>
      <NewPasswordFields oldLabel="今の（仮の）パスワード" draft={draft} onChange={setDraft} failure={failure} />
      <Button type="submit" variant="primary">
        決める
      </Button>
      <LogOut />
    </EntryForm>
  );
}

/** Not to be kept here: somebody else may want to work. */
function LogOut() {
  return (
    <Button variant="plain" onClick={() => call('session.logout', {}).catch(complain)}>
      ログアウトする
    </Button>
  );
}

function AnotherCode({ onDone }: { onDone: (session: Session) => void }) {
  const [code, setCode] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const make = () =>
    call('account.newCode', {}).then(
      (made) => setCode(made.code),
      (error: unknown) => setFailure(failureOf(error)),
    );
  return (
    <section className="card stack session-card">
      <h1>新しい復旧コードを作る</h1>
      <p>前の復旧コードは使われたので、もう使えません。新しいコードを作り、印刷して保管してください。</p>
      {failure && <ErrorMessage failure={failure} />}
      {code === null ? (
        <Button variant="primary" onClick={make}>
          復旧コードを作る
        </Button>
      ) : (
        <RecoveryCode code={code} onDone={onDone} />
      )}
      <LogOut />
    </section>
  );
}
