import { type ReactNode, useEffect, useRef, useState } from 'react';
import { guardLeaving, navigate } from './router.ts';
import { Button } from './ui/Button.tsx';
import { Dialog } from './ui/Dialog.tsx';

interface LeaveGuard {
  /** The question, while it is asked. */
  readonly dialog: ReactNode;
  /** Goes somewhere without asking; for after a save. `replace`: 戻る does not come back here. */
  leaveTo(target: string, options?: { replace?: boolean }): void;
}

/** Stays on the page while there is unsaved work, and offers 保存 and やめる. `save` answers whether it worked. */
export function useLeaveGuard(dirty: boolean, saveWord: string, save: () => Promise<boolean>): LeaveGuard {
  const [target, setTarget] = useState<string | null>(null);
  const free = useRef(false);
  const isDirty = useRef(dirty);
  isDirty.current = dirty;
  useEffect(
    () =>
      guardLeaving((wanted) => {
        if (free.current || !isDirty.current) return true;
        if (wanted) setTarget(wanted);
        return false;
      }),
    [],
  );
  const leaveTo = (wanted: string, options: { replace?: boolean } = {}) => {
    free.current = true;
    navigate(wanted, options);
  };
  const dialog = target !== null && (
    <Dialog
      title="保存していない変更があります"
      onClose={() => setTarget(null)}
      footer={
        <>
          <Button onClick={() => setTarget(null)}>このページに残る</Button>
          <Button variant="danger" onClick={() => leaveTo(target)}>
            変更をやめて移る
          </Button>
          <Button
            variant="primary"
            data-autofocus
            onClick={async () => {
              const wanted = target;
              setTarget(null);
              if (await save()) leaveTo(wanted);
            }}
          >
            {saveWord}して移る
          </Button>
        </>
      }
    >
      <p>このまま移ると、入力した内容は残りません。</p>
    </Dialog>
  );
  return { dialog, leaveTo };
}
