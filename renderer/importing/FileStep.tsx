import { useId, useState } from 'react';
import { readFile } from './session.ts';

/** 1 ファイル: dropped or chosen. */
export function FileStep({ busy }: { busy: boolean }) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file && !busy) void readFile(file);
  };
  return (
    <section className="card stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>ファイルを選ぶ</h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the button inside is everybody's */}
      <div
        className={`import-drop ${over ? 'import-drop-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <p>ここにファイルを置く</p>
        <p className="muted">または</p>
        <label className="button button-primary" htmlFor={id}>
          ファイルを選ぶ
        </label>
        <input
          id={id}
          type="file"
          className="visually-hidden import-file"
          accept=".xlsx,.xlsm,.csv"
          disabled={busy}
          onChange={(event) => {
            take(event.target.files);
            // The same file, put right in Excel, must be choosable again.
            event.target.value = '';
          }}
        />
        <p className="form-help">Excel（.xlsx）とCSV、32MBまで。Excelで開いているときは、先に保存してください。</p>
      </div>
      <ul className="import-promises">
        <li>元のファイルは書きかえません。</li>
        <li>題名、決裁欄、小計、空の行は、資産として取り込みません。</li>
        <li>対応する項目のない列も、捨てずに「取込元のその他の列」に残します。</li>
        <li>取り込んだあとでも、まとめて取り消せます。</li>
      </ul>
    </section>
  );
}
