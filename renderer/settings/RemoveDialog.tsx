import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

interface RemoveDialogProps {
  /** 用紙「組合の24面」 */
  what: string;
  /** What stays after it, one sentence. */
  stays: string;
  onRemove: () => void;
  onClose: () => void;
}

/** Asks before something is taken out that cannot be brought back by undo. */
export function RemoveDialog({ what, stays, onRemove, onClose }: RemoveDialogProps) {
  return (
    <Dialog
      title={`${what}を消しますか`}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            やめる
          </Button>
          <Button variant="danger" onClick={onRemove}>
            消す
          </Button>
        </>
      }
    >
      <p>{stays}</p>
    </Dialog>
  );
}
