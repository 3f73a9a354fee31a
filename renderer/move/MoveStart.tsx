import { useState } from 'react';
import type { Mapping } from '../../contract/classification.ts';
import type { Failure } from '../../contract/errors.ts';
import { AXES, type SchemeInfo } from '../../contract/scheme.ts';
import { call } from '../client.ts';
import { useRegister } from '../registerContext.tsx';
import { ActionButton } from '../session/Permit.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { failureOf, useCall } from '../useCall.ts';
import { MappingTable } from './MappingTable.tsx';
import { forgetPlace } from './place.ts';

const count = (n: number) => `${n.toLocaleString('ja-JP')}件`;

/** The scheme that most likely is left: the current one where anything is classed in it, else the one with most assets. */
function firstFrom(schemes: readonly SchemeInfo[], current: string): string {
  const used = schemes.filter((scheme) => scheme.assets > 0).sort((a, b) => b.assets - a.assets);
  const leaving = used.find((scheme) => scheme.id !== current);
  return (used.length > 1 ? leaving : used[0])?.id ?? '';
}

/** The pair of schemes and the table of levels; what will happen is said in a sentence before it begins. */
export function MoveStart() {
  const { settings } = useRegister();
  const found = useCall('scheme.list', {});
  const schemes = found.data ?? [];
  const [chosenFrom, setFrom] = useState<string | null>(null);
  const [chosenTo, setTo] = useState<string | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const used = schemes.filter((scheme) => scheme.assets > 0);
  const fromId = chosenFrom ?? firstFrom(schemes, settings.schemeId);
  const others = schemes.filter((scheme) => scheme.id !== fromId);
  const toId =
    chosenTo && chosenTo !== fromId ? chosenTo : (others.find(({ id }) => id === settings.schemeId) ?? others[0])?.id;
  const pair = fromId && toId ? { fromSchemeId: fromId, toSchemeId: toId } : null;
  const plan = useCall('move.plan', pair && { ...pair, ...(mapping ? { mapping } : {}) });
  const from = schemes.find(({ id }) => id === fromId);
  const to = schemes.find(({ id }) => id === toId);

  if (found.data && used.length === 0) {
    return (
      <div className="card">
        <EmptyState title="分類した資産がまだありません。">
          <p>資産を分類してから、切り替えることができます。</p>
        </EmptyState>
      </div>
    );
  }
  const start = async () => {
    if (!pair || !plan.data) return;
    setBusy(true);
    setFailure(null);
    try {
      await call('move.start', { ...pair, mapping: mapping ?? plan.data.mapping });
      forgetPlace();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };
  const problems = plan.data?.problems ?? [];
  const words = (scheme: SchemeInfo) => `${scheme.name}（${scheme.version}）`;
  return (
    <>
      <section className="card stack" aria-labelledby="move-pair">
        <h2 id="move-pair">どこから、どこへ</h2>
        <div className="move-pair">
          <FormRow label="これまでの分類体系">
            {(ids) => (
              <Select
                {...ids}
                value={fromId}
                options={used.map((scheme) => ({
                  value: scheme.id,
                  label: `${words(scheme)}　${count(scheme.assets)}`,
                }))}
                onChange={(id) => {
                  setFrom(id);
                  setMapping(null);
                }}
              />
            )}
          </FormRow>
          <span aria-hidden="true">→</span>
          <FormRow label="新しい分類体系">
            {(ids) => (
              <Select
                {...ids}
                value={toId ?? ''}
                options={others.map((scheme) => ({ value: scheme.id, label: words(scheme) }))}
                onChange={(id) => {
                  setTo(id);
                  setMapping(null);
                }}
              />
            )}
          </FormRow>
        </div>
      </section>
      {(failure ?? plan.error) && <ErrorMessage failure={(failure ?? plan.error)!} />}
      {plan.data && from && to && (
        <section className="card stack" aria-labelledby="move-table" aria-busy={plan.loading}>
          <h2 id="move-table">対応表</h2>
          <p className="muted">
            これまでより低くなる行き先は使えません。迷うものは「1件ずつ決める」にすると、資産ごとに内容を見て決められます。
          </p>
          <div className="move-tables">
            {AXES.map((axis) => (
              <MappingTable
                key={axis}
                axis={axis}
                from={from}
                to={to}
                mapping={(mapping ?? plan.data!.mapping)[axis]}
                counts={plan.data!.counts[axis]}
                problems={problems}
                onChange={(table) => setMapping({ ...(mapping ?? plan.data!.mapping), [axis]: table })}
              />
            ))}
          </div>
          <div className="move-sentence" aria-live="polite">
            <p>
              <strong className="number">{count(plan.data.assets)}</strong>のうち、
              <strong className="number">{count(plan.data.assets - plan.data.toDecide)}</strong>は対応表で決まります。
              <strong className="number">{count(plan.data.toDecide)}</strong>は、1件ずつ決めます
              {plan.data.byFacts > 0 &&
                `（うち${count(plan.data.byFacts)}は、個人情報などの内容から、対応表より高くなりそうなもの）`}
              。
            </p>
            <p className="muted">
              始めても、台帳はまだ変わりません。途中でやめて、続きから始められます。すべて決めて「切り替える」を押したときに、まとめて変わります。元の分類は履歴に残ります。
            </p>
          </div>
          <ActionButton
            needs="move.start"
            variant="primary"
            disabled={busy || problems.length > 0 || plan.data.assets === 0}
            onClick={start}
          >
            {plan.data.toDecide > 0 ? `${count(plan.data.toDecide)}を決め始める` : '切替を始める'}
          </ActionButton>
        </section>
      )}
      {!plan.data && !plan.error && <p className="busy">数えています…</p>}
    </>
  );
}
