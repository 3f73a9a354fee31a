import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, protocol, session } from 'electron';
import { DaichoError, type Failure } from '../contract/errors.ts';
import { messageLine } from '../contract/messages.ts';
import { createApp } from '../core/app.ts';
import { dataArgument, dataDir } from '../core/dataDir.ts';
import { toFailure } from '../core/failure.ts';
import { handOver } from '../core/files/handOver.ts';
import { logFile } from '../core/logFile.ts';
import { readScreenFiles } from '../core/screenFiles.ts';
import { sayUnforeseen } from '../core/unforeseen.ts';
import { SCHEME, SCHEME_PRIVILEGES, START_URL } from './address.ts';
import { forwardEvents, isTrustedSender, type PathKind, registerIpc } from './ipc.ts';
import { nativeIsGenuine } from './nativeCheck.ts';
import { electronPaper } from './paper.ts';
import { electronPrinter } from './ports.ts';
import { screenResponse } from './protocol.ts';
import { lockApp, lockContents, lockSession, lockWithSystem, unknownArgument } from './security.ts';
import {
  PAPER_PARTITION,
  PRINT_PARTITION,
  paperWindowOptions,
  printWindowOptions,
  SCREEN_PARTITION,
  windowOptions,
} from './window.ts';

/** SHA-256 of the driver's native parts, written in by build/vite.electron.mjs. */
declare const NATIVE_SHA256: Readonly<Record<string, string>>;

const RELEASE = app.isPackaged;
const OUT = join(app.getAppPath(), 'out');
const DATA = dataDir({ data: dataArgument(process.argv) });
const log = logFile(DATA, () => new Date());

sayUnforeseen(process, { newId: randomUUID, log, say: showFailure, end: () => app.exit(1) });

if (RELEASE && unknownArgument(process.argv.slice(1)) !== null) app.exit(2);
lockApp(app);
protocol.registerSchemesAsPrivileged([SCHEME_PRIVILEGES]);
app.setPath('userData', join(DATA, 'electron'));
app.on('web-contents-created', (_event, contents) => lockContents(contents));
app.on('window-all-closed', () => app.quit());

if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(fail);
else app.quit();

async function start(): Promise<void> {
  if (RELEASE && !nativeIsGenuine(process.resourcesPath, NATIVE_SHA256)) {
    throw new DaichoError('internal', 'アプリのファイルが書きかえられています。入れ直してください。');
  }
  if (process.platform !== 'darwin' && RELEASE) Menu.setApplicationMenu(null);

  const screens = session.fromPartition(SCREEN_PARTITION);
  const print = session.fromPartition(PRINT_PARTITION);
  const sheets = session.fromPartition(PAPER_PARTITION);
  for (const each of [session.defaultSession, screens, print]) lockSession(each, !RELEASE);
  lockSession(sheets, false, true);
  const files = readScreenFiles(join(OUT, 'renderer'));
  screens.protocol.handle(SCHEME, (request) => screenResponse(files, request));
  const printer = electronPrinter({
    openWindow: () => new BrowserWindow(printWindowOptions()),
    protocol: print.protocol,
    newId: randomUUID,
  });

  const paper = electronPaper({
    openWindow: () => new BrowserWindow(paperWindowOptions()),
    protocol: sheets.protocol,
    newId: randomUUID,
  });

  const ports = { now: () => new Date(), newId: randomUUID, printer, log };
  const fonts = join(OUT, 'fonts');
  const core = await createApp({
    dataDir: DATA,
    ports,
    who: userInfo().username,
    viewWhenOwned: true,
    appVersion: app.getVersion(),
    workerUrl: join(OUT, 'electron', 'worker.cjs'),
    ...(RELEASE ? { appFolder: OUT } : {}),
    fontDirs: { biz: join(fonts, 'biz-udgothic'), noto: join(fonts, 'noto-sans-jp') },
  });
  app.once('will-quit', (event) => {
    event.preventDefault();
    void core.close().finally(() => app.exit(0));
  });

  lockWithSystem(powerMonitor, core);

  const window = new BrowserWindow(windowOptions(join(OUT, 'electron', 'preload.cjs'), !RELEASE));
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  const askPath = async (fileName: string) => {
    const answer = await dialog.showSaveDialog(window, {
      title: '保存する場所を選んでください',
      defaultPath: join(app.getPath('documents'), fileName),
    });
    return answer.canceled ? null : answer.filePath;
  };
  const choosePath = async (what: PathKind) => {
    const answer = await dialog.showOpenDialog(
      window,
      what === 'folder'
        ? { title: '控えの二つめの置き場所を選んでください', properties: ['openDirectory', 'createDirectory'] }
        : {
            title: '控えを選んでください',
            properties: ['openFile'],
            filters: [{ name: '控え', extensions: ['hikae'] }],
          },
    );
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  };
  const output = {
    askPath,
    save: (from: string, to: string) => handOver(DATA, from, to),
    print: (path: string) => paper.print(path),
    failure: (error: unknown) => toFailure(error, randomUUID, log),
  };
  registerIpc(ipcMain, core, isTrustedSender, output, choosePath);
  forwardEvents(core, window.webContents);
  // Its memory ran out, or the graphics driver fell over: an empty window would say nothing.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    log(`screen: ${reason}`);
    showFailure({ code: 'internal', detail: '画面が止まったため、開き直します。' });
    void window.loadURL(START_URL);
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(START_URL);
}

function fail(error: unknown): void {
  showFailure(toFailure(error, randomUUID, log));
  app.exit(1);
}

function showFailure(failure: Failure): void {
  dialog.showErrorBox('情報資産台帳', messageLine(failure));
}
