/** Electron marks its fuses in the program with this text; then come a version, a length and one character each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The nine fuses of reliability.md §4 in their order, as they have to stand in a release. */
export const EXPECTED_FUSES = {
  runAsNode: '0',
  cookieEncryption: '1',
  nodeOptions: '0',
  nodeCliInspect: '0',
  embeddedAsarIntegrityValidation: '1',
  onlyLoadAppFromAsar: '1',
  loadBrowserProcessSpecificV8Snapshot: '0',
  grantFileProtocolExtraPrivileges: '0',
  wasmTrapHandlers: '1',
};

/**
 * What is wrong with the fuses of a packaged program.
 *
 * @param {Buffer} program
 * @returns {string[]} one line per fuse; empty when all nine stand as they should.
 */
export function fuseProblems(program) {
  const at = program.indexOf(SENTINEL);
  if (at < 0) return ['no fuses in this program'];
  const start = at + SENTINEL.length;
  const [version, length] = [program[start], program[start + 1] ?? 0];
  if (version !== 1) return [`unknown fuse version ${version}`];
  const wire = program.toString('latin1', start + 2, start + 2 + length);
  const names = Object.keys(EXPECTED_FUSES);
  const problems = names
    .map((name, i) => [name, EXPECTED_FUSES[name], wire[i] ?? 'missing'])
    .filter(([, expected, actual]) => expected !== actual)
    .map(([name, expected, actual]) => `${name} is ${actual}, not ${expected}`);
  // A newer Electron brings a fuse that nobody has decided on yet.
  if (length > names.length) problems.push(`${length - names.length} unknown fuse(s)`);
  return problems;
}

/**
 * Paths of the files in an app.asar, with `/` between the parts.
 *
 * @param {Buffer} archive
 * @returns {string[]}
 */
export function asarFiles(archive) {
  const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)));
  const walk = (node, path) =>
    node.files
      ? Object.entries(node.files).flatMap(([name, child]) => walk(child, path ? `${path}/${name}` : name))
      : [path];
  return walk(header, '');
}

const MAY_BE_INSIDE = /^(?:out\/(?:electron|renderer|fonts)\/|node_modules\/better-sqlite3\/|package\.json$)/;
const MUST_BE_INSIDE = [
  'out/electron/main.cjs',
  'out/electron/preload.cjs',
  'out/electron/files.json',
  'out/electron/worker.cjs',
  'out/renderer/index.html',
  'out/fonts/biz-udgothic/unicode.json',
  'out/fonts/noto-sans-jp/unicode.json',
  'package.json',
];

/**
 * What is wrong with the list of packaged files: sources, tests or settings that slipped in, or a part that is missing.
 *
 * @param {readonly string[]} files
 * @returns {string[]}
 */
export function contentProblems(files) {
  const natives = files.filter((file) => file.endsWith('.node'));
  return [
    ...files.filter((file) => !MAY_BE_INSIDE.test(file)).map((file) => `must not be packaged: ${file}`),
    ...MUST_BE_INSIDE.filter((file) => !files.includes(file)).map((file) => `missing: ${file}`),
    ...(natives.length === 1 ? [] : [`${natives.length} native parts instead of 1`]),
  ];
}
