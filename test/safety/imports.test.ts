import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { tempDir } from '../support/app.ts';

/**
 * Who may import whom is a lint rule (docs/architecture.md). One forbidden import for each pattern of each rule is
 * planted in a copy of the folder's name, and each must be found.
 */
const ROOT = new URL('../../', import.meta.url).pathname;

interface Override {
  includes: string[];
  linter?: { rules?: { style?: { noRestrictedImports?: { options: { patterns: { group: string[] }[] } } } } };
}
const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8')) as { overrides: Override[] };

/** `core/**` -> `core/planted`. */
const folderOf = (include: string) => join(include.replace('/**', ''), 'planted');
/** An import that a pattern is meant to stop. */
function specifier(pattern: string): string {
  if (pattern === 'node:*') return 'node:fs';
  if (pattern === '../*.ts') return '../open.ts';
  return pattern
    .replace(/^\*\*\//, '../../')
    .replace('**', 'some/file.ts')
    .replace('*', 'some');
}

const patterns = config.overrides.flatMap(({ includes, linter }) =>
  (linter?.rules?.style?.noRestrictedImports?.options.patterns ?? []).flatMap(({ group }) =>
    group.map((pattern) => ({ folder: folderOf(includes[0]!), pattern })),
  ),
);
const planted = patterns.filter(({ pattern }) => !pattern.startsWith('!'));
/** What each folder needs and may have. */
const ALLOWED: readonly [folder: string, specifier: string][] = [
  ['contract/planted', 'zod'],
  ['contract/planted', '../asset.ts'],
  ['db/planted', 'better-sqlite3'],
  ['db/planted', '../../contract/errors.ts'],
  ['core/planted', '../../db/open.ts'],
  ['core/planted', 'node:fs'],
  ['core/excel/planted', 'exceljs'],
  ['electron/planted', 'electron'],
  ['electron/planted', '../../core/app.ts'],
  ['host/planted', 'node:http'],
  ['host/planted', '../../core/app.ts'],
  ['renderer/planted', '../../contract/api.ts'],
  ['renderer/planted', 'react'],
  ['renderer/ui/planted', 'react'],
  ...patterns
    .filter(({ pattern }) => pattern.startsWith('!'))
    .map(({ folder, pattern }) => [folder, pattern.slice(1)] as [string, string]),
];

/** Files with a restricted import, as the linter sees them. */
async function lint(files: readonly { path: string; from: string }[]): Promise<Set<string>> {
  const dir = tempDir();
  cpSync(join(ROOT, 'biome.json'), join(dir, 'biome.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  for (const { path, from } of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), `import { thing } from '${from}';\n\nexport const used = thing;\n`);
  }
  const args = ['lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=json', '.'];
  const run = promisify(execFile)(join(ROOT, 'node_modules/.bin/biome'), args, { cwd: dir, maxBuffer: 1e8 });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  rmSync(dir, { recursive: true });
  const report = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: unknown } }[] };
  const found = report.diagnostics.filter(({ category }) => category === 'lint/style/noRestrictedImports');
  return new Set(found.map(({ location }) => JSON.stringify(location.path).replaceAll(/"|\{|\}|file:/g, '')));
}

it('finds every forbidden import that is planted, and no allowed one (control)', async () => {
  const bad = planted.map(({ folder, pattern }, i) => ({ path: `${folder}/bad${i}.ts`, from: specifier(pattern) }));
  const good = ALLOWED.map(([folder, from], i) => ({ path: `${folder}/good${i}.ts`, from }));
  const found = await lint([...bad, ...good]);
  const missed = bad.filter(({ path }) => !found.has(path)).map(({ path, from }) => `${path}: ${from}`);
  expect(missed).toEqual([]);
  expect(good.filter(({ path }) => found.has(path))).toEqual([]);
  expect(found.size).toBe(bad.length);
});

it('has a rule for every folder of the program', () => {
  const folders = new Set(planted.map(({ folder }) => folder.split('/')[0]));
  expect([...folders].sort()).toEqual(['contract', 'core', 'db', 'electron', 'host', 'renderer']);
});
