import { DaichoError } from '../../../contract/errors.ts';
import { isOle, oleNames } from './ole.ts';
import type { PartStore } from './package.ts';

const SAVE_AS =
  'Excelで開き、「名前を付けて保存」でファイルの種類「Excel ブック（*.xlsx）」を選んで保存し直してください。';
const TEXT_EXTENSIONS = new Set(['csv', 'txt', 'tsv', 'tab']);

/** First bytes (hexadecimal) of kinds of file that people pick by mistake. */
const MAGIC: readonly { readonly starts: readonly string[]; readonly what: string }[] = [
  { starts: ['25504446'], what: 'PDFです。表の元になったExcelのブックを選んでください。' },
  {
    starts: ['89504e47', 'ffd8ff', '47494638', '49492a00', '4d4d002a'],
    what: '画像です。Excelのブックを選んでください。',
  },
  {
    starts: ['7b5c727466'],
    what: 'リッチテキスト（.rtf）です。表をExcelに貼り付け、.xlsxで保存してから選んでください。',
  },
  {
    starts: ['377abcaf', '52617221', '1f8b'],
    what: '圧縮されたファイルです。展開して取り出した中のファイルを選んでください。',
  },
  { starts: ['4c00000001140200'], what: 'ショートカットです。元のファイルを選んでください。' },
  { starts: ['4d5a9000'], what: 'プログラムです。Excelのブックを選んでください。' },
  { starts: ['53514c69746520666f726d6174203300'], what: 'データベースのファイルです。Excelのブックを選んでください。' },
  // BIFF 2 to 5 without a compound file around it.
  {
    starts: ['09000400', '09020600', '09040600', '09080800', '09081000'],
    what: `とても古い形式のExcelファイル（.xls）です。${SAVE_AS}`,
  },
];
const ZIP_STARTS = ['504b0304', '504b0506', '504b0708'];

/**
 * Decides by content (and, for text, by the file name) how to read a file.
 * @throws DaichoError unsupportedFile, passwordProtected or fileUnreadable, each with its own Japanese reason
 */
export function kindOf(bytes: Uint8Array, fileName: string): 'zip' | 'text' {
  const refuse = (what: string) => new DaichoError('unsupportedFile', what);
  if (bytes.length === 0) throw new DaichoError('fileUnreadable', 'ファイルの中身が空（0バイト）です。');
  if (isOle(bytes)) throw oleRefusal(oleNames(bytes));
  const head = Buffer.from(bytes.subarray(0, 1024));
  const hex = head.toString('hex', 0, 16);
  if (ZIP_STARTS.some((start) => hex.startsWith(start))) return 'zip';
  const magic = MAGIC.find(({ starts }) => starts.some((start) => hex.startsWith(start)));
  if (magic) throw refuse(magic.what);
  if (bytes.every((byte) => byte === 0)) {
    throw new DaichoError(
      'fileUnreadable',
      'ファイルの中身がまだ届いていません（すべて空です）。OneDriveなどで、先にこのパソコンに保存してください。',
    );
  }
  // Byte order marks and the zero bytes of UTF-16 go; the markup itself is ASCII.
  const ascii = head.filter((byte) => byte > 0 && byte < 0x80);
  const markup = Buffer.from(ascii).toString('latin1').trimStart();
  if (/^<(!doctype html|html|head|body|table|meta|!--)/i.test(markup)) {
    throw refuse(`拡張子が違っても、中身はHTML（ウェブページ）です。${SAVE_AS}`);
  }
  if (/^<\?xml/i.test(markup)) {
    if (!markup.includes('urn:schemas-microsoft-com:office:spreadsheet'))
      throw refuse('XMLのファイルです。Excelのブックを選んでください。');
    throw refuse(`XMLスプレッドシート 2003形式です。${SAVE_AS}`);
  }
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (TEXT_EXTENSIONS.has(extension)) return 'text';
  if (isPlainText(bytes)) {
    throw refuse('中身は文字だけのファイルです。CSVのときは、ファイル名の終わりを「.csv」に変えてから選んでください。');
  }
  throw new DaichoError('fileUnreadable', 'Excelのブックでも、CSVでもありません。');
}

const ODF_MIME = 'application/vnd.oasis.opendocument.';

/**
 * Tells an OpenDocument file from other zips by its `mimetype`.
 * @returns 'ods' for a spreadsheet or its template, null for no OpenDocument file at all
 * @throws DaichoError unsupportedFile for another OpenDocument file (text, presentation)
 */
export function odfKind(store: PartStore): 'ods' | null {
  if (!store.has('mimetype') || store.has('[Content_Types].xml')) return null;
  const mime = new TextDecoder().decode(store.read('mimetype').subarray(0, 100)).trim();
  if (!mime.startsWith(ODF_MIME)) return null;
  if (/^spreadsheet(-template)?$/.test(mime.slice(ODF_MIME.length))) return 'ods';
  throw new DaichoError(
    'unsupportedFile',
    'LibreOfficeなどの文書で、表計算のファイルではありません。表を表計算ソフトに貼り付け、.xlsxで保存してから選んでください。',
  );
}

/** No control characters but tab, line breaks and form feed near the start. */
function isPlainText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 4096).every((byte) => byte >= 0x20 || (byte >= 9 && byte <= 13));
}

function oleRefusal(names: readonly string[]): DaichoError {
  if (names.some((name) => name.startsWith('DRM') || name === 'EncryptedSummaryInformation')) {
    return new DaichoError(
      'passwordProtected',
      '権利の管理（IRM・秘密度ラベル）で守られたブックです。開ける人がExcelで開き、保護を外した写しを.xlsxで保存してください。',
    );
  }
  if (names.includes('EncryptedPackage')) {
    return new DaichoError(
      'passwordProtected',
      'パスワードつきのブックです。Excelで「ファイル」→「情報」→「ブックの保護」→「パスワードを使用して暗号化」を開き、空にして保存してください。',
    );
  }
  if (names.includes('Workbook') || names.includes('Book')) {
    return new DaichoError(
      'unsupportedFile',
      `古い形式のExcelファイル（.xls）です。この形式を安全に読み取る手だてがないため、このアプリでは読みません。${SAVE_AS}`,
    );
  }
  if (names.includes('WordDocument'))
    return new DaichoError('unsupportedFile', '古い形式のWordの文書（.doc）です。Excelのブックを選んでください。');
  if (names.includes('PowerPoint Document'))
    return new DaichoError(
      'unsupportedFile',
      '古い形式のPowerPointのファイル（.ppt）です。Excelのブックを選んでください。',
    );
  return new DaichoError('unsupportedFile', '古いOffice形式のファイルですが、Excelのブックではありません。');
}
