/**
 * XML cut into its pieces without losing one: joined again they are the text they came from. For changing a few places
 * of a part and leaving everything else, byte by byte, as the union's Excel wrote it. The part has been read by the
 * parser before (scanXml), so it is well-formed and has no DOCTYPE.
 */
export interface Piece {
  /** open, close, empty: a tag. other: text, comment, CDATA, declaration. */
  readonly type: 'open' | 'close' | 'empty' | 'other';
  readonly raw: string;
  /** Local name of a tag. */
  readonly name: string;
}

export function cut(xml: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const other = (to: number) => {
    if (to > at) pieces.push({ type: 'other', raw: xml.slice(at, to), name: '' });
    at = to;
  };
  while (at < xml.length) {
    const start = xml.indexOf('<', at);
    if (start < 0) {
      other(xml.length);
      break;
    }
    other(start);
    const end = tagEnd(xml, start);
    const raw = xml.slice(start, end);
    const tag = /^<(\/?)(?:[^\s/>:]+:)?([^\s/>]+)/.exec(raw);
    if (/^<[!?]/.test(raw) || !tag) pieces.push({ type: 'other', raw, name: '' });
    else pieces.push({ type: tag[1] ? 'close' : raw.endsWith('/>') ? 'empty' : 'open', raw, name: tag[2]! });
    at = end;
  }
  return pieces;
}

function tagEnd(xml: string, start: number): number {
  const until = (words: string) => {
    const end = xml.indexOf(words, start);
    return end < 0 ? xml.length : end + words.length;
  };
  if (xml.startsWith('<!--', start)) return until('-->');
  if (xml.startsWith('<![CDATA[', start)) return until(']]>');
  if (xml.startsWith('<?', start)) return until('?>');
  // > may stand in the value of an attribute.
  let quote = '';
  for (let i = start; i < xml.length; i += 1) {
    const character = xml[i]!;
    if (quote) {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return i + 1;
  }
  return xml.length;
}

export const join = (pieces: readonly Piece[]): string => pieces.map(({ raw }) => raw).join('');

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text of a piece that is no tag, or of an attribute. */
export function decoded(raw: string): string {
  if (raw.startsWith('<![CDATA[')) return raw.slice(9, -3);
  if (raw.startsWith('<')) return '';
  return raw.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex: string, decimal: string, name: string) => {
    if (name) return ENTITIES[name] ?? all;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An attribute of a tag; null: it has none of this name. */
export function attribute(raw: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(raw);
  return found ? decoded(found[1] ?? found[2] ?? '') : null;
}

/** The tag with another value of an attribute that it has. */
export function withAttribute(raw: string, name: string, value: string): string {
  const safe = escaped(value).replaceAll('"', '&quot;');
  return raw.replace(new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`), (_, head: string) => `${head}"${safe}"`);
}

/** Without the attribute. */
export function withoutAttribute(raw: string, name: string): string {
  return raw.replace(new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`), '');
}

/** Index behind the end of the element that begins at `at`. */
export function elementEnd(pieces: readonly Piece[], at: number): number {
  if (pieces[at]!.type === 'empty') return at + 1;
  let depth = 0;
  for (let i = at; i < pieces.length; i += 1) {
    if (pieces[i]!.type === 'open') depth += 1;
    if (pieces[i]!.type === 'close') depth -= 1;
    if (depth === 0) return i + 1;
  }
  return pieces.length;
}
