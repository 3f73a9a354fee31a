import { useState } from 'react';
import { ROLE_WORDS, ROLES } from '../../contract/account.ts';
import type { Failure } from '../../contract/errors.ts';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { showToast } from '../ui/toast.ts';
import { complain, failureOf } from '../useCall.ts';
import { NewPasswordFields, type PasswordDraft } from './NewPasswordFields.tsx';
import { personWords, useSession } from './session.tsx';

/** Who is logged in and what they may do; the way to another person, and to a new password of one's own. */
export function UserDialog({ onClose }: { onClose: () => void }) {
  const { account, lockMinutes } = useSession();
  const [changing, setChanging] = useState(false);
  if (!account) return null;
  if (changing) return <PasswordDialog onClose={onClose} />;
  const leave = (method: 'session.lock' | 'session.logout') => call(method, {}).catch(complain);
  return (
    <Dialog
      title={personWords(account)}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => leave('session.lock')}>ロックする</Button>
          <Button variant="primary" data-autofocus onClick={() => leave('session.logout')}>
            利用者を替える
          </Button>
        </>
      }
    >
      <dl className="user-roles">
        {ROLES.filter((role) => account.roles.includes(role)).map((role) => (
          <div key={role}>
            <dt>{ROLE_WORDS[role].label}</dt>
            <dd>{ROLE_WORDS[role].about}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        何もしないでいると、{lockMinutes}分でロックします。席を離れるときは、Ctrl+Shift+L を押してください。
      </p>
      <Button onClick={() => setChanging(true)}>パスワードを替える</Button>
    </Dialog>
  );
}

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState<PasswordDraft>({ old: '', password: '' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async () => {
    try {
      await call('session.password', draft);
      showToast('パスワードを替えました。');
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Dialog
      title="パスワードを替える"
      size="small"
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary">
            替える
          </Button>
        </>
      }
    >
      <NewPasswordFields oldLabel="今のパスワード" draft={draft} onChange={setDraft} failure={failure} />
    </Dialog>
  );
}
