// npm start: builds what is out of date and opens the app, in Electron where it is installed, else through the
// loopback host in an installed browser. `--electron` and `--host` force one; `--data DIR` names the data folder.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeProblem } from './nodeGuard.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const say = (line) => console.log(line);

const problem = nodeProblem(process.versions);
if (problem) {
  console.error(problem);
  process.exit(1);
}
// Compiled code is kept between starts: the second start has its first list in half the time.
module.enableCompileCache?.();
try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  console.error('アプリを始められませんでした。台帳のデータは無事です。次の記録を添えて担当者に知らせてください。');
  console.error(error);
  process.exitCode = 1;
}

async function start(args) {
  // npm runs scripts in the project's folder; a relative --data means the folder where the user typed.
  const { dataArgument, dataDir } = await import('../core/dataDir.ts');
  const chosen = dataArgument(args);
  const data = dataDir({ data: chosen && resolve(process.env.INIT_CWD ?? '.', chosen) });
  const forced = args.includes('--host') ? 'host' : args.includes('--electron') ? 'electron' : null;

  const { buildElectron, buildRenderer, electronIsStale, rendererIsStale } = await import('./build.mjs');
  if (rendererIsStale()) {
    say('画面を作っています…');
    await buildRenderer();
  }

  const { hasDisplay, runHost } = await import('../host/main.ts');
  if (forced !== 'host' && (forced === 'electron' || hasDisplay())) {
    const program = await electronProgram(forced === 'electron');
    if (program) {
      if (electronIsStale()) {
        say('アプリを作っています…');
        await buildElectron();
      }
      const code = await runElectron(program, data);
      if (code !== null) return code;
      say('Electron を始められなかったので、');
    } else if (forced === 'electron') {
      console.error(
        'Electron を取り込めませんでした。インターネットにつながる場所でもう一度行うか、npm start で開いてください。',
      );
      return 1;
    }
    say('Electron の代わりに、この PC のブラウザで同じアプリを開きます。');
  }
  return runHost({ dataDir: data, open: 'window' });
}

async function electronProgram(again) {
  const { electronBinary, installElectron } = await import('./electronBinary.mjs');
  return electronBinary(ROOT) ?? (await installElectron(ROOT, { again, say }));
}

/** The app's exit code, or null when the program itself could not run here (a missing library, a killed start). */
function runElectron(program, data) {
  const began = performance.now();
  const env = { ...process.env };
  // Set by some editors' terminals; Electron would then be a plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(program, [...asRoot, ROOT, `--data=${data}`], { stdio: 'inherit', env });
  return new Promise((done) => {
    child.once('error', () => done(null));
    child.once('exit', (code, signal) => {
      const failedToStart = (signal !== null || code === 127) && performance.now() - began < 5000;
      done(failedToStart ? null : (code ?? 1));
    });
  });
}
