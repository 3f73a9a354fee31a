/**
 * Whether a folder is a safe place for a register (reliability.md P11): a disk of this computer, and nothing that is
 * copied elsewhere while the file is open. SQLite's log does not work over a network, and a cloud program that copies
 * file and log at different moments tears them apart.
 */

export interface PlaceFacts {
  readonly platform: NodeJS.Platform;
  /** As it was given. */
  readonly path: string;
  /** As the operating system knows it; on Windows a mapped drive letter becomes the name of the share. */
  readonly realPath: string;
  /** The text of /proc/mounts; only Linux has it. */
  readonly mounts?: string | undefined;
}

/** File systems of Linux that live on another machine. */
const REMOTE = new Set(['nfs', 'nfs4', 'cifs', 'smb', 'smb3', 'smbfs', '9p', 'fuse.sshfs', 'fuse.rclone', 'davfs']);
/** Folders that a cloud program keeps, by the names it gives them. */
const CLOUD: readonly [pattern: RegExp, name: string][] = [
  [/^onedrive(?: - .+)?$/i, 'OneDrive'],
  [/^dropbox(?: \(.+\))?$/i, 'Dropbox'],
  [/^(?:google ?drive|google ?ドライブ|マイドライブ|my drive)$/i, 'Google ドライブ'],
  [/^(?:icloud ?drive|icloud~.*|com~apple~clouddocs)$/i, 'iCloud Drive'],
  [/^box(?: sync)?$/i, 'Box'],
];

/** Why it is none, in words; null: it is one. `share`: no new register is made there. */
export function placeProblem(facts: PlaceFacts): { readonly kind: 'share' | 'cloud'; readonly words: string } | null {
  const share = shareOf(facts);
  if (share) return { kind: 'share', words: `保存先が共有フォルダー（${share}）です。台帳が壊れるおそれがあります。` };
  const parts = [facts.path, facts.realPath].flatMap((path) => path.split(/[\\/]/));
  const cloud = CLOUD.find(([pattern]) => parts.some((part) => pattern.test(part)));
  if (!cloud) return null;
  return { kind: 'cloud', words: `保存先が${cloud[1]}の同期フォルダーの中です。台帳が壊れるおそれがあります。` };
}

function shareOf({ platform, path, realPath, mounts }: PlaceFacts): string | null {
  if (platform === 'win32') return [path, realPath].some(isUnc) ? 'ネットワーク上の場所' : null;
  if (!mounts) return null;
  const under = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, point]) => point !== undefined && within(realPath, unescaped(point)))
    .sort((a, b) => b[1]!.length - a[1]!.length)[0];
  // A root of that kind is a container's or a virtual machine's own disk.
  return under && under[1] !== '/' && REMOTE.has(under[2] ?? '') ? `${under[2]}` : null;
}

/** `\\server\share`, also as `\\?\UNC\server\share`; not `\\?\C:\` and not `\\.\`. */
function isUnc(path: string): boolean {
  const plain = path.replaceAll('/', '\\');
  if (/^\\\\\?\\UNC\\/i.test(plain)) return true;
  return /^\\\\[^?.\\][^\\]*\\/.test(plain);
}

function within(path: string, point: string): boolean {
  return path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`);
}

/** Spaces stand as \040 in /proc/mounts. */
function unescaped(point: string): string {
  return point.replaceAll(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}
