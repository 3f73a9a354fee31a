import { useEffect } from 'react';
import { filterOf } from '../AssetChoice.tsx';
import { JobProgress } from '../JobProgress.tsx';
import { useShortcuts } from '../keys.ts';
import { hrefAssets, useRoute } from '../router.ts';
import { SavedOutput } from '../SavedOutput.tsx';
import { useSelection } from '../selection.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useCall } from '../useCall.ts';
import { LookPane } from './LookPane.tsx';
import {
  changeDraft,
  chooseWhat,
  forgetCells,
  type LabelRequest,
  requestOf,
  takeSelection,
  useLabelDraft,
  WHATS,
} from './labelDraft.ts';
import { labelJob } from './labelJob.ts';
import { SheetPane } from './SheetPane.tsx';
import { WhatPane } from './WhatPane.tsx';
import './labels.css';

/** ラベル: what, on what, how it looks. */
export function LabelsScreen() {
  const draft = useLabelDraft();
  const sheets = useCall('label.sheets', {});
  const printers = useCall('label.printers', {});
  const templates = useCall('label.templates', {});
  const stale = useCall('label.stale', {});
  const selection = useSelection();
  const printing = labelJob.use();
  useArrival();

  const chosen = sheets.data?.find((one) => one.id === draft.sheetId);
  const sheet = chosen ?? sheets.data?.find((one) => one.last) ?? sheets.data?.[0];
  const filter = filterOf(draft.assets, selection);
  const staleIds = stale.data?.map((one) => one.assetId) ?? [];
  const choices = templates.data && printers.data ? { templates: templates.data, printers: printers.data } : null;
  const request = sheet && choices ? requestOf(draft, sheet, { filter, staleIds }, choices) : null;
  const ofAssets = draft.what === 'asset' || draft.what === 'erased';
  const counted = useCall('asset.list', ofAssets ? { ...filter, limit: 1, columns: [] } : null);
  const matched = counted.data?.matched;
  const count = ofAssets
    ? matched
    : draft.what === 'place'
      ? draft.placeIds.length
      : staleIds.filter((id) => !draft.leftOut.includes(id)).length;
  const preview = useCall('label.preview', count ? request : null);
  const nothing = choices && nothingWords(draft.what, count, request !== null, Object.keys(filter).length === 0);
  const ready = request !== null && !nothing && Boolean(count) && printing.progress === null;

  const put = async (how: 'make' | 'print', wanted: LabelRequest) => {
    // The register remembers where this print ended.
    if (await labelJob[how](wanted)) forgetCells(wanted.sheetId);
  };
  useShortcuts({ 'ctrl+p': () => ready && request && void put('make', request) });
  const { result } = printing;
  const error = sheets.error ?? printers.error ?? templates.error ?? counted.error ?? (nothing ? null : preview.error);
  return (
    <div className="page labels-screen">
      <PageHeader
        title="ラベル"
        about="貼るラベルのPDFを作ります。印刷したことは、資産ごとに記録されます。"
        {...(count === undefined ? {} : { count: `${count.toLocaleString('ja-JP')}件` })}
        actions={
          <>
            <Button disabled={!ready} onClick={() => request && put('print', request)}>
              印刷する
            </Button>
            <Button variant="primary" title="Ctrl+P" disabled={!ready} onClick={() => request && put('make', request)}>
              PDFを作る
            </Button>
          </>
        }
      />
      <JobProgress job={printing} unit="枚" onCancel={labelJob.cancel} />
      {result && (
        <SavedOutput output={result} saved={printing.saved} onSave={() => labelJob.save(result)}>
          「{result.fileName}」を作りました（ラベル{result.labels.toLocaleString('ja-JP')}枚、
          {result.pages.toLocaleString('ja-JP')}ページ）。
        </SavedOutput>
      )}
      {error && <ErrorMessage failure={error} />}
      <div className="labels-panes">
        <WhatPane draft={draft} stale={stale.data ?? null} />
        {sheet && (
          <SheetPane
            draft={draft}
            sheets={sheets.data ?? []}
            sheet={sheet}
            printers={printers.data ?? []}
            labels={nothing ? 0 : (preview.data?.labels ?? 0)}
          />
        )}
        <LookPane
          draft={draft}
          sheet={sheet}
          templates={templates.data ?? []}
          preview={nothing || error ? undefined : preview.data}
          loading={preview.loading}
        >
          {nothing ? (
            <EmptyState
              title={nothing.title}
              actions={ofAssets && count === 0 && <LinkButton href={hrefAssets()}>一覧で選ぶ</LinkButton>}
            >
              <p>{nothing.next}</p>
            </EmptyState>
          ) : (
            !preview.data && !error && <p className="busy">ラベルを並べています…</p>
          )}
        </LookPane>
      </div>
    </div>
  );
}

/** Comes with a selection from the list, or by an address that names what (#/labels/stale). */
function useArrival(): void {
  const route = useRoute();
  const part = route.screen === 'labels' ? route.part : null;
  const selection = useSelection();
  useEffect(() => {
    const what = WHATS.find((one) => one === part);
    if (what) {
      chooseWhat(what);
      changeDraft({ leftOut: [] });
    } else takeSelection(selection);
  }, [part, selection]);
}

function nothingWords(
  what: ReturnType<typeof useLabelDraft>['what'],
  count: number | undefined,
  complete: boolean,
  everything: boolean,
): { title: string; next: string } | null {
  if (count === undefined) return null;
  if (count === 0) {
    if (what === 'place')
      return { title: '場所が選ばれていません。', next: '左の一覧で、ラベルを作る場所を選んでください。' };
    if (what === 'stale')
      return { title: '印刷するラベルがありません。', next: '貼り替えの済んでいない資産はありません。' };
    return {
      title: 'ラベルにする資産がありません。',
      next: everything
        ? '台帳はまだ空です。資産を取り込むか、登録してからラベルを作ってください。'
        : '種類や言葉を変えるか、一覧で資産を選んでください。',
    };
  }
  if (!complete) return { title: '消去の内容が足りません。', next: '消去した日、方法、担当を書き入れてください。' };
  return null;
}
