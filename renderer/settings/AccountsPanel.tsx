import { useState } from 'react';
import { type Account, ROLE_WORDS, ROLES, type Role, roleWords } from '../../contract/account.ts';
import type { Failure } from '../../contract/errors.ts';
import { call } from '../client.ts';
import { useRegister } from '../registerContext.tsx';
import { PASSWORD_HELP, PasswordInput } from '../session/PasswordInput.tsx';
import { RecoveryCode } from '../session/RecoveryCode.tsx';
import { useRefusal, useSession } from '../session/session.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { complain, failureOf, useCall } from '../useCall.ts';

/** 利用者: who logs in, with which roles; the recovery code; the time until the screen is locked. */
export function AccountsPanel() {
  const { state } = useSession();
  const refusal = useRefusal('account.list');
  if (state === 'off') return <BeginAccounts />;
  if (refusal === null) return <AccountList />;
  return (
    <div className="card">
      <EmptyState title="利用者の登録を見て直すことは、管理者だけができます。">
        <p>自分のパスワードは、画面の右上の名前を押して替えられます。</p>
      </EmptyState>
    </div>
  );
}

function BeginAccounts() {
  const { status } = useRegister();
  const [name, setName] = useState(status.operator.name);
  const [post, setPost] = useState(status.operator.post);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const errors = Object.fromEntries((failure?.fields ?? []).map((field) => [field.path, field.message]));
  const begin = () =>
    call('account.begin', { name, post, password }).then(
      (made) => setCode(made.code),
      (error: unknown) => setFailure(failureOf(error)),
    );
  return (
    <section className="card stack" aria-labelledby="accounts-begin">
      <h2 id="accounts-begin">利用者を登録して使う</h2>
      <p>
        一台のパソコンを何人かで使うときに、だれが何をしたかを確かに残し、役割を分け、席を離れたら画面を隠します。
        今は登録がなく、この画面の前の人はだれでも、すべてできます。
      </p>
      {code !== null ? (
        <RecoveryCode code={code} onDone={() => showToast('利用者の登録を始めました。')} />
      ) : (
        <EntryForm className="stack" onSubmit={begin}>
          {failure && <ErrorMessage failure={failure} />}
          <p>はじめに、管理者になる人を登録します。</p>
          <FormRow label="職名" error={errors['post']}>
            {(ids) => <TextInput {...ids} value={post} onChange={setPost} maxLength={60} />}
          </FormRow>
          <FormRow label="氏名" required error={errors['name']}>
            {(ids) => <TextInput {...ids} value={name} onChange={setName} maxLength={60} />}
          </FormRow>
          <FormRow label="パスワード" required error={errors['password']} help={PASSWORD_HELP}>
            {(ids) => <PasswordInput {...ids} value={password} onChange={setPassword} />}
          </FormRow>
          <Button type="submit" variant="primary">
            次へ：復旧コード
          </Button>
        </EntryForm>
      )}
    </section>
  );
}

function AccountList() {
  const session = useSession();
  const { settings } = useRegister();
  const { data, error } = useCall('account.list', {});
  const [open, setOpen] = useState<Account | 'new' | 'off' | null>(null);
  const [code, setCode] = useState<string | null>(null);
  if (error) return <ErrorMessage failure={error} />;
  return (
    <>
      <section className="card stack" aria-labelledby="accounts-list">
        <h2 id="accounts-list">利用者</h2>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">職名・氏名</th>
              <th scope="col">役割</th>
              <th scope="col">使うか</th>
              <th scope="col">直す</th>
            </tr>
          </thead>
          <tbody>
            {data?.map((account) => (
              <tr key={account.id}>
                <th scope="row">{[account.post, account.name].filter(Boolean).join(' ')}</th>
                <td>{roleWords(account.roles)}</td>
                <td>{account.disabled ? '使わない' : account.temporary ? '仮のパスワード' : '使う'}</td>
                <td>
                  <Button small aria-label={`${account.name}を直す`} onClick={() => setOpen(account)}>
                    直す
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Button variant="primary" onClick={() => setOpen('new')}>
          利用者を足す
        </Button>
      </section>
      <section className="card stack" aria-labelledby="accounts-lock">
        <h2 id="accounts-lock">ロックと復旧コード</h2>
        <FormRow label="何もしないでいると、ロックするまで">
          {(ids) => (
            <Select
              {...ids}
              className="lock-minutes"
              value={String(settings.lockMinutes)}
              options={[5, 10, 15, 20, 30].map((n) => ({ value: String(n), label: `${n}分` }))}
              onChange={(value) => {
                call('setting.save', { lockMinutes: Number(value) }).then(
                  () => showToast('ロックするまでの時間を変えました。'),
                  complain,
                );
              }}
            />
          )}
        </FormRow>
        {code !== null && (
          <RecoveryCode
            code={code}
            onDone={() => {
              setCode(null);
              showToast('新しい復旧コードに替えました。前のコードは使えません。');
            }}
          />
        )}
        <p className="row">
          {code === null && (
            <Button onClick={() => call('account.newCode', {}).then((made) => setCode(made.code), complain)}>
              復旧コードを作り直す
            </Button>
          )}
          <Button variant="danger" onClick={() => setOpen('off')}>
            利用者の登録をやめる
          </Button>
        </p>
      </section>
      {open === 'off' && <OffDialog onClose={() => setOpen(null)} />}
      {open !== null && open !== 'off' && (
        <AccountDialog
          account={open === 'new' ? null : open}
          own={open !== 'new' && open.id === session.account?.id}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function AccountDialog({ account, own, onClose }: { account: Account | null; own: boolean; onClose: () => void }) {
  const [name, setName] = useState(account?.name ?? '');
  const [post, setPost] = useState(account?.post ?? '');
  const [roles, setRoles] = useState<readonly Role[]>(account?.roles ?? ['editor']);
  const [disabled, setDisabled] = useState(account?.disabled ?? false);
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const errors = Object.fromEntries((failure?.fields ?? []).map((field) => [field.path, field.message]));
  const save = async () => {
    try {
      await call('account.save', {
        ...(account ? { id: account.id } : {}),
        ...(password ? { password } : {}),
        name,
        post,
        roles: [...roles],
        disabled,
      });
      showToast(`「${name}」を保存しました。`);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Dialog
      title={account ? `利用者「${account.name}」` : '利用者を足す'}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary">
            保存
          </Button>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      <FormRow label="職名" error={errors['post']}>
        {(ids) => <TextInput {...ids} data-autofocus value={post} onChange={setPost} maxLength={60} />}
      </FormRow>
      <FormRow label="氏名" required error={errors['name']}>
        {(ids) => <TextInput {...ids} value={name} onChange={setName} maxLength={60} />}
      </FormRow>
      <fieldset>
        <legend>役割</legend>
        {ROLES.map((role) => (
          <label key={role} className="check">
            <input
              type="checkbox"
              checked={roles.includes(role)}
              onChange={(event) =>
                setRoles(event.target.checked ? [...roles, role] : roles.filter((one) => one !== role))
              }
            />
            {ROLE_WORDS[role].label}
            <span className="muted small">　{ROLE_WORDS[role].about}</span>
          </label>
        ))}
        {errors['roles'] && <p className="form-error">{errors['roles']}</p>}
      </fieldset>
      {!own && (
        <FormRow
          label={account ? '新しい仮のパスワード（変えるときだけ）' : '仮のパスワード'}
          required={!account}
          error={errors['password']}
          help={`${PASSWORD_HELP}本人が、はじめてログインしたときに決め直します。`}
        >
          {(ids) => <PasswordInput {...ids} value={password} onChange={setPassword} />}
        </FormRow>
      )}
      {account && !own && (
        <label className="check">
          <input type="checkbox" checked={disabled} onChange={(event) => setDisabled(event.target.checked)} />
          使わない（異動・退職。名前は履歴に残ります）
        </label>
      )}
    </Dialog>
  );
}

function OffDialog({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const off = () => call('account.off', { password }).then(onClose, (error: unknown) => setFailure(failureOf(error)));
  return (
    <Dialog
      title="利用者の登録をやめる"
      onClose={onClose}
      onSubmit={off}
      footer={
        <>
          <Button onClick={onClose}>続けて使う</Button>
          <Button type="submit" variant="danger">
            登録をやめる
          </Button>
        </>
      }
    >
      <p>この画面の前の人はだれでも、すべてできるようになります。登録した人の名前と履歴は残ります。</p>
      {failure && <ErrorMessage failure={failure} />}
      <FormRow label="あなたのパスワード">
        {(ids) => <PasswordInput {...ids} value={password} onChange={setPassword} />}
      </FormRow>
    </Dialog>
  );
}
