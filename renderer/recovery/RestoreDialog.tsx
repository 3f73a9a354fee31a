import type { GoodBackup, RecoverySearch } from '../../contract/recovery.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { whenWords } from '../when.ts';
import { MissingChanges } from './MissingChanges.tsx';

interface Props {
  readonly best: GoodBackup;
  readonly missing: RecoverySearch['missing'];
  readonly onClose: () => void;
  readonly onRestore: () => void;
}

/** The last question before a backup takes the register's place. */
export function RestoreDialog({ best, missing, onClose, onRestore }: Props) {
  return (
    <Dialog
      title="控えから戻す"
      onClose={onClose}
      onSubmit={onRestore}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary" data-autofocus>
            戻す
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          {whenWords(best.at, 'wareki')}の控え（資産{best.assets.toLocaleString('ja-JP')}件）を、台帳として使います。
        </p>
        <MissingChanges missing={missing} short />
        <p>今の台帳のファイルは、消さずに別の名前で残します。戻したことは履歴に残ります。</p>
      </div>
    </Dialog>
  );
}
