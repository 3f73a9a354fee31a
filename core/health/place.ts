import fs from 'node:fs';
import { join } from 'node:path';
import { isTempName } from '../../db/wholeFile.ts';
import { bad, count, type Finding, good, notice } from './line.ts';

/** Numbers by which Linux names NFS, SMB and the like; Windows says it in the path (\\server\share). */
const NETWORK = [0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x564c, 0x65735546];
const SYNC =
  /(?:^|[\\/])(?:onedrive|dropbox|google ?drive|googledrive|my drive|マイドライブ|icloud ?drive|box sync|box|nextcloud|owncloud)(?: ?-[^\\/]*)?(?=[\\/]|$)/iu;
const MOVE = 'アプリを閉じ、台帳のフォルダーを丸ごと、このPCのディスク（C:）へ移してください。';

/**
 * 台帳の置き場所: a folder that another program copies away file by file, or that lies on another machine, can break a
 * register that is being written.
 *
 * @param fsType as the system names it (`statfs`)
 */
export function placeLine(dataDir: string, fsType: number, env: NodeJS.ProcessEnv): Finding {
  const synced = ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer'].some((name) => {
    const folder = env[name];
    return folder !== undefined && folder !== '' && dataDir.toLowerCase().startsWith(folder.toLowerCase());
  });
  if (synced || SYNC.test(dataDir))
    return bad('台帳が、自動で同期されるフォルダーにあります。同期の途中で台帳が壊れるおそれがあります。', MOVE);
  if (/^(?:\\\\|\/\/)/.test(dataDir) || NETWORK.includes(fsType))
    return bad('台帳が、ネットワークの共有にあります。通信が切れると台帳が壊れるおそれがあります。', MOVE);
  return good('このPCのディスクにあります。');
}

const MB = 1024 * 1024;
const FEW = 1024 * MB;
const TOO_FEW = 200 * MB;

/** ディスクの空き. @param free bytes that are free where the register lies @param size bytes of the register */
export function diskLine(free: number, size: number): Finding {
  const words = `空きは${free >= 1024 * MB ? `${(free / (1024 * MB)).toFixed(1)}GB` : `${count(Math.floor(free / MB))}MB`}、台帳は${count(Math.ceil(size / MB))}MBです。`;
  const next = '要らないファイルを、このPCから片付けてください。';
  // A backup and a migration each need the register once more.
  if (free < Math.max(TOO_FEW, size * 3)) return bad(words, next);
  return free < Math.max(FEW, size * 10) ? notice(words, next) : good(words);
}

/** Files of the app itself in the data folder; what else is called like the register was kept aside. */
const KNOWN = /^register\.(?:sqlite(?:-wal|-shm)?|head)$/;

/** What a dead writer left, and registers that were kept aside, in the folders of the app. */
export function leftoversIn(dataDir: string, folders: readonly string[]): { temp: number; aside: number } {
  let temp = 0;
  let aside = 0;
  for (const folder of ['.', ...folders]) {
    const names = fs.existsSync(join(dataDir, folder)) ? fs.readdirSync(join(dataDir, folder)) : [];
    for (const name of names) {
      if (isTempName(name)) temp += 1;
      else if (folder === '.' && /^register[.-]/.test(name) && !KNOWN.test(name)) aside += 1;
    }
  }
  return { temp, aside };
}

/** 残ったファイル: what a power cut left behind, and damaged registers that were kept aside. */
export function leftoversLine({ temp, aside }: { readonly temp: number; readonly aside: number }): Finding {
  if (aside > 0)
    return bad(
      `取り分けた台帳のファイルが${count(aside)}個あります。前に壊れたものか、置きかえる前のものです。`,
      '調べ終わったら、写しを別の場所に取ってから消してください。',
    );
  return temp > 0
    ? notice(`書きかけのファイルが${count(temp)}個あります。`, 'アプリを閉じて開き直すと、片付きます。')
    : good('書きかけのファイルも、取り分けたファイルもありません。');
}
