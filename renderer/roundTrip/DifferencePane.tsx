import { useId } from 'react';
import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { RoundTripItem } from '../../contract/roundTrip.ts';
import { hrefAsset } from '../router.ts';
import { type Choice, choose } from './session.ts';
import { KIND_WORDS } from './words.ts';

/** One difference whole, and what can be done about it. */
export function DifferencePane({ item, choice }: { item: RoundTripItem; choice: Choice | undefined }) {
  const id = useId();
  return (
    <section className="card trip-pane" aria-labelledby={`${id}-title`}>
      <div>
        <h2 id={`${id}-title`}>
          <span className={`trip-mark trip-${item.what}`}>{KIND_WORDS[item.what]}</span> {item.name}
          {item.label && `：${item.label}`}
        </h2>
        <p className="muted small">
          {`${KIND_DEFINITIONS[item.kind].label}　`}
          {item.assetId ? (
            <a href={hrefAsset(item.assetId)} className="number">
              {item.number}
            </a>
          ) : (
            <span className="number">{item.number || '番号は登録のときに付きます'}</span>
          )}
          {item.row > 0 && `　シート「${item.sheet}」の${item.row}行目${item.cell && `（${item.cell}）`}`}
        </p>
        {item.note && <p className="notice">{item.note}</p>}
        <Values item={item} />
      </div>
      <Choices item={item} choice={choice} name={id} />
    </section>
  );
}

function Values({ item }: { item: RoundTripItem }) {
  if (item.what === 'missing')
    return (
      <p>
        書き出した台帳にあった行が、ファイルにありません。台帳からは、選んだものだけを片付けます。いまの状態：{item.now}
      </p>
    );
  const lines =
    item.what === 'new'
      ? item.values.map(({ label, words }) => [label, words] as const)
      : ([
          ...(item.exported === null ? [] : [['書き出したとき', item.exported] as const]),
          ['いまの台帳', item.now],
          ['ファイル', item.file],
        ] as const);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="trip-values" tabIndex={0} aria-label="値">
      <dl>
        {lines.map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words === '' ? <span className="muted">空欄</span> : words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Choices({ item, choice, name }: { item: RoundTripItem; choice: Choice | undefined; name: string }) {
  const taken = {
    new: '登録する',
    changed: 'ファイルの値にする',
    cleared: '空欄にする',
    conflict: 'ファイルの値にする',
  };
  const options: readonly (readonly [Choice | null, string])[] =
    item.what === 'missing'
      ? [
          [null, 'そのまま残す'],
          ...(item.gone ? [] : [['dispose', '状態を「廃棄済」にする'] as const]),
          ['bin', 'ごみ箱へ移す'],
        ]
      : [
          [null, item.what === 'new' ? '登録しない' : 'いまの台帳のままにする'],
          ['take', taken[item.what]],
        ];
  return (
    <fieldset className="trip-choices">
      <legend>どうするか</legend>
      {options.map(([value, label]) => (
        <label key={label} className="check">
          <input type="radio" name={name} checked={(choice ?? null) === value} onChange={() => choose(item, value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
