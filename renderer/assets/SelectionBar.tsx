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
        <Button small onClick={props.onRestore}>
          台帳へ戻す（Ctrl+Enter）
        </Button>
      ) : (
        <>
          <Button small onClick={props.onBulk}>
            一括変更
          </Button>
          <Button small onClick={props.onClassify}>
            分類する
          </Button>
          <Button small onClick={props.onLabels}>
            ラベル
          </Button>
          <Button small onClick={props.onExport}>
            出力
          </Button>
          <Button small variant="danger" onClick={props.onBin}>
            ごみ箱へ（Delete）
          </Button>
        </>
      )}
      <Button small variant="plain" onClick={props.onClear}>
        選択をやめる（Esc）
      </Button>
    </section>
  );
}
