import { useEffect, useMemo, useRef, useState } from 'react';
import { ActionButton, ActionLink } from '../session/Permit.tsx';
import './assets.css';
import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import { startQueue } from '../classify/queue.ts';
import { call } from '../client.ts';
import { useShortcuts } from '../keys.ts';
import { rememberPosition } from '../neighbours.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset, hrefNewAsset, hrefScreen, navigate, type Route, settleAddress } from '../router.ts';
import { setSelection } from '../selection.ts';
import { useStatusWords } from '../statusWords.ts';
import { createStore } from '../store.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useMedia } from '../useMedia.ts';
import { BulkDialog } from './BulkDialog.tsx';
import { columnsOf } from './columns.ts';
import { DetailPane } from './DetailPane.tsx';
import { FilterBar } from './FilterBar.tsx';
import { Grid } from './Grid.tsx';
import { adoptPreset, filterOf, isNarrowed, type ListView, listOf, WIDE } from './listState.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useListActions } from './useListActions.ts';
import { useRows } from './useRows.ts';

/** Whether the detail stands beside the list, or covers its right side where there is no room; the same in every list. */
const detailShown = createStore({ beside: true, above: false });

interface AssetsScreenProps {
  route: Extract<Route, { screen: 'assets' }>;
}

function words(view: ListView): { title: string; about: string } {
  if (view.binned) return { title: 'ごみ箱', about: '台帳から外した資産です。番号は残り、いつでも戻せます。' };
  if (!view.kind) return { title: '台帳（すべて）', about: 'すべての情報資産です。' };
  const definition = KIND_DEFINITIONS[view.kind];
  return { title: definition.label, about: definition.help };
}

/** 台帳: the list of all assets, of one kind, or of the bin. Its state stays while other screens are open. */
export function AssetsScreen({ route }: AssetsScreenProps) {
  const { kind, binned, preset } = route;
  const view = useMemo<ListView>(() => ({ kind, binned }), [kind, binned]);
  const kept = listOf(view);
  const taken = useRef<typeof preset>(null);
  if (preset && taken.current !== preset) {
    // Before the first drawing, so that the unfiltered list does not flash by.
    taken.current = preset;
    kept.state.set(adoptPreset(kept.state.get(), preset));
    kept.scrollTop = 0;
  }
  useEffect(() => {
    if (preset) settleAddress();
  }, [preset]);

  const state = kept.state.use();
  const { catalogue } = useRegister();
  const columns = useMemo(() => columnsOf(catalogue, kind), [catalogue, kind]);
  const columnIds = useMemo(() => columns.map((column) => column.field.id), [columns]);
  const filter = useMemo(() => filterOf(view, state), [view, state]);
  const rows = useRows(filter, state.sort, columnIds);
  const actions = useListActions(view, rows);
  const [bulk, setBulk] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const roomy = useMedia('(min-width: 1280px)');
  const shown = detailShown.use();
  const detail = roomy ? shown.beside : shown.above;
  const showDetail = (wanted: boolean) => detailShown.set({ ...shown, [roomy ? 'beside' : 'above']: wanted });
  const { title, about } = words(view);
  const { selected } = state;
  const narrowed = isNarrowed(state);

  const count = narrowed
    ? `${rows.held.toLocaleString('ja-JP')}件中${rows.matched.toLocaleString('ja-JP')}件`
    : `${rows.matched.toLocaleString('ja-JP')}件`;
  useStatusWords(
    rows.ready ? `${rows.held.toLocaleString('ja-JP')}件中${rows.matched.toLocaleString('ja-JP')}件を表示` : '',
  );

  const handOver = (screen: 'labels' | 'export') =>
    actions.whenChosen(async (ids) => {
      if (ids.length > 0) setSelection({ ids: [...ids] }, ids.length, `一覧で選んだ${ids.length}件`);
      else {
        const { matched } = rows.answered ? rows : await call('asset.list', { ...filter, limit: 1, columns: [] });
        setSelection(filter, matched, narrowed ? `一覧で絞り込んだ${matched}件（${title}）` : `${title} ${matched}件`);
      }
      navigate(hrefScreen(screen));
    });

  const shortcuts = useMemo(
    () => ({
      'ctrl+f': () => {
        searchBox.current?.focus();
        searchBox.current?.select();
      },
      'ctrl+a': (event: KeyboardEvent) => {
        if ((event.target as HTMLElement).matches('input:not([type=checkbox]), textarea')) return false;
        actions.selectAll(true);
        return true;
      },
      delete: () => {
        if (!actions.choosing() || binned) return false;
        actions.bin();
        return true;
      },
      'ctrl+enter': () => {
        if (!actions.choosing() || !binned) return false;
        actions.restore();
        return true;
      },
      escape: () => {
        if (!actions.choosing()) return false;
        actions.selectAll(false);
        return true;
      },
    }),
    [actions, binned],
  );
  useShortcuts(shortcuts);
  useShortcuts({ 'ctrl+p': () => handOver('labels') });

  const empty = rows.ready && rows.matched === 0;
  return (
    <div className="list-page">
      <PageHeader
        title={title}
        count={rows.ready ? count : ''}
        about={about}
        actions={
          !binned && (
            <>
              <Button small variant="plain" disabled={empty} onClick={() => showDetail(!detail)}>
                {detail ? '右の内容を隠す' : '右に内容を出す'}
              </Button>
              <ActionButton needs="label.print" small onClick={() => handOver('labels')} disabled={rows.matched === 0}>
                ラベル
              </ActionButton>
              <ActionButton
                needs="ledger.export"
                small
                onClick={() => handOver('export')}
                disabled={rows.matched === 0}
              >
                出力
              </ActionButton>
              <ActionLink needs="asset.register" small variant="primary" href={hrefNewAsset(kind ?? undefined)}>
                新規
              </ActionLink>
            </>
          )
        }
      />
      <FilterBar view={view} state={state} searchBox={searchBox} onChange={actions.patch} />
      {rows.error && (
        <ErrorMessage failure={rows.error}>
          <Button small onClick={rows.reload}>
            もう一度読む
          </Button>
        </ErrorMessage>
      )}
      <div className={`list-body ${roomy && detail && !empty ? 'list-body-wide' : ''}`}>
        <div className="list-grid">
          {empty ? (
            <Nothing binned={binned} narrowed={narrowed} kind={kind} onWiden={() => actions.patch(WIDE)} />
          ) : (
            <Grid
              label={`${title}の一覧`}
              columns={columns}
              rows={rows}
              sort={state.sort}
              active={state.active}
              selected={selected}
              startAt={kept.scrollTop}
              onScroll={(scrollTop) => {
                kept.scrollTop = scrollTop;
              }}
              onSort={actions.sortBy}
              onActive={(active) => actions.patch({ active })}
              onSelect={actions.select}
              onSelectAll={actions.selectAll}
              onOpen={(row, index) => {
                const onMove = (active: number) => actions.patch({ active });
                rememberPosition({ id: row.id, filter, sort: state.sort, index, count: rows.matched, onMove });
                navigate(hrefAsset(row.id));
              }}
            />
          )}
          {selected.size > 0 && (
            <SelectionBar
              count={selected.size}
              binned={binned}
              onBulk={() => actions.whenChosen(() => setBulk(true))}
              onClassify={() => actions.whenChosen(startQueue)}
              onLabels={() => handOver('labels')}
              onExport={() => handOver('export')}
              onBin={actions.bin}
              onRestore={actions.restore}
              onClear={() => actions.selectAll(false)}
            />
          )}
        </div>
        {detail && !empty && <DetailPane id={rows.row(state.active)?.id} />}
      </div>
      {bulk && <Bulk selected={selected} kind={kind} onClose={() => setBulk(false)} />}
    </div>
  );
}

function Bulk({
  selected,
  kind,
  onClose,
}: {
  selected: ReadonlySet<string>;
  kind: ListView['kind'];
  onClose: () => void;
}) {
  const ids = useMemo(() => [...selected], [selected]);
  return <BulkDialog ids={ids} kind={kind} onClose={onClose} />;
}

interface NothingProps {
  binned: boolean;
  narrowed: boolean;
  kind: ListView['kind'];
  onWiden: () => void;
}

function Nothing({ binned, narrowed, kind, onWiden }: NothingProps) {
  if (narrowed)
    return (
      <EmptyState title="条件に合う資産がありません。" actions={<Button onClick={onWiden}>条件をすべて外す</Button>}>
        <p>言葉を短くするか、条件を減らしてください。</p>
      </EmptyState>
    );
  if (binned) return <EmptyState title="ごみ箱は空です。" />;
  return (
    <EmptyState
      title="まだ資産がありません。"
      actions={
        <>
          <ActionLink needs="importing.read" variant="primary" href={hrefScreen('import')}>
            Excelから取り込む
          </ActionLink>
          <ActionLink needs="asset.register" href={hrefNewAsset(kind ?? undefined)}>
            1件登録する
          </ActionLink>
        </>
      }
    >
      <p>今の台帳がExcelにあれば、まとめて取り込めます。</p>
    </EmptyState>
  );
}
