import { SaxesParser } from 'saxes';
import { DaichoError } from '../../../contract/errors.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Callbacks of scanXml. Names are local names (without prefix); depth 0 is the root element. */
export interface XmlHandler {
  open(name: string, attributes: Attributes, depth: number): void;
  close?(name: string, depth: number): void;
  text?(text: string): void;
}

export interface XmlRoot {
  readonly name: string;
  /** Accepted namespaces of the root; only elements of the root's own namespace are reported. */
  readonly namespaces: readonly string[];
  /**
   * For a vocabulary of several namespaces (OpenDocument): prefix → namespace. Elements are then reported under their
   * full name, and every prefix must mean what it says here; attributes can be read by their full name as well.
   */
  readonly prefixes?: Readonly<Record<string, string>>;
}

const MAIN_NAMESPACES = [
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
];

export const mainRoot = (name: string): XmlRoot => ({ name, namespaces: MAIN_NAMESPACES });

const CHUNK = 256 * 1024;
/** Excel's longest cell text is 32,767 letters, at most 8 bytes each when escaped: no honest run is longer than this. */
const MAX_SILENT_BYTES = 4 * 1024 * 1024;
const MAX_DEPTH = 64;

/**
 * Reads one XML part from start to end. Elements of foreign namespaces are skipped with all they hold. DOCTYPE (and with
 * it every entity of its own) is refused.
 * @param label Japanese name of the part for the person.
 * @throws DaichoError fileUnreadable, or fileTooLarge for one run of text or markup over 4 MB
 */
export function scanXml(bytes: Uint8Array, label: string, root: XmlRoot, handler: XmlHandler): void {
  const damaged = (why: string) => new DaichoError('fileUnreadable', `${label}が壊れています（${why}）。`);
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  /** Qualified name → local name, or null for a foreign element. */
  const names = new Map<string, string | null>();
  let rootNamespace = '';
  let rootAttributes: Attributes = {};
  let depth = 0;
  /** Depth of the foreign element being skipped; -1 outside of one. */
  let skippedAt = -1;
  let events = 0;

  const checkPrefixes = (attributes: Attributes) => {
    for (const [prefix, namespace] of Object.entries(root.prefixes ?? {})) {
      if ((attributes[`xmlns:${prefix}`] ?? namespace) !== namespace) throw damaged('知らない書き方です');
    }
  };
  const localName = (qualified: string, attributes: Attributes): string | null => {
    const colon = qualified.indexOf(':');
    if (root.prefixes) return Object.hasOwn(root.prefixes, qualified.slice(0, colon)) ? qualified : null;
    const key = colon < 0 ? 'xmlns' : `xmlns:${qualified.slice(0, colon)}`;
    const namespace = attributes[key] ?? rootAttributes[key];
    return namespace === rootNamespace ? qualified.slice(colon + 1) : null;
  };

  parser.on('opentag', (tag) => {
    events++;
    const at = depth++;
    if (depth > MAX_DEPTH) throw damaged('入れ子が深すぎます');
    if (skippedAt >= 0) return;
    const attributes: Attributes = tag.attributes;
    checkPrefixes(attributes);
    if (at === 0) {
      const colon = tag.name.indexOf(':');
      rootNamespace = attributes[colon < 0 ? 'xmlns' : `xmlns:${tag.name.slice(0, colon)}`] ?? '';
      rootAttributes = attributes;
      if (
        (root.prefixes ? tag.name : tag.name.slice(colon + 1)) !== root.name ||
        !root.namespaces.includes(rootNamespace)
      ) {
        throw damaged('表計算のブックの形ではありません');
      }
    }
    let name = names.get(tag.name);
    if (name === undefined || attributes['xmlns'] !== undefined) {
      name = localName(tag.name, attributes);
      if (attributes['xmlns'] === undefined) names.set(tag.name, name);
    }
    if (name === null) skippedAt = at;
    else handler.open(name, attributes, at);
  });
  parser.on('closetag', (tag) => {
    events++;
    depth--;
    if (skippedAt >= 0) {
      if (skippedAt === depth) skippedAt = -1;
      return;
    }
    handler.close?.(names.get(tag.name) ?? tag.name.slice(tag.name.indexOf(':') + 1), depth);
  });
  const onText = (text: string) => {
    events++;
    if (skippedAt < 0) handler.text?.(text);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('doctype', () => {
    throw damaged('DOCTYPEは使えません');
  });
  parser.on('xmldecl', (declaration) => {
    if (!/^utf-?(8|16)$|^(us-)?ascii$/i.test(declaration.encoding ?? 'utf-8'))
      throw damaged('文字コードが正しくありません');
  });

  try {
    const decoder = new TextDecoder(bomEncoding(bytes), { fatal: true });
    let seenEvents = 0;
    let silent = 0;
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const end = Math.min(at + CHUNK, bytes.length);
      parser.write(decoder.decode(bytes.subarray(at, end), { stream: end < bytes.length }));
      silent = events === seenEvents ? silent + CHUNK : 0;
      seenEvents = events;
      if (silent > MAX_SILENT_BYTES) throw new DaichoError('fileTooLarge', `${label}に、長すぎる文字があります。`);
    }
    parser.close();
  } catch (error) {
    if (error instanceof DaichoError) throw error;
    throw damaged('XMLとして読めません');
  }
}

function bomEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** xsd:boolean: "1" and "true" are true. */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/**
 * Decodes OOXML's `_xHHHH_` escapes (`_x000D_` is a carriage return, `_x005F_` a plain underscore). Escapes of characters
 * that a ledger cannot hold (NUL, other controls, half a surrogate pair) stay as they are written.
 */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  const decoded = text.replace(/_x([0-9A-Fa-f]{4})_/g, (written, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code >= 0x20 || code === 9 || code === 10 || code === 13 ? String.fromCharCode(code) : written;
  });
  return decoded.isWellFormed() ? decoded : text;
}
