/**
 * Why this Node cannot run the app, or null. Checked before anything else is imported: better-sqlite3 13 brings the
 * whole process down without a word on Node 20 (reliability.md §0, finding 5), and older ones cannot read TypeScript.
 *
 * @param {{ node: string, napi?: string }} versions `process.versions`
 * @returns {string | null} Japanese and English, for a terminal.
 */
export function nodeProblem(versions) {
  const [major = 0, minor = 0] = versions.node.split('.').map(Number);
  const newEnough = major > 22 || (major === 22 && minor >= 18);
  if (newEnough && Number(versions.napi ?? 0) >= 10) return null;
  return [
    `この Node（${versions.node}）では動きません。Node 22.18 以上（Node-API 10 以上）が必要です。`,
    'このフォルダーで npm install を行ってから、npm start で始めてください。適した Node が入ります。',
    `Node ${versions.node} is too old: Node >= 22.18 with Node-API >= 10 is needed. Run "npm install", then "npm start".`,
  ].join('\n');
}
