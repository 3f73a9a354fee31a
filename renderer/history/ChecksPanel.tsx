import { useState } from 'react';
import type { ResultOf } from '../../contract/api.ts';
import type { Finding } from '../../contract/asset.ts';
import { AcceptDialog } from '../findings/AcceptDialog.tsx';
import { hrefAsset, hrefAssets } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { LinkButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useCall } from '../useCall.ts';
import { VerifyCard } from './VerifyCard.tsx';

type Rule = ResultOf<'finding.list'>['rules'][number];

/** Hits shown under a rule, and ids that a link to the list may carry: an address has to stay usable. */
const SHOWN = 200;

const SEVERITY_WORDS = { error: '要対応', warning: '注意' } as const;

/** 点検: rules with their hits, the records' own check below. */
export function ChecksPanel({ openRule }: { openRule: string | null }) {
  const found = useCall('finding.list', {});
  return (
    <div className="checks">
      <section className="card stack" aria-labelledby="checks-rules" aria-busy={found.loading}>
        <h2 id="checks-rules">決まりに照らした点検</h2>
        {found.error && <ErrorMessage failure={found.error} />}
        {found.data && <Rules rules={found.data.rules} openRule={openRule} />}
        {!found.data && !found.error && (
          <p className="muted" role="status">
            点検しています… 件数が多いと少しかかります。
          </p>
        )}
      </section>
      <VerifyCard />
    </div>
  );
}

function Rules({ rules, openRule }: { rules: readonly Rule[]; openRule: string | null }) {
  const hit = rules.filter((rule) => rule.count > 0).sort(urgentFirst);
  const clear = rules.filter((rule) => rule.count === 0);
  const total = hit.reduce((sum, rule) => sum + rule.count, 0);
  return (
    <>
      <p aria-live="polite">
        {total > 0
          ? `決まり${rules.length}件のうち${hit.length}件で、合わせて${total.toLocaleString('ja-JP')}か所見つかりました。`
          : `決まり${rules.length}件に照らして、何も見つかりませんでした。`}
      </p>
      {hit.length === 0 && <EmptyState title="直すところは見つかりませんでした。" />}
      {hit.map((rule) => (
        <RuleCard key={`${rule.id} ${rule.id === openRule}`} rule={rule} startOpen={rule.id === openRule} />
      ))}
      {clear.length > 0 && (
        <details className="finding-clear">
          <summary>問題のなかった決まり（{clear.length}）</summary>
          <ul>
            {clear.map((rule) => (
              <li key={rule.id}>
                <strong>{rule.title}</strong>
                <span className="muted">{rule.explanation}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function urgentFirst(a: Rule, b: Rule): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1;
  return b.count - a.count;
}

function RuleCard({ rule, startOpen }: { rule: Rule; startOpen: boolean }) {
  const [open, setOpen] = useState(startOpen);
  return (
    <details
      className={`finding finding-${rule.severity}`}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span className="finding-severity">
          <span aria-hidden="true">{rule.severity === 'error' ? '▲' : '△'}</span> {SEVERITY_WORDS[rule.severity]}
        </span>
        <span className="finding-title">{rule.title}</span>
        <span className="number">{rule.count.toLocaleString('ja-JP')}件</span>
      </summary>
      <div className="finding-body">
        <p className="muted">{rule.explanation}</p>
        {open && <Hits rule={rule} />}
      </div>
    </details>
  );
}

/** The assets that break a rule, each with its sentence; asked for only when the rule is open. */
function Hits({ rule }: { rule: Rule }) {
  const [accepting, setAccepting] = useState<Finding | null>(null);
  const found = useCall('finding.list', { ruleId: rule.id });
  if (found.error) return <ErrorMessage failure={found.error} />;
  if (!found.data) return <p className="busy">読んでいます…</p>;
  const { findings } = found.data;
  const ids = [...new Set(findings.map((finding) => finding.assetId))];
  return (
    <>
      {ids.length > 1 && ids.length <= SHOWN && (
        <LinkButton small href={hrefAssets(null, { ids })}>
          台帳でまとめて見る
        </LinkButton>
      )}
      <ul className="finding-hits">
        {findings.slice(0, SHOWN).map((finding) => (
          <li key={`${finding.assetId} ${finding.fieldId ?? ''} ${finding.message}`}>
            <a href={hrefAsset(finding.assetId)}>
              <span className="number">{finding.number}</span> {finding.name}
            </a>
            <span>
              {finding.message}{' '}
              {finding.fieldId !== undefined && (
                <ActionButton
                  needs="finding.accept"
                  small
                  variant="plain"
                  aria-label={`${finding.name}：理由と期限を書いて受け入れる`}
                  onClick={() => setAccepting(finding)}
                >
                  受け入れる
                </ActionButton>
              )}
            </span>
          </li>
        ))}
      </ul>
      {rule.count > SHOWN && (
        <p className="muted">
          ほかに{(rule.count - SHOWN).toLocaleString('ja-JP')}件あります。上のものから直してください。
        </p>
      )}
      {accepting && <AcceptDialog finding={accepting} onClose={() => setAccepting(null)} />}
    </>
  );
}
