import { ActionButton } from '../session/Permit.tsx';
import { Button } from '../ui/Button.tsx';

interface SelectionBarProps {
  count: number;
  binned: boolean;
  onBulk: () => void;
  onClassify: () => void;
  onLabels: () => void;
  onExport: () => void;
  onBin: () => void;
  onRestore: () => void;
  onClear: () => void;
}

/** What can be done with the chosen rows. */
export function SelectionBar(props: SelectionBarProps) {
  return (
    <section className="selection-bar" aria-label="選んだ資産">
      <strong className="number" aria-live="polite">
        {props.count.toLocaleString('ja-JP')}件を選択
      </strong>
      {props.binned ? (
        <ActionButton needs="asset.restore" small onClick={props.onRestore}>
          台帳へ戻す
        </ActionButton>
      ) : (
        <>
          <ActionButton needs="asset.updateMany" small onClick={props.onBulk}>
            一括変更
          </ActionButton>
          <ActionButton needs="classification.decide" small onClick={props.onClassify}>
            分類する
          </ActionButton>
          <ActionButton needs="label.print" small onClick={props.onLabels}>
            ラベル
          </ActionButton>
          <ActionButton needs="ledger.export" small onClick={props.onExport}>
            出力
          </ActionButton>
          <ActionButton needs="asset.bin" small variant="danger" onClick={props.onBin}>
            ごみ箱へ（Delete）
          </ActionButton>
        </>
      )}
      <Button small variant="plain" onClick={props.onClear}>
        選択をやめる（Esc）
      </Button>
    </section>
  );
}
