import { useId } from 'react';
import { offerFile } from '../roundTrip/session.ts';
import { hrefScreen } from '../router.ts';
import { FileDrop } from '../ui/FileDrop.tsx';
import { readFile } from './session.ts';

/** 1 ファイル: dropped or chosen. */
export function FileStep({ busy }: { busy: boolean }) {
  const id = useId();
  return (
    <section className="card stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>ファイルを選ぶ</h2>
      <FileDrop
        title="ここにファイルを置く"
        choose="ファイルを選ぶ"
        accept=".xlsx,.xlsm,.csv"
        disabled={busy}
        onFiles={([file]) => {
          offerFile(file!);
          void readFile(file!);
        }}
      >
        Excel（.xlsx）とCSV、32MBまで。Excelで開いているときは、先に保存してください。
      </FileDrop>
      <p>
        「出力」で書き出した台帳を直したものは、
        <a href={hrefScreen('import', 'round-trip')}>台帳の変更の取り込み</a>で、変わったところだけを取り込めます。
      </p>
      <ul className="import-promises">
        <li>元のファイルは書きかえません。</li>
        <li>題名、決裁欄、小計、空の行は、資産として取り込みません。</li>
        <li>対応する項目のない列も、捨てずに「取込元のその他の列」に残します。</li>
        <li>取り込んだあとでも、まとめて取り消せます。</li>
      </ul>
    </section>
  );
}
