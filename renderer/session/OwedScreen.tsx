import { useState } from 'react';
import type { Session } from '../../contract/account.ts';
import type { Failure } from '../../contract/errors.ts';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { useTitle } from '../ui/useTitle.ts';
import { failureOf } from '../useCall.ts';
import { PasswordInput } from './PasswordInput.tsx';
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
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const problem = failure?.fields?.find(({ path }) => path === 'password')?.message;
  const send = () =>
    call('session.password', { old, password }).then(onDone, (error: unknown) => setFailure(failureOf(error)));
  return (
    <form
      className="card stack session-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h1>自分のパスワードを決める</h1>
      {failure && <ErrorMessage failure={failure} />}
      <FormRow label="今の（仮の）パスワード">
        {(ids) => <PasswordInput {...ids} autoFocus value={old} onChange={setOld} />}
      </FormRow>
      <FormRow
        label="新しいパスワード"
        error={problem}
        help="12文字以上、又は言葉を四つ以上、空白で区切って並べます。日本語も使えます。"
      >
        {(ids) => <PasswordInput {...ids} value={password} onChange={setPassword} />}
      </FormRow>
      <Button type="submit" variant="primary">
        決める
      </Button>
    </form>
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
        <Button variant="primary" onClick={() => void make()}>
          復旧コードを作る
        </Button>
      ) : (
        <RecoveryCode code={code} onDone={onDone} />
      )}
    </section>
  );
}
