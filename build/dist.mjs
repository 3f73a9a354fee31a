// npm run dist: builds everything and packages it to release/. `--win` or `--linux` choose the platform (default: this
// one); `--stand-in` packages without Electron itself, to try the packaging where Electron cannot be had.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildElectron, buildRenderer } from './build.mjs';
import { writeFileList } from './fileList.mjs';
import { nodeProblem } from './nodeGuard.mjs';
import { asarFiles, contentProblems, fuseProblems } from './packageCheck.mjs';
import { makeStandIn } from './standIn.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);

const problem = nodeProblem(process.versions);
if (problem) {
  console.error(problem);
  process.exit(1);
}

const platform =
  args.includes('--win') || (process.platform === 'win32' && !args.includes('--linux')) ? 'win' : 'linux';
await buildRenderer();
await buildElectron();
writeFileList(join(ROOT, 'out'));
pack();
check(join(ROOT, 'release', `${platform}-unpacked`));

function pack() {
  const electron = electronFolder();
  const cli = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
  const options = ['--dir', `--${platform}`, '--x64', '--config', 'build/electron-builder.yml', '--projectDir', ROOT];
  if (electron) options.push(`-c.electronDist=${electron}`);
  const { status } = spawnSync(process.execPath, [cli, ...options], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The folder with Electron itself; null leaves the download to the packager. */
function electronFolder() {
  if (args.includes('--stand-in')) {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8'));
    // The packager writes version and icon into the program, so on Windows the stand-in has to be a real one: any will
    // do, and the packager's own tools bring this one.
    const exe = platform === 'win' ? join(ROOT, 'node_modules/electron-winstaller/vendor/7z-x64.exe') : undefined;
    const dir = join(ROOT, 'out', 'stand-in', platform);
    makeStandIn(dir, platform, version, exe);
    return dir;
  }
  const installed = join(ROOT, 'node_modules', 'electron', 'dist');
  const program = platform === 'win' ? 'electron.exe' : 'electron';
  return existsSync(join(installed, program)) ? installed : null;
}

/** Looks at the result, not at the settings: fuses, contents, and the digests that are handed over on paper. */
function check(dir) {
  const program = readdirSync(dir).find((name) => name === 'Daicho.exe' || name === 'daicho');
  if (!program) throw new Error(`no program in ${dir}`);
  const asar = join('resources', 'app.asar');
  const files = asarFiles(readFileSync(join(dir, asar)));
  const problems = [...fuseProblems(readFileSync(join(dir, program))), ...contentProblems(files)];
  if (problems.length > 0) {
    console.error(problems.join('\n'));
    process.exit(1);
  }
  const native = files.find((file) => file.endsWith('.node'));
  const listed = [program, asar, join('resources', 'app.asar.unpacked', native)];
  const lines = listed.map((name) => {
    const digest = createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
    return `${digest}  ${name}`;
  });
  writeFileSync(join(ROOT, 'release', `SHA256SUMS-${platform}.txt`), `${lines.join('\n')}\n`);
  console.log(`作りました: release/${platform}-unpacked（ファイル ${files.length} 個、ヒューズ 9 個を確認）`);
}
