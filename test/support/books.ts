import { constants, crc32, deflateRawSync } from 'node:zlib';

/** One zip entry to write; the optional fields tell lies for hostile files. */
export interface Part {
  readonly name: string;
  readonly data: string | Uint8Array;
  readonly localName?: string;
  readonly declaredSize?: number;
  readonly crc?: number;
  readonly flags?: number;
  /** Points the directory at this offset instead of the entry's own. */
  readonly offset?: number;
  /** How many bytes longer than they are the compressed bytes claim to be. */
  readonly extraCompressed?: number;
  /** Not deflated. */
  readonly stored?: boolean;
  /** Ready data instead of `data`, for parts that are too large to hold. */
  readonly packed?: Packed;
}

export interface Packed {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly crc: number;
}

/** Deflates piece by piece, so that a gigabyte of XML never stands in memory. Equal pieces are deflated once. */
export function pack(pieces: Iterable<string | Uint8Array>): Packed {
  const out: Buffer[] = [];
  let size = 0;
  let crc = 0;
  let before: string | Uint8Array | null = null;
  let data = Buffer.alloc(0);
  let packed = Buffer.alloc(0);
  for (const piece of pieces) {
    if (piece !== before) {
      data = Buffer.from(piece);
      packed = deflateRawSync(data, { finishFlush: constants.Z_FULL_FLUSH, level: 1 });
    }
    before = piece;
    out.push(packed);
    size += data.length;
    crc = crc32(data, crc);
  }
  out.push(deflateRawSync(''));
  return { bytes: Buffer.concat(out), size, crc };
}

/** Writes a zip with deflated entries. */
export function makeZip(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data);
    const { bytes, size, crc } = part.packed ?? {
      bytes: part.stored ? data : deflateRawSync(data),
      size: data.length,
      crc: crc32(data),
    };
    const name = Buffer.from(part.name);
    const localName = Buffer.from(part.localName ?? part.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(part.flags ?? 0, 2);
    fields.writeUInt16LE(part.stored ? 0 : 8, 4);
    fields.writeUInt32LE(part.crc ?? crc, 10);
    fields.writeUInt32LE(bytes.length + (part.extraCompressed ?? 0), 14);
    fields.writeUInt32LE(part.declaredSize ?? size, 18);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, localName, bytes]);
    local.writeUInt16LE(localName.length, 26);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 0, 'latin1');
    fields.copy(central, 6, 0, 22);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(part.offset ?? at, 42);
    centrals.push(central, name);
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length & 0xffff, 8);
  end.writeUInt16LE(parts.length & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface BookParts {
  /** XML before `<sheetData>`. */
  readonly before?: string;
  /** Content of `<sheetData>`. */
  readonly rows?: string;
  /** XML after `</sheetData>`. */
  readonly after?: string;
  /** Whole worksheet part, instead of rows and after. */
  readonly sheet?: string | Uint8Array;
  /** Content of `<sst>`. */
  readonly strings?: string;
  /** Format codes or built-in numbers; style n+1 uses the n-th. */
  readonly formats?: readonly (string | number)[];
  /** Content of `<fonts>` and `<fills>`, and `<xf>` elements for the styles after those of `formats`. */
  readonly fonts?: string;
  readonly fills?: string;
  readonly looks?: string;
  readonly workbookPr?: string;
  readonly sheetAttributes?: string;
}

const relations = (list: readonly (readonly [string, string])[]) =>
  `<Relationships xmlns="${PACKAGE}">${list
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** Parts of a minimal book with one sheet, to be changed by a test before makeZip. */
export function bookParts(book: BookParts): Part[] {
  const inAttribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const formats = book.formats ?? [];
  const custom = formats.map((format, i) =>
    typeof format === 'string' ? `<numFmt numFmtId="${164 + i}" formatCode="${inAttribute(format)}"/>` : '',
  );
  const xfs = formats.map((format, i) => `<xf numFmtId="${typeof format === 'string' ? 164 + i : format}"/>`);
  const sheet =
    book.sheet ??
    `<worksheet xmlns="${MAIN}">${book.before ?? ''}<sheetData>${book.rows ?? ''}</sheetData>${book.after ?? ''}</worksheet>`;
  return [
    {
      name: '[Content_Types].xml',
      data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    { name: '_rels/.rels', data: relations([['officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${book.workbookPr ?? ''}<sheets><sheet name="台帳" sheetId="1" r:id="rId1" ${book.sheetAttributes ?? ''}/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
        ['styles', '/xl/styles.xml'],
      ]),
    },
    { name: 'xl/worksheets/sheet1.xml', data: sheet },
    { name: 'xl/sharedStrings.xml', data: `<sst xmlns="${MAIN}">${book.strings ?? ''}</sst>` },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet xmlns="${MAIN}"><numFmts>${custom.join('')}</numFmts><fonts>${book.fonts ?? ''}</fonts><fills>${book.fills ?? ''}</fills><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}${book.looks ?? ''}</cellXfs></styleSheet>`,
    },
  ];
}

export const makeBook = (book: BookParts): Uint8Array<ArrayBuffer> => makeZip(bookParts(book));

/** Parts with some replaced or (undefined) removed. */
export function withParts(parts: readonly Part[], changes: Record<string, Partial<Part> | undefined>): Part[] {
  return parts.flatMap((part) => {
    if (!(part.name in changes)) return [part];
    const change = changes[part.name];
    return change ? [{ ...part, ...change }] : [];
  });
}

const ODF = 'urn:oasis:names:tc:opendocument:xmlns';

export interface OdsParts {
  /** Content of the one table: columns and rows. */
  readonly rows?: string;
  /** Further tables. */
  readonly after?: string;
  /** Content of `<office:automatic-styles>`. */
  readonly styles?: string;
  readonly tableAttributes?: string;
  readonly manifest?: string;
  readonly doctype?: string;
  /** No table at all. */
  readonly empty?: boolean;
  readonly more?: readonly Part[];
}

/** A minimal OpenDocument spreadsheet. */
export function makeOds(parts: OdsParts): Uint8Array<ArrayBuffer> {
  const names = [
    `xmlns:office="${ODF}:office:1.0" xmlns:table="${ODF}:table:1.0" xmlns:text="${ODF}:text:1.0"`,
    `xmlns:style="${ODF}:style:1.0" xmlns:number="${ODF}:datastyle:1.0" xmlns:fo="${ODF}:xsl-fo-compatible:1.0"`,
  ].join(' ');
  const table = `<table:table table:name="表" ${parts.tableAttributes ?? ''}>${parts.rows ?? ''}</table:table>`;
  const tables = parts.empty ? '' : `${table}${parts.after ?? ''}`;
  return makeZip([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' },
    { name: 'META-INF/manifest.xml', data: `<manifest>${parts.manifest ?? ''}</manifest>` },
    {
      name: 'content.xml',
      data: `${parts.doctype ?? ''}<office:document-content ${names}><office:automatic-styles>${parts.styles ?? ''}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    },
    ...(parts.more ?? []),
  ]);
}
