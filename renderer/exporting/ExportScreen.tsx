import { useState } from 'react';
import { useRegister } from '../registerContext.tsx';
import { hrefAssets } from '../router.ts';
import { useSelection } from '../selection.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { DateInput } from '../ui/DateInput.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { useCall } from '../useCall.ts';
import { PastOutputs } from './PastOutputs.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { cancelExport, exportLedger, saveFile, useExporting } from './session.ts';
import { filterOf, type What, WhatFields } from './WhatFields.tsx';
import './exporting.css';

/** 出力: the ledger as an Excel book; what goes in, as of when, and what was put out before. */
export function ExportScreen() {
  const { status, settings } = useRegister();
  const selection = useSelection();
  const [what, setWhat] = useState<What>({ from: selection ? 'selection' : 'all', kind: null, query: '', typed: '' });
  const [asOf, setAsOf] = useState<string | null>(status.today);
  const [dateProblem, setDateProblem] = useState<string | null>(null);
  const [title, setTitle] = useState('情報資産管理台帳');
  const exporting = useExporting();

  const request = {
    filter: filterOf(what, selection?.filter),
    ...(asOf ? { asOf } : {}),
    ...(title.trim() ? { title: title.trim() } : {}),
  };
  const preview = useCall('ledger.preview', dateProblem ? null : request);
  const rows = preview.data?.rows;
  const ready = rows !== undefined && rows > 0 && asOf !== null && exporting.progress === null;

  return (
    <div className="page">
      <PageHeader
        title="出力"
        about="台帳をExcelのファイルにします。印刷、提出、監査に使えます。"
        {...(rows === undefined ? {} : { count: `${rows.toLocaleString('ja-JP')}件` })}
        actions={
          <Button variant="primary" disabled={!ready} onClick={() => void exportLedger(request)}>
            出力する
          </Button>
        }
      />
      {exporting.progress && (
        <div className="card">
          <ProgressBar
            label={exporting.progress.phase}
            done={exporting.progress.done}
            total={exporting.progress.total}
            unit="行"
            onCancel={cancelExport}
          />
        </div>
      )}
      {exporting.failure && <ErrorMessage failure={exporting.failure} />}
      {exporting.result && (
        <div className="notice notice-ok" role="status">
          <p>
            <strong>「{exporting.result.fileName}」</strong>に{exporting.result.rows.toLocaleString('ja-JP')}
            件を出力しました。{' '}
            <Button small onClick={() => exporting.result && void saveFile(exporting.result)}>
              もう一度保存
            </Button>
          </p>
          <p className="export-path">{exporting.result.path}</p>
        </div>
      )}
      <div className="export-panes">
        <section className="card stack" aria-labelledby="export-what">
          <h2 id="export-what">何を出力するか</h2>
          <WhatFields what={what} onChange={setWhat} />
          <FormRow label="基準日" error={dateProblem} help="いつの台帳として出すか。表紙と各ページに入ります。">
            {(ids) => (
              <DateInput
                {...ids}
                value={asOf}
                dateStyle={settings.dateStyle}
                onChange={(iso, problem) => {
                  setAsOf(iso);
                  setDateProblem(iso === null && !problem ? '基準日を入れてください。' : problem);
                }}
              />
            )}
          </FormRow>
          <FormRow label="題名">
            {(ids) => <TextInput {...ids} value={title} maxLength={100} onChange={setTitle} />}
          </FormRow>
        </section>
        <section className="card stack" aria-labelledby="export-look" aria-busy={preview.loading}>
          <h2 id="export-look">できるもの</h2>
          {preview.error && <ErrorMessage failure={preview.error} />}
          {rows === 0 && (
            <EmptyState
              title="出力する資産がありません。"
              actions={<LinkButton href={hrefAssets()}>台帳を見る</LinkButton>}
            >
              <p>絞り込みをゆるめてください。</p>
            </EmptyState>
          )}
          {preview.data && preview.data.rows > 0 && <PreviewTable preview={preview.data} marking={settings.marking} />}
          {!preview.data && !preview.error && <p className="busy">数えています…</p>}
        </section>
      </div>
      <section className="card stack" aria-labelledby="export-past">
        <h2 id="export-past">これまでの出力</h2>
        <PastOutputs after={exporting.result?.outputId ?? null} onSave={(output) => void saveFile(output)} />
      </section>
    </div>
  );
}
