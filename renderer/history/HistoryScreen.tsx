import { hrefScreen, useRoute } from '../router.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ChangesPanel } from './ChangesPanel.tsx';
import { ChecksPanel } from './ChecksPanel.tsx';
import './history.css';

/** Part of the address that shows the history; any other part names a check to open. */
const CHANGES = 'changes';

/** 点検・履歴: what the rules find, whether the records agree with themselves, and who changed what when. */
export function HistoryScreen() {
  const route = useRoute();
  const part = route.screen === 'history' ? route.part : null;
  const changes = part === CHANGES;
  return (
    <div className="page">
      <PageHeader
        title="点検・履歴"
        about={
          changes ? 'いつ、だれが、何を変えたかの記録です。' : '台帳の中のくいちがいを、決まりに照らして知らせます。'
        }
      />
      <nav className="tabs" aria-label="点検・履歴の切り替え">
        <a className="tab" href={hrefScreen('history')} aria-current={changes ? undefined : 'page'}>
          点検
        </a>
        <a className="tab" href={hrefScreen('history', CHANGES)} aria-current={changes ? 'page' : undefined}>
          履歴
        </a>
      </nav>
      {changes ? <ChangesPanel /> : <ChecksPanel openRule={part} />}
    </div>
  );
}
