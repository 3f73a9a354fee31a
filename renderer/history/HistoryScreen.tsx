import { HealthPanel } from '../health/HealthPanel.tsx';
import { hrefScreen, useRoute } from '../router.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useCall } from '../useCall.ts';
import { AcceptedPanel } from './AcceptedPanel.tsx';
import { ApprovalsPanel } from './ApprovalsPanel.tsx';
import { ChangesPanel } from './ChangesPanel.tsx';
import { ChecksPanel } from './ChecksPanel.tsx';
import { NumberPanel } from './NumberPanel.tsx';
import { ReviewsPanel } from './ReviewsPanel.tsx';
import { RulesPanel } from './RulesPanel.tsx';
import './history.css';

/** Parts of the address; any other part names a check to open. */
const PARTS = [
  { part: null, label: '点検', about: '台帳の中のくいちがいを、決まりに照らして知らせます。' },
  { part: 'approvals', label: '承認', about: '承認を待っている分類の変更です。提案した人とは別の人が承認します。' },
  { part: 'reviews', label: '見直し', about: '分類を下げてよいか、人が確かめる資産です。' },
  { part: 'accepted', label: '受け入れ済み', about: '理由と期限を書いて、今は直さないことにした点検結果です。' },
  { part: 'rules', label: '決まりの一覧', about: '点検に使う決まりのすべてです。' },
  { part: 'changes', label: '履歴', about: 'いつ、だれが、何を変えたかの記録です。' },
  {
    part: 'health',
    label: '健康診断',
    about: 'アプリの約束が守られているかを、一行ずつ確かめます。自己点検の紙にもなります。',
  },
  { part: 'number', label: '照合', about: '紙の照合番号で、台帳の過去が変わっていないことを確かめます。' },
] as const;

/** 点検・履歴: what the rules find, what waits for somebody, and who changed what when. */
export function HistoryScreen() {
  const route = useRoute();
  const part = route.screen === 'history' ? route.part : null;
  const shown = PARTS.find((one) => one.part === part) ?? PARTS[0];
  const approvals = useCall('approval.list', {});
  const reviews = useCall('review.list', {});
  const counts: Readonly<Record<string, number>> = {
    approvals: approvals.data?.length ?? 0,
    reviews: reviews.data?.length ?? 0,
  };
  return (
    <div className="page">
      <PageHeader title="点検・履歴" about={shown.about} />
      <nav className="tabs" aria-label="点検・履歴の切り替え">
        {PARTS.map((one) => {
          const count = counts[one.part ?? ''] ?? 0;
          return (
            <a
              key={one.label}
              className="tab"
              href={hrefScreen('history', one.part ?? undefined)}
              aria-current={one === shown ? 'page' : undefined}
            >
              {one.label}
              {count > 0 && `（${count.toLocaleString('ja-JP')}）`}
            </a>
          );
        })}
      </nav>
      {shown.part === null && <ChecksPanel openRule={part} />}
      {shown.part === 'approvals' && <ApprovalsPanel />}
      {shown.part === 'reviews' && <ReviewsPanel />}
      {shown.part === 'accepted' && <AcceptedPanel />}
      {shown.part === 'rules' && <RulesPanel />}
      {shown.part === 'changes' && <ChangesPanel />}
      {shown.part === 'health' && <HealthPanel />}
      {shown.part === 'number' && <NumberPanel />}
    </div>
  );
}
