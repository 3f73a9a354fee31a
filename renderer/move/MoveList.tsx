import { useState } from 'react';
import type { InputOf } from '../../contract/api.ts';
import type { MoveItem, MoveStatus } from '../../contract/classification.ts';
import { AXES, levelOf, type Scheme } from '../../contract/scheme.ts';
import { call } from '../client.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefScreen, navigate } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { LevelMarks } from '../ui/LevelMark.tsx';
import { complain, useCall } from '../useCall.ts';
import { goTo } from './place.ts';

type Filter = 'all' | 'open' | 'decided' | 'mapped' | 'lowered';

const HOW = { mapping: '対応表', single: '1件ずつ', bulk: 'まとめて' } as const;
const PAGE = 100;

/** Every asset of the run: what is settled, how, and what is left; each can be opened and decided again. */
export function MoveList({ status }: { status: MoveStatus }) {
  const register = useRegister();
  const from = register.scheme(status.fromSchemeId);
  const to = register.scheme(status.toSchemeId);
  const [filter, setFilter] = useState<Filter>(status.open > 0 ? 'open' : 'all');
  const [shown, setShown] = useState(PAGE);
  const asked: InputOf<'move.list'> =
    filter === 'all' ? {} : filter === 'lowered' ? { lowered: true } : { state: filter };
  const page = useCall('move.list', { ...asked, limit: Math.min(500, shown) });
  const filters: readonly (readonly [Filter, string, number])[] = [
    ['all', 'すべて', status.mapped + status.decided + status.open],
    ['open', '残り', status.open],
    ['decided', '決めた', status.decided],
    ['mapped', '対応表で決まった', status.mapped],
    ['lowered', '低くした', status.lowered],
  ];
  const reopen = async (item: MoveItem) => {
    try {
      await call('move.reopen', { assetIds: [item.assetId] });
      open(item);
    } catch (error) {
      complain(error);
    }
  };
  return (
    <section className="card stack" aria-label="切替の一覧">
      <fieldset className="segmented" aria-label="絞る">
        {filters.map(([id, label, count]) => (
          <Button
            key={id}
            small
            aria-pressed={id === filter}
            onClick={() => {
              setFilter(id);
              setShown(PAGE);
            }}
          >
            {label} <span className="number">{count.toLocaleString('ja-JP')}</span>
          </Button>
        ))}
      </fieldset>
      {page.error && <ErrorMessage failure={page.error} />}
      {page.data && page.data.total === 0 && <p className="muted">あてはまる資産はありません。</p>}
      {page.data && page.data.total > 0 && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <section className="move-scroll" tabIndex={0} aria-label="資産の一覧">
            <table className="table move-items">
              <thead>
                <tr>
                  <th scope="col">資産番号</th>
                  <th scope="col">資産名称</th>
                  <th scope="col">これまで → 切替後</th>
                  <th scope="col">決め方</th>
                  <th scope="col">理由</th>
                  <th scope="col">
                    <span className="visually-hidden">操作</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {page.data.items.map((item) => (
                  <tr key={item.assetId}>
                    <td className="nowrap">{item.number}</td>
                    <th scope="row">{item.name}</th>
                    <td>
                      <ItemMarks item={item} from={from} to={to} />
                    </td>
                    <td className="nowrap">
                      {item.state === 'open' ? <span className="notice-mark">残り</span> : HOW[item.how]}
                      {item.lowered && <span className="notice-mark">▼低くした</span>}
                    </td>
                    <td>
                      {item.state === 'decided' ? item.reason : item.because}
                      {item.state === 'decided' && <span className="muted">（{item.who}）</span>}
                    </td>
                    <td className="nowrap">
                      {item.state === 'open' ? (
                        <ActionButton needs="move.decide" small onClick={() => open(item)}>
                          決める<span className="visually-hidden">：{item.name}</span>
                        </ActionButton>
                      ) : (
                        <ActionButton needs="move.reopen" small onClick={() => reopen(item)}>
                          決め直す<span className="visually-hidden">：{item.name}</span>
                        </ActionButton>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <p className="row">
            <span className="muted number">
              {page.data.total.toLocaleString('ja-JP')}件中{page.data.items.length.toLocaleString('ja-JP')}件を表示
            </span>
            {page.data.items.length < page.data.total &&
              (shown < 500 ? (
                <Button small onClick={() => setShown(shown + PAGE)}>
                  続きを表示
                </Button>
              ) : (
                <span className="muted">すべては「下書きを出力する」で見られます。</span>
              ))}
          </p>
        </>
      )}
    </section>
  );
}

function open(item: MoveItem): void {
  goTo(item.assetId);
  navigate(hrefScreen('move'));
}

function ItemMarks({ item, from, to }: { item: MoveItem; from: Scheme; to: Scheme }) {
  return (
    <span className="move-marks">
      <LevelMarks levels={AXES.map((axis) => levelOf(from, axis, item.from[axis]))} />
      <span aria-hidden="true">→</span>
      <span className="visually-hidden">から</span>
      {item.state === 'open' ? (
        <span className="muted">まだ</span>
      ) : (
        <LevelMarks levels={AXES.map((axis) => levelOf(to, axis, item.to[axis]))} />
      )}
    </span>
  );
}
