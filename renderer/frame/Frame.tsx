import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { BackupWords } from '../backup/BackupWords.tsx';
import { call } from '../client.ts';
import { isTyping, useShortcuts } from '../keys.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefNewAsset, hrefScreen, navigate, type Route } from '../router.ts';
import { useSession } from '../session/session.tsx';
import { UserDialog } from '../session/UserDialog.tsx';
import { useShownStatusWords } from '../statusWords.ts';
import { beginUndo, redoLast, undoLast } from '../undo.ts';
import { complain, useCall } from '../useCall.ts';
import { useMedia } from '../useMedia.ts';
import { KeyHelp } from './KeyHelp.tsx';
import { Navigation, NavigationButton } from './Navigation.tsx';
import { OperatorDialog } from './OperatorDialog.tsx';
import { Palette } from './Palette.tsx';
import { UndoDialog } from './UndoDialog.tsx';

type Open = 'palette' | 'keys' | 'operator' | 'user' | null;

/** Changes when another screen, another list or another asset is shown. */
function placeOf(route: Route): string {
  const { screen } = route;
  if (screen === 'assets') return `${screen} ${route.kind} ${route.binned}`;
  if (screen === 'asset') return `${screen} ${route.id}`;
  return screen === 'newAsset' ? `${screen} ${route.kind} ${route.copyOf}` : screen;
}

/** What stays around every screen: navigation, top bar, status line, and the keys that work everywhere. */
export function Frame({ route, children }: { route: Route; children: ReactNode }) {
  const { status, settings, dateWords } = useRegister();
  const session = useSession();
  const counts = useCall('asset.counts', {});
  const [open, setOpen] = useState<Open>(null);
  const shown = useShownStatusWords();
  const place = placeOf(route);
  const kind = route.screen === 'assets' ? route.kind : null;
  const narrow = useMedia('(width < 900px)');

  const main = useRef<HTMLElement>(null);
  // A new screen starts at its top, and Tab starts in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is the reason to do it
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [place]);

  useEffect(() => {
    beginUndo().catch(complain);
  }, []);

  const shortcuts = useMemo(
    () => ({
      'ctrl+k': () => setOpen('palette'),
      'ctrl+n': () => navigate(hrefNewAsset(kind ?? undefined)),
      'ctrl+p': () => navigate(hrefScreen('labels')),
      'ctrl+z': (event: KeyboardEvent) => {
        // In a text the editor's own undo is what the person means.
        if (isTyping(event.target)) return false;
        void undoLast();
        return true;
      },
      'ctrl+y': (event: KeyboardEvent) => {
        if (isTyping(event.target)) return false;
        void redoLast();
        return true;
      },
      '?': () => setOpen('keys'),
    }),
    [kind],
  );
  useShortcuts(shortcuts, { last: true });

  const operator = [status.operator.post, status.operator.name].filter(Boolean).join(' ');
  return (
    <div className="frame">
      <button type="button" className="skip-link" onClick={() => document.getElementById('main')?.focus()}>
        本文へ
      </button>
      <Navigation route={route} unionName={settings.unionName} counts={counts.data} folded={narrow} />
      <header className="top-bar">
        {narrow && <NavigationButton />}
        <button type="button" className="palette-button" onClick={() => setOpen('palette')}>
          <span>番号・名称・画面をさがして開く</span>
          <kbd>Ctrl+K</kbd>
        </button>
        <span className="top-date">{dateWords(status.today)}</span>
        {session.state === 'off' ? (
          <button type="button" className="top-button" onClick={() => setOpen('operator')}>
            <span className="visually-hidden">作業する人 </span>
            {operator || '作業する人を書く'}
          </button>
        ) : (
          <>
            <button type="button" className="top-button" onClick={() => setOpen('user')}>
              <span className="visually-hidden">利用者 </span>
              {operator}
            </button>
            <button
              type="button"
              className="top-button"
              title="Ctrl+Shift+L"
              onClick={() => call('session.lock', {}).catch(complain)}
            >
              ロックする
            </button>
          </>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label="キーの一覧"
          title="キーの一覧（?）"
          onClick={() => setOpen('keys')}
        >
          ?
        </button>
      </header>
      <main ref={main} id="main" className="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="status-line">
        {shown && <span className="number">{shown}</span>}
        {counts.data && <span className="number">台帳 {counts.data.total.toLocaleString('ja-JP')}件</span>}
        <BackupWords />
        <span>通信なし</span>
        <span className="status-place" title={status.dataDir}>
          保存先 {status.dataDir}
        </span>
        <span>第{status.appVersion}版</span>
      </footer>
      {open === 'palette' && <Palette onClose={() => setOpen(null)} onOpen={setOpen} />}
      {open === 'keys' && <KeyHelp onClose={() => setOpen(null)} />}
      {open === 'user' && <UserDialog onClose={() => setOpen(null)} />}
      <UndoDialog />
      {open === 'operator' && <OperatorDialog operator={status.operator} onClose={() => setOpen(null)} />}
    </div>
  );
}
