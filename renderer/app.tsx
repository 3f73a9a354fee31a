import { useState } from 'react';
import type { RegisterStatus } from '../contract/register.ts';
import { AssetScreen } from './asset/AssetScreen.tsx';
import { NewAssetScreen } from './asset/NewAssetScreen.tsx';
import { AssetsScreen } from './assets/AssetsScreen.tsx';
import { ClassifyScreen } from './classify/ClassifyScreen.tsx';
import { ExportScreen } from './exporting/ExportScreen.tsx';
import { ErrorBoundary } from './frame/ErrorBoundary.tsx';
import { Frame } from './frame/Frame.tsx';
import { HistoryScreen } from './history/HistoryScreen.tsx';
import { ImportScreen } from './importing/ImportScreen.tsx';
import { LabelsScreen } from './labels/LabelsScreen.tsx';
import { MoveScreen } from './move/MoveScreen.tsx';
import { RecoveryScreen } from './recovery/RecoveryScreen.tsx';
import { ViewBanner } from './recovery/ViewBanner.tsx';
import { RegisterProvider } from './registerContext.tsx';
import { RoundTripScreen } from './roundTrip/RoundTripScreen.tsx';
import { hrefAssets, navigate, type Route, useRoute } from './router.ts';
import { SCREEN_NEEDS } from './session/needs.ts';
import { SessionGate, useRefusal } from './session/session.tsx';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { SetupScreen } from './setup/SetupScreen.tsx';
import { TodayScreen } from './today/TodayScreen.tsx';
import { EmptyState } from './ui/EmptyState.tsx';
import { ErrorMessage } from './ui/ErrorMessage.tsx';
import { ToastHost } from './ui/ToastHost.tsx';
import { useCall } from './useCall.ts';

function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'today':
      return <TodayScreen />;
    case 'assets':
      return <AssetsScreen key={`${route.kind} ${route.binned}`} route={route} />;
    case 'asset':
      return <AssetScreen key={route.id} id={route.id} />;
    case 'classify':
      return <ClassifyScreen id={route.id} />;
    case 'newAsset':
      return <NewAssetScreen key={`${route.kind} ${route.copyOf}`} kind={route.kind} copyOf={route.copyOf} />;
    case 'labels':
      return <LabelsScreen />;
    case 'import':
      return route.part === 'round-trip' ? <RoundTripScreen /> : <ImportScreen />;
    case 'export':
      return <ExportScreen />;
    case 'history':
      return <HistoryScreen />;
    case 'move':
      return <MoveScreen part={route.part} />;
    case 'settings':
      return <SettingsScreen />;
  }
}

function Permitted({ route }: { route: Route }) {
  const refusal = useRefusal(SCREEN_NEEDS[route.screen] ?? 'session.touch');
  if (!refusal) return <Screen route={route} />;
  return (
    <div className="page">
      <EmptyState title="この画面は、あなたの役割では使えません。">{refusal}</EmptyState>
    </div>
  );
}

function Ready() {
  const route = useRoute();
  return (
    <Frame route={route}>
      <ErrorBoundary key={route.screen}>
        <Permitted route={route} />
      </ErrorBoundary>
    </Frame>
  );
}

/** Nothing can be worked on, and nothing is shown for reading. */
function inTrouble({ state, view }: RegisterStatus): boolean {
  return view === null && state !== 'new' && state !== 'ready';
}

/** The whole app: the guided set-up while there is no register, recovery where it cannot be opened, else the frame with one screen in it. */
export function App() {
  return (
    <ErrorBoundary>
      <ViewBanner>
        <SessionGate>
          <Opened />
        </SessionGate>
      </ViewBanner>
    </ErrorBoundary>
  );
}

function Opened() {
  const status = useCall('register.status', {});
  // Set-up is over when it says so, not as soon as there is a register.
  const [held, setHeld] = useState(false);
  const inSetup = held || status.data?.state === 'new';
  const done = () => {
    setHeld(false);
    status.reload();
    navigate(hrefAssets());
  };
  return (
    <ErrorBoundary>
      {!status.data && (
        <main className="page">
          {status.error ? <ErrorMessage failure={status.error} /> : <p className="busy">台帳を開いています…</p>}
        </main>
      )}
      {inSetup && (
        <main className="setup-frame">
          <SetupScreen onDone={done} onHold={() => setHeld(true)} />
        </main>
      )}
      {status.data && inTrouble(status.data) && (
        <main className="setup-frame">
          <RecoveryScreen status={status.data} />
        </main>
      )}
      {status.data && !inSetup && (status.data.state === 'ready' || status.data.view !== null) && (
        <RegisterProvider status={status.data}>
          <Ready />
        </RegisterProvider>
      )}
      <ToastHost />
    </ErrorBoundary>
  );
}
