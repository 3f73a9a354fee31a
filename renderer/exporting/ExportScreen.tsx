import { useState } from 'react';
import { formatDate } from '../../contract/japanese/date.ts';
import { AssetChoice, filterOf, firstChoice } from '../AssetChoice.tsx';
import { FormsPanel } from '../forms/FormsPanel.tsx';
import { JobProgress } from '../JobProgress.tsx';
import { useRegister } from '../registerContext.tsx';
import { hrefAssets, useRoute } from '../router.ts';
import { SavedOutput } from '../SavedOutput.tsx';
import { useSelection } from '../selection.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { DateInput } from '../ui/DateInput.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { useCall } from '../useCall.ts';
import { DifferenceCard } from './DifferenceCard.tsx';
import { ExportTabs } from './ExportTabs.tsx';
import { differenceJob, ledgerJob } from './ledgerJob.ts';
import { PastOutputs } from './PastOutputs.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import './exporting.css';

/** 出力: the whole register, or in the shape of a form. */
export function ExportScreen() {
  const route = useRoute();
  if (route.screen !== 'export' || route.part !== 'forms') return <LedgerPage />;
  return (
    <div className="page">
      <PageHeader title="出力" about="決まった様式で出します。題名、様式番号、決裁欄、列は、組合のものに直せます。" />
      <ExportTabs shown="forms" />
      <FormsPanel />
    </div>
  );
}

/** The ledger as an Excel book; what goes in, as of when, and what was put out before. */
function LedgerPage() {
  const { status, settings } = useRegister();
  const selection = useSelection();
  const [assets, setAssets] = useState(() => firstChoice(selection, 'all'));
  const [asOf, setAsOf] = useState<string | null>(status.today);
  const [dateProblem, setDateProblem] = useState<string | null>(null);
  const [title, setTitle] = useState('情報資産管理台帳');
  const exporting = ledgerJob.use();
  const { result } = exporting;
  const { result: difference } = differenceJob.use();

  const request = {
    filter: filterOf(assets, selection),
    ...(asOf ? { asOf } : {}),
    ...(title.trim() ? { title: title.trim() } : {}),
  };
  // What a past day held is known only once its ledger is made.
  const past = asOf !== null && asOf < status.today;
  const preview = useCall('ledger.preview', dateProblem || past ? null : request);
  const rows = past ? undefined : preview.data?.rows;
  const ready = (past || (rows !== undefined && rows > 0)) && asOf !== null && exporting.progress === null;

  return (
    <div className="page">
      <PageHeader
        title="出力"
        about="台帳をExcelのファイルにします。印刷、提出、監査に使えます。"
        {...(rows === undefined ? {} : { count: `${rows.toLocaleString('ja-JP')}件` })}
        actions={
          <Button variant="primary" disabled={!ready} onClick={() => ledgerJob.make(request)}>
            出力する
          </Button>
        }
      />
      <ExportTabs shown={undefined} />
      <JobProgress job={exporting} unit="行" onCancel={ledgerJob.cancel} />
      {result && (
        <SavedOutput output={result} saved={exporting.saved} onSave={() => ledgerJob.save(result)}>
          <strong>「{result.fileName}」</strong>に{result.rows.toLocaleString('ja-JP')}件を出力しました。
        </SavedOutput>
      )}
      <div className="export-panes">
        <section className="card stack" aria-labelledby="export-what">
          <h2 id="export-what">何を出力するか</h2>
          <AssetChoice legend="出力する資産" offerAll chosen={assets} onChange={setAssets} />
          <FormRow label="基準日" error={dateProblem} help="今日より前の日は、その日の台帳を履歴から作り直します。">
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
        <section className="card stack" aria-labelledby="export-look" aria-busy={!past && preview.loading}>
          <h2 id="export-look">できるもの</h2>
          {past ? (
            <p>
              {formatDate(asOf, settings.dateStyle)}
              の終わりの台帳を、履歴から作り直して出力します。資産も、項目の値も、所管部署などの名前も、その日のままです。件数は出力すると分かります。
            </p>
          ) : (
            <>
              {preview.error && <ErrorMessage failure={preview.error} />}
              {rows === 0 && (
                <EmptyState
                  title="出力する資産がありません。"
                  actions={<LinkButton href={hrefAssets()}>台帳を見る</LinkButton>}
                >
                  <p>
                    {assets.from === 'all'
                      ? '台帳はまだ空です。資産を取り込むか、登録してから出力してください。'
                      : '種類や言葉を変えるか、「すべての資産」を選んでください。'}
                  </p>
                </EmptyState>
              )}
              {preview.data && preview.data.rows > 0 && (
                <PreviewTable preview={preview.data} marking={settings.marking} />
              )}
              {!preview.data && !preview.error && <p className="busy">数えています…</p>}
            </>
          )}
        </section>
      </div>
      <DifferenceCard />
      <section className="card stack" aria-labelledby="export-past">
        <h2 id="export-past">これまでの出力</h2>
        <PastOutputs
          after={`${result?.outputId} ${difference?.outputId}`}
          onSave={(output) => ledgerJob.save(output)}
        />
      </section>
    </div>
  );
}
