// Stands in for Electron, for one run of the built main process: answers what main.ts asks at the start, then plays the
// page: one call by the trusted frame, one by a foreign one, one event subscription. Prints the outcome as JSON.
const { EventEmitter } = require('node:events');
const Module = require('node:module');
const { join } = require('node:path');

const [appPath, dataDir] = process.argv.slice(2);
const seen = { schemes: [], switches: [], windows: [], urls: [], errors: [] };
const handlers = new Map();
let serve;

// The first session that handles the scheme is the screens' own.
const handle = (_scheme, handler) => {
  serve ??= handler;
};
const session = () =>
  new Proxy(new EventEmitter(), {
    get(target, name) {
      if (name === 'protocol') return { handle };
      if (name === 'webRequest') return { onBeforeRequest: () => {} };
      return target[name] ?? (() => {});
    },
  });

class BrowserWindow extends EventEmitter {
  constructor(options) {
    super();
    seen.windows.push(options.webPreferences);
    this.webContents = { send: () => {}, on: () => {}, isDestroyed: () => false };
  }
  async loadURL(url) {
    seen.urls.push(url);
    setImmediate(() => play().catch((error) => finish({ failed: String(error.stack) })));
  }
}

const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  getAppPath: () => appPath,
  getVersion: () => '0.1.0',
  getPath: () => dataDir,
  setPath: () => {},
  enableSandbox: () => {},
  commandLine: { appendSwitch: (name) => seen.switches.push(name) },
  requestSingleInstanceLock: () => true,
  whenReady: async () => {},
  quit: () => {},
  exit: (code) => finish({ exitCode: code }),
});

const electron = {
  app,
  BrowserWindow,
  dialog: { showErrorBox: (_title, text) => seen.errors.push(text) },
  ipcMain: { handle: (name, handler) => handlers.set(name, handler) },
  powerMonitor: new EventEmitter(),
  Menu: { setApplicationMenu: () => {} },
  protocol: { registerSchemesAsPrivileged: (schemes) => seen.schemes.push(...schemes.map((s) => s.scheme)) },
  session: { fromPartition: session, defaultSession: session() },
};
const load = Module._load;
Module._load = (name, ...rest) => (name === 'electron' ? electron : load(name, ...rest));

async function play() {
  const own = { senderFrame: { url: 'app://daicho/', parent: null } };
  const foreign = { senderFrame: { url: 'about:blank', parent: null } };
  const call = handlers.get('daicho:invoke');
  const page = await serve({ method: 'GET', url: 'app://daicho/' });
  const outcome = {
    channels: [...handlers.keys()],
    page: await page.text(),
    policy: page.headers.get('content-security-policy'),
    unknown: await call(own, 'no.such', {}),
    foreign: await call(foreign, 'no.such', {}),
  };
  // Quitting closes the register, then ends with app.exit(0).
  app.exit = (code) => finish({ ...outcome, exitCode: code });
  app.emit('will-quit', { preventDefault: () => {} });
}

function finish(outcome) {
  process.stdout.write(JSON.stringify({ ...seen, ...outcome }));
  process.exit(0);
}

process.argv.splice(1, 3, appPath, `--data=${dataDir}`);
require(join(appPath, 'out', 'electron', 'main.cjs'));
