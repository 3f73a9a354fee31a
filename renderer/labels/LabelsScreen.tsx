import { useState } from 'react';
import type { LabelSheetInfo } from '../../contract/label.ts';
import { AssetChoice, filterOf, firstChoice } from '../AssetChoice.tsx';
import { JobProgress } from '../JobProgress.tsx';
import { hrefAssets } from '../router.ts';
import { SavedOutput } from '../SavedOutput.tsx';
import { useSelection } from '../selection.ts';
import { createStore } from '../store.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { Select } from '../ui/Select.tsx';
import { useCall } from '../useCall.ts';
import { labelJob } from './labelJob.ts';
import { PreviewPane } from './PreviewPane.tsx';
import { SheetMap } from './SheetMap.tsx';
import './labels.css';

// The sheet in the printer stays the same from one visit to the next.
const lastSheet = createStore<{ readonly sheetId: string | null; readonly start: number }>({ sheetId: null, start: 1 });

/** ラベル: what, on what, how it looks. */
export function LabelsScreen() {
  const sheets = useCall('label.sheets', {});
  const selection = useSelection();
  const [assets, setAssets] = useState(() => firstChoice(selection, 'filter'));
  const chosen = lastSheet.use();
  const printing = labelJob.use();
  const { result } = printing;

  const sheet = sheets.data?.find((one) => one.id === chosen.sheetId) ?? sheets.data?.[0];
  const start = sheet ? Math.min(chosen.start, sheet.columns * sheet.rows) : 1;
  const filter = filterOf(assets, selection);
  const request = sheet ? { filter, sheetId: sheet.id, start } : null;
  const counted = useCall('asset.list', { ...filter, limit: 1, columns: [] });
  const count = counted.data?.matched;
  const preview = useCall('label.preview', count ? request : null);

  return (
    <div className="page labels-screen">
      <PageHeader
        title="ラベル"
        about="資産に貼るラベルのPDFを作ります。"
        {...(count === undefined ? {} : { count: `${count.toLocaleString('ja-JP')}件` })}
        actions={
          <Button
            variant="primary"
            disabled={!request || !count || printing.progress !== null}
            onClick={() => request && void labelJob.make(request)}
          >
            PDFを作る
          </Button>
        }
      />
      <JobProgress job={printing} unit="枚" onCancel={labelJob.cancel} />
      {result && (
        <SavedOutput output={result} saved={printing.saved} onSave={() => void labelJob.save(result)}>
          「{result.fileName}」を作りました（ラベル{result.labels.toLocaleString('ja-JP')}枚、
          {result.pages.toLocaleString('ja-JP')}ページ）。
        </SavedOutput>
      )}
      {sheets.error && <ErrorMessage failure={sheets.error} />}
      <div className="labels-panes">
        <section aria-labelledby="labels-what">
          <h2 id="labels-what">1 何に貼るか</h2>
          <AssetChoice legend="ラベルにする資産" offerAll={false} chosen={assets} onChange={setAssets} />
          {preview.data && preview.data.warnings.length > 0 && (
            <div className="label-warnings">
              <h3>
                <span aria-hidden="true">▲ </span>
                確かめてください（{preview.data.warnings.length.toLocaleString('ja-JP')}件）
              </h3>
              <ul>
                {preview.data.warnings.map((warning) => (
                  <li key={`${warning.number} ${warning.message}`}>
                    {warning.message.startsWith(warning.number)
                      ? warning.message
                      : `${warning.number}：${warning.message}`}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </section>
        <section aria-labelledby="labels-sheet">
          <h2 id="labels-sheet">2 どの用紙に</h2>
          {sheet && (
            <>
              <FormRow label="ラベル用紙">
                {(ids) => (
                  <Select
                    {...ids}
                    value={sheet.id}
                    options={(sheets.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
                    onChange={(sheetId) => lastSheet.set({ sheetId, start: 1 })}
                  />
                )}
              </FormRow>
              <p className="form-help number">{sizeWords(sheet)}</p>
              {sheet.notes.map((note) => (
                <p key={note} className="form-help">
                  △ {note}
                </p>
              ))}
              <SheetMap
                sheet={sheet}
                start={start}
                labels={preview.data?.labels ?? 0}
                onStart={(next) => lastSheet.set({ sheetId: sheet.id, start: next })}
              />
              <p className="sheet-legend" aria-hidden="true">
                <span>
                  <i className="sheet-cell sheet-cell-filled" />
                  印刷する
                </span>
                <span>
                  <i className="sheet-cell sheet-cell-used" />
                  使用済み
                </span>
                <span>
                  <i className="sheet-cell" />
                  空き
                </span>
              </p>
              <p className="form-help">
                使いかけの用紙は、最初の空いている面を押してください（矢印キーでも選べます）。今は
                <strong>{startWords(sheet, start)}</strong>からです。
              </p>
              <p className="print-hint">印刷は「100%（実際のサイズ）」で。「用紙に合わせる」は使わないでください。</p>
            </>
          )}
        </section>
        <section aria-labelledby="labels-look" className="labels-look">
          <h2 id="labels-look">3 仕上がり</h2>
          {count === 0 && (
            <EmptyState
              title="ラベルにする資産がありません。"
              actions={<LinkButton href={hrefAssets()}>一覧で選ぶ</LinkButton>}
            >
              <p>
                {Object.keys(filter).length === 0
                  ? '台帳はまだ空です。資産を取り込むか、登録してからラベルを作ってください。'
                  : '種類や言葉を変えるか、一覧で資産を選んでください。'}
              </p>
            </EmptyState>
          )}
          {counted.error && <ErrorMessage failure={counted.error} />}
          {preview.error && count !== 0 && <ErrorMessage failure={preview.error} />}
          {preview.data && count !== 0 && <PreviewPane preview={preview.data} busy={preview.loading} />}
          {!preview.data && !preview.error && count !== 0 && <p className="busy">ラベルを並べています…</p>}
        </section>
      </div>
    </div>
  );
}

function sizeWords(sheet: LabelSheetInfo): string {
  return `${sheet.name}、${sheet.columns}列×${sheet.rows}段`;
}

function startWords(sheet: LabelSheetInfo, start: number): string {
  return `${Math.ceil(start / sheet.columns)}段目の${((start - 1) % sheet.columns) + 1}列目`;
}
