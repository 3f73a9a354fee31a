import { ATTACHMENT_KINDS, type AttachmentKind, extensionOf, shownName } from '../../contract/attachment.ts';
import { DaichoError } from '../../contract/errors.ts';
import { isOle } from '../excel/read/ole.ts';
import { DEFAULT_LIMITS } from '../excel/read/types.ts';
import { preflightZip } from '../excel/read/zip.ts';

/** What runs when it is opened, in Windows or elsewhere. */
const RUNS = new Set(
  `exe com scr pif bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta msi msp msix appx cpl dll sys drv jar reg inf lnk url
   scf chm hlp application gadget sh app dmg pkg deb rpm apk py pl rb iso img vhd vhdx one xll docm dotm xlsm xltm xlam pptm`.split(
    /\s+/,
  ),
);
const AS_XLSX = '「名前を付けて保存」で、.xlsx か .docx にしてから添付してください。';

/** First bytes of what can be attached, and of what people take by mistake, with the words of the refusal. */
const REFUSED: readonly { readonly starts: readonly string[]; readonly what: string }[] = [
  { starts: ['4d5a', '7f454c46', 'cafebabe', 'feedface', 'cffaedfe'], what: 'プログラムは添付できません。' },
  { starts: ['4c00000001140200'], what: 'ショートカットです。元のファイルを選んでください。' },
  { starts: ['47494638', '49492a00', '4d4d002a', '424d'], what: '.jpg か .png に保存し直してから添付してください。' },
  {
    starts: ['377abcaf', '52617221', '1f8b', '425a68'],
    what: '圧縮されたファイルです。中のファイルを選んでください。',
  },
];

/**
 * What a file is, by its name and its first bytes, which have to say the same.
 * @throws DaichoError('attachmentRefused') with the reason
 */
export function attachmentKind(fileName: string, bytes: Uint8Array): AttachmentKind {
  const refuse = (why: string) => new DaichoError('attachmentRefused', `「${shownName(fileName)}」は、${why}`);
  const extension = extensionOf(fileName);
  if (RUNS.has(extension)) throw refuse('開くと動くもの（プログラムやマクロ）かもしれない名前です。');
  const named = (Object.keys(ATTACHMENT_KINDS) as AttachmentKind[]).find((kind) =>
    (ATTACHMENT_KINDS[kind].extensions as readonly string[]).includes(extension),
  );
  if (!named) throw refuse('添付できる種類ではありません。');
  if (bytes.length === 0) throw refuse('中身が空です。');
  const found = kindByBytes(bytes, refuse);
  if (found !== named)
    throw refuse(
      found
        ? `中身が${ATTACHMENT_KINDS[found].label}で、名前の終わりと合いません。`
        : `中身が${ATTACHMENT_KINDS[named].label}ではありません。壊れているか、別の種類のファイルです。`,
    );
  return found;
}

function kindByBytes(bytes: Uint8Array, refuse: (why: string) => DaichoError): AttachmentKind | null {
  const head = Buffer.from(bytes.subarray(0, 16));
  const starts = (hex: string) => head.toString('hex').startsWith(hex);
  if (starts('ffd8ff')) return 'jpeg';
  if (starts('89504e470d0a1a0a')) return 'png';
  if (starts('52494646') && head.toString('latin1', 8, 12) === 'WEBP') return 'webp';
  if (/^ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)$/.test(head.toString('latin1', 4, 12))) return 'heic';
  if (starts('255044462d')) return 'pdf';
  if (starts('504b0304')) return officeKind(bytes, refuse);
  if (isOle(bytes))
    throw refuse(`古い形式（.xls、.doc）か、パスワードのかかったファイルです。パスワードを外し、${AS_XLSX}`);
  if (isText(bytes)) return 'text';
  const other = REFUSED.find((one) => one.starts.some(starts));
  if (other) throw refuse(other.what);
  return null;
}

/** An Office file is a ZIP whose parts say what it is; macros and everything else in a ZIP stay outside. */
function officeKind(bytes: Uint8Array, refuse: (why: string) => DaichoError): AttachmentKind {
  const names = partNames(bytes, refuse);
  if (names.some((name) => /vbaproject\.bin$/.test(name))) throw refuse(`マクロが入っています。${AS_XLSX}`);
  if (names.includes('xl/workbook.xml')) return 'xlsx';
  if (names.includes('word/document.xml')) return 'docx';
  throw refuse('圧縮されたファイルです。中のファイルを選んでください。');
}

function partNames(bytes: Uint8Array, refuse: (why: string) => DaichoError): string[] {
  try {
    return preflightZip(bytes, DEFAULT_LIMITS).map(({ name }) => name.toLowerCase());
  } catch (error) {
    if (error instanceof DaichoError) throw refuse('壊れているか、パスワードのかかったファイルです。');
    throw error;
  }
}

/** No letters that only machines use; UTF-16, whose every other byte may be 0, says so at its start. */
function isText(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  // 0x1b: the escapes of ISO-2022-JP.
  return bytes.every((byte) => byte >= 0x20 || (byte >= 9 && byte <= 13) || byte === 0x1b);
}
