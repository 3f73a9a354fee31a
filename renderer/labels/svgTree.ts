/** One element of a drawn sheet. */
export interface SvgNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (SvgNode | string)[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, digits?: string, name?: string) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (digits) return String.fromCodePoint(Number(digits));
    return ENTITIES[name ?? ''] ?? whole;
  });
}

/**
 * Reads the drawing of a sheet (core/label/draw.ts) into a tree. A reader of our own, because the browser's parser is
 * closed by trusted types, and an SVG in an `<img>` could not use the fonts of the page: what is seen would not be what
 * is printed. Knows elements, attributes in double quotes and text; nothing else is in a drawing.
 * @throws Error when the text is no such drawing
 */
export function readSvg(svg: string): SvgNode {
  interface Open {
    readonly name: string;
    readonly attributes: Record<string, string>;
    readonly children: (SvgNode | string)[];
  }
  const root: Open = { name: '', attributes: {}, children: [] };
  const open: Open[] = [root];
  for (const [, text, close, name, attributes = '', selfClosing] of svg.matchAll(
    /([^<]+)|<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g,
  )) {
    const top = open.at(-1)!;
    if (text !== undefined) {
      if (open.length > 1) top.children.push(decode(text));
    } else if (close) {
      if (top.name !== name) throw new Error(`SVG: </${name}> closes <${top.name}>`);
      open.pop();
    } else {
      const node: Open = { name: name!, attributes: {}, children: [] };
      for (const [, key, value] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) node.attributes[key!] = decode(value!);
      top.children.push(node);
      if (!selfClosing) open.push(node);
    }
  }
  const [drawing] = root.children;
  if (open.length !== 1 || typeof drawing !== 'object' || drawing.name !== 'svg') throw new Error('SVG: not a drawing');
  return drawing;
}
