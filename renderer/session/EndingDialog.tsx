import { WARN_SECONDS } from '../../contract/account.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** Nobody has done anything for a while: the screen is locked shortly. */
export function EndingDialog({ onStay }: { onStay: () => void }) {
  return (
    <Dialog
      title="まもなくロックします"
      size="small"
      onClose={onStay}
      onSubmit={onStay}
      footer={
        <Button type="submit" variant="primary" data-autofocus>
          続ける
        </Button>
      }
    >
      <p>{WARN_SECONDS}秒のうちに何もしないと、画面をロックします。保存していない入力は残りません。</p>
    </Dialog>
  );
}
