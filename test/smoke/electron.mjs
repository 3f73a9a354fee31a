// npm run smoke:electron: starts the built app in the real Electron and looks at what only it can show. Where Electron
// is not installed this says so and ends without failing; nothing is claimed there.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildElectron, buildRenderer, electronIsStale, rendererIsStale } from '../../build/build.mjs';
import { electronBinary } from '../../build/electronBinary.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const program = electronBinary(ROOT);
if (!program) {
  console.log('not run here: Electron itself is not installed (node node_modules/electron/install.js)');
  process.exit(0);
}
if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  console.log('not run here: no display');
  process.exit(0);
}

if (rendererIsStale()) await buildRenderer();
if (electronIsStale()) await buildElectron();
const { _electron } = await import('playwright-core');
const data = mkdtempSync(join(tmpdir(), 'daicho-smoke-'));
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const app = await _electron.launch({ executablePath: program, args: [...asRoot, ROOT, `--data=${data}`], cwd: ROOT });
try {
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  await check('the page comes from our scheme', () => assert.match(page.url(), /^app:\/\/daicho\//));
  await check('the bridge has five functions and no more', async () => {
    const names = await page.evaluate(() => Object.keys(window.daicho).sort());
    assert.deepEqual(names, ['choosePath', 'invoke', 'onEvent', 'printOutput', 'saveOutput']);
  });
  await check('the page has no Node', async () => {
    const seen = await page.evaluate(() => [
      typeof globalThis.require,
      typeof globalThis.process,
      typeof globalThis.module,
    ]);
    assert.deepEqual(seen, ['undefined', 'undefined', 'undefined']);
  });
  await check('an unknown call answers with an envelope', async () => {
    const reply = await page.evaluate(() => window.daicho.invoke('no.such', {}));
    assert.deepEqual([reply.ok, reply.error?.code], [false, 'unknownMethod']);
  });
  await check('printing what is not there is refused, and opens no window', async () => {
    const reply = await page.evaluate(() => window.daicho.printOutput('none'));
    assert.deepEqual([reply.ok, reply.error?.code, app.windows().length], [false, 'notFound', 1]);
  });
  for (const [name, attempt] of Object.entries(networkAttempts())) {
    await check(`no network ${name}`, async () => assert.equal(await page.evaluate(attempt), 'blocked'));
  }
  await check('window.open opens nothing', async () => {
    assert.equal(await page.evaluate(() => window.open('app://daicho/')), null);
    assert.equal(app.windows().length, 1);
  });
  await check('no permission is granted', async () => {
    const states = await page.evaluate(() =>
      Promise.all(
        ['geolocation', 'notifications', 'clipboard-read'].map(
          async (name) => (await navigator.permissions.query({ name })).state,
        ),
      ),
    );
    assert.ok(
      states.every((state) => state !== 'granted'),
      states.join(),
    );
  });
  await check('the page does not leave', async () => {
    await page.evaluate(() => {
      location.href = 'https://example.org/';
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.match(page.url(), /^app:\/\/daicho\//);
  });
  await check('the session keeps nothing on the disk', async () => {
    const persistent = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0].webContents.session.isPersistent(),
    );
    assert.equal(persistent, false);
  });
  await check('the register is in the chosen folder', () => assert.ok(existsSync(data)));
} finally {
  await app.close();
  rmSync(data, { recursive: true, force: true });
}

async function check(name, assertion) {
  await assertion();
  console.log(`ok: ${name}`);
}

/** Ways to the network, run in the page; each answers 'blocked', or what came of it. */
function networkAttempts() {
  return {
    byFetch: () =>
      fetch('https://example.org/').then(
        () => 'open',
        () => 'blocked',
      ),
    byImage: () =>
      new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve('open');
        image.onerror = () => resolve('blocked');
        image.src = 'https://example.org/x.png';
      }),
    byWebSocket: () =>
      new Promise((resolve) => {
        try {
          const socket = new WebSocket('wss://example.org/');
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('blocked');
        } catch {
          resolve('blocked');
        }
      }),
    byRequest: () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.onload = () => resolve('open');
        request.onerror = () => resolve('blocked');
        request.open('GET', 'https://example.org/');
        request.send();
      }),
    byEventSource: () =>
      new Promise((resolve) => {
        const source = new EventSource('https://example.org/');
        source.onopen = () => resolve('open');
        source.onerror = () => resolve('blocked');
      }),
  };
}
