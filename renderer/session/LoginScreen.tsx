import { useState } from 'react';
import type { Session } from '../../contract/account.ts';
import type { Failure } from '../../contract/errors.ts';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { useTitle } from '../ui/useTitle.ts';
import { failureOf } from '../useCall.ts';
import { PasswordInput } from './PasswordInput.tsx';
import './session.css';

interface LoginScreenProps {
  session: Session;
  onDone: (session: Session) => void;
}

/** ログイン and ロック中: who, and the password; nothing of the register is shown. */
export function LoginScreen({ session, onDone }: LoginScreenProps) {
  const locked = session.state === 'locked';
  useTitle('');
  const [account, setAccount] = useState(session.account?.id ?? session.names[0]?.id ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const errors = Object.fromEntries((failure?.fields ?? []).map((field) => [field.path, field.message]));
  const send = async () => {
    setBusy(true);
    try {
      onDone(
        code === null
          ? await call('session.login', { account, password })
          : await call('session.recover', { account, code, password }),
      );
    } catch (error) {
      setFailure(failureOf(error));
      if (code === null) setPassword('');
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="session-screen">
      <EntryForm className="card stack session-card" onSubmit={send}>
        <h1>{code !== null ? '復旧コードを使う' : locked ? 'ロック中' : 'ログイン'}</h1>
        {session.restored && (
          <p className="notice" role="status">
            台帳を控えから戻しました。もう一度ログインしてください。利用者とパスワード、復旧コードは、その控えを作ったときのものです。
          </p>
        )}
        {failure && <ErrorMessage failure={failure} />}
        <FormRow label="利用者" error={errors['account']}>
          {(ids) => (
            <Select
              {...ids}
              value={account}
              onChange={setAccount}
              options={session.names.map(({ id, name, post }) => ({
                value: id,
                label: [post, name].filter(Boolean).join(' '),
              }))}
            />
          )}
        </FormRow>
        {code !== null && (
          <FormRow label="復旧コード" error={errors['code']} help="金庫などに保管した紙の27文字です。">
            {(ids) => <TextInput {...ids} data-autofocus value={code} onChange={setCode} maxLength={60} />}
          </FormRow>
        )}
        <FormRow label={code === null ? 'パスワード' : '新しいパスワード'} error={errors['password']}>
          {(ids) => <PasswordInput {...ids} autoFocus={code === null} value={password} onChange={setPassword} />}
        </FormRow>
        <div className="row">
          <Button type="submit" variant="primary" disabled={busy}>
            {busy ? '確かめています…' : locked && code === null ? 'ロックを解く' : 'ログイン'}
          </Button>
          <Button
            variant="plain"
            onClick={() => {
              setFailure(null);
              setPassword('');
              setCode(code === null ? '' : null);
            }}
          >
            {code === null ? '管理者がパスワードを忘れたとき' : 'ログインに戻る'}
          </Button>
        </div>
        {locked && <p className="form-help">別の人が使うときは、利用者を選び直して、その人のパスワードを入れます。</p>}
      </EntryForm>
    </main>
  );
}
