import { useMemo, useState } from 'react';
import { DIFFERENCE_KINDS } from '../../contract/roundTrip.ts';
import { JobProgress } from '../JobProgress.tsx';
import { ActionButton } from '../session/Permit.tsx';
import { Button } from '../ui/Button.tsx';
import { FileDrop } from '../ui/FileDrop.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { CommitDialog } from './CommitDialog.tsx';
import { DifferenceGrid } from './DifferenceGrid.tsx';
import { DifferencePane } from './DifferencePane.tsx';
import { OriginNotice } from './OriginNotice.tsx';
import { RefusedTable } from './RefusedTable.tsx';
import { cancelWork, compareFile, type Shown, show, startOver, takenTogether, useRoundTrip } from './session.ts';
import { TripReceipt } from './TripReceipt.tsx';
import { KIND_WORDS } from './words.ts';
import './roundTrip.css';

const ABOUT = '書き出した台帳をExcelで直したファイルから、変わったところだけを選んで取り込みます。';

/** 台帳の変更の取り込み: a ledger of our own comes back; its differences are looked at, chosen, and taken in together. */
export function RoundTripScreen() {
  const trip = useRoundTrip();
  const { outline, receipt, progress } = trip;
  return (
    <div className="page">
      <PageHeader
        title="台帳の変更の取り込み"
        about={outline && !receipt ? 'まだ何も変えていません。取り込む違いを選んでください。' : ABOUT}
        {...(outline && {
          actions: (
            <Button small disabled={progress !== null} onClick={startOver}>
              はじめからやり直す
            </Button>
          ),
        })}
      />
      <JobProgress job={trip} unit="件" onCancel={cancelWork} />
      {!outline && <FileCard busy={progress !== null} />}
      {outline && !receipt && <Differences trip={trip} />}
      {receipt && <TripReceipt receipt={receipt} undone={trip.undone} />}
    </div>
  );
}

function FileCard({ busy }: { busy: boolean }) {
  return (
    <section className="card stack" aria-labelledby="trip-file">
      <h2 id="trip-file">直した台帳を選ぶ</h2>
      <FileDrop
        title="ここにファイルを置く"
        choose="ファイルを選ぶ"
        accept=".xlsx,.xlsm,.ods"
        disabled={busy}
        onFiles={([file]) => void compareFile(file!)}
      >
        「出力」で書き出した台帳（.xlsx）、32MBまで。Excelで開いているときは、先に保存してください。
      </FileDrop>
      <ul className="import-promises">
        <li>行を並べ替えても、列を動かしたり減らしたりしても、資産番号で見比べます。</li>
        <li>
          書き出したあとに台帳で変えたところは、ファイルの古い値に戻りません。両方で変えたところは、選んでもらいます。
        </li>
        <li>行がなくなっていても、資産をひとりでに消すことはありません。</li>
        <li>取り込んだあとでも、まとめて取り消せます。</li>
      </ul>
    </section>
  );
}

function Differences({ trip }: { trip: ReturnType<typeof useRoundTrip> }) {
  const { items, choices, shown, progress } = trip;
  const outline = trip.outline!;
  const [active, setActive] = useState(0);
  const [asking, setAsking] = useState(false);
  const listed = useMemo(() => (shown === 'all' ? items : items.filter(({ what }) => what === shown)), [items, shown]);
  const together = useMemo(() => takenTogether(items, shown), [items, shown]);
  const filters: readonly (readonly [Shown, number])[] = [
    ['all', items.length],
    ...DIFFERENCE_KINDS.map((what) => [what, outline.counts[what]] as const),
    ['refused', outline.refusedCount],
  ];
  const item = listed[Math.min(active, listed.length - 1)];
  return (
    <>
      <OriginNotice outline={outline} />
      <div className="row trip-tools">
        <fieldset className="segmented" aria-label="違いを絞る">
          {filters.map(([id, count]) => (
            <Button
              key={id}
              small
              aria-pressed={id === shown}
              onClick={() => {
                show(id);
                setActive(0);
              }}
            >
              {KIND_WORDS[id]} <span className="number">{count.toLocaleString('ja-JP')}</span>
            </Button>
          ))}
        </fieldset>
        <p className="number" aria-live="polite">
          {choices.size.toLocaleString('ja-JP')}件を選択
        </p>
        <ActionButton
          needs="roundTrip.commit"
          variant="primary"
          disabled={choices.size === 0 || progress !== null}
          onClick={() => setAsking(true)}
        >
          選んだ違いを取り込む
        </ActionButton>
      </div>
      {items.length === 0 && (
        <p className="notice notice-ok">
          <span aria-hidden="true">✓ </span>違いは見つかりませんでした。
        </p>
      )}
      {shown === 'refused' ? (
        <RefusedTable outline={outline} />
      ) : (
        listed.length > 0 && (
          <>
            <DifferenceGrid
              items={listed}
              together={together}
              choices={choices}
              active={Math.min(active, listed.length - 1)}
              onActive={setActive}
            />
            <p className="muted small">
              ↑↓ で動き、Space で選びます。Ctrl+A
              は、「すべて」では新規と変更を、絞っているときはその違いをまとめて選びます。なくなった行は一つずつ選びます。
            </p>
          </>
        )
      )}
      {item && shown !== 'refused' && <DifferencePane key={item.key} item={item} choice={choices.get(item.key)} />}
      {asking && <CommitDialog items={items} choices={choices} onClose={() => setAsking(false)} />}
    </>
  );
}
