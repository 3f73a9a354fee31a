import { BackupPanel } from '../backup/BackupPanel.tsx';
import { MoveEntrance } from '../move/MoveEntrance.tsx';
import { hrefScreen, useRoute } from '../router.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { AccountsPanel } from './AccountsPanel.tsx';
import { GeneralPanel } from './GeneralPanel.tsx';
import { MastersPanel } from './MastersPanel.tsx';
import { OwnFieldsPanel } from './ownFields/OwnFieldsPanel.tsx';
import { SchemesPanel } from './SchemesPanel.tsx';
import { SheetsPanel } from './sheets/SheetsPanel.tsx';
import { TemplatesPanel } from './templates/TemplatesPanel.tsx';
import './settings.css';

const PARTS = [
  { id: null, label: '組合と出力', about: '組合の名前、番号の付け方、出力の体裁です。' },
  { id: 'lists', label: 'マスター', about: '部署、場所など、入力で選ぶ言葉の一覧です。' },
  { id: 'own-fields', label: '独自項目', about: '組合の台帳にだけある項目です。' },
  { id: 'schemes', label: '分類体系', about: '機密性・完全性・可用性の分け方と、その定義です。' },
  { id: 'sheets', label: 'ラベル用紙', about: 'ラベルを印刷する用紙と、ラベルプリンターの紙です。' },
  { id: 'templates', label: 'ラベルのひな形', about: 'ラベルに何を、どの大きさで、どの順に書くかです。' },
  { id: 'backup', label: '控え', about: '台帳の控えを作り、確かめ、戻します。' },
  { id: 'accounts', label: '利用者', about: '使う人の登録、役割、ロック、復旧コードです。' },
] as const;

/** 設定: every change here is kept in the history like a change of an asset. */
export function SettingsScreen() {
  const route = useRoute();
  const part = route.screen === 'settings' ? route.part : null;
  const shown = PARTS.find((one) => one.id === (part?.startsWith('scheme-') ? 'schemes' : part)) ?? PARTS[0];
  return (
    <div className="page">
      <PageHeader title="設定" about={shown.about} />
      <nav className="tabs" aria-label="設定の切り替え">
        {PARTS.map((one) => (
          <a
            key={one.label}
            className="tab"
            href={hrefScreen('settings', one.id ?? undefined)}
            aria-current={one === shown ? 'page' : undefined}
          >
            {one.label}
          </a>
        ))}
      </nav>
      {shown.id === null && <GeneralPanel />}
      {shown.id === 'lists' && <MastersPanel />}
      {shown.id === 'own-fields' && <OwnFieldsPanel />}
      {shown.id === 'schemes' && <MoveEntrance />}
      {shown.id === 'schemes' && (
        <SchemesPanel part={part} schemeId={route.screen === 'settings' ? (route.item ?? null) : null} />
      )}
      {shown.id === 'sheets' && <SheetsPanel />}
      {shown.id === 'backup' && <BackupPanel />}
      {shown.id === 'accounts' && <AccountsPanel />}
      {shown.id === 'templates' && <TemplatesPanel />}
    </div>
  );
}
