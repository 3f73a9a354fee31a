import { partsShown } from './numbers.ts';
import type { Cell } from './types.ts';
import type { Attributes } from './xml.ts';

interface Style {
  readonly parent: string | undefined;
  dateStyle: string | undefined;
  struck?: boolean;
  bold?: boolean;
  fill?: string;
  hidden?: boolean;
}

/** What a style means for its cell, with what it inherits. */
export interface OdsLook {
  readonly struck: boolean;
  readonly fields: Pick<Cell, 'bold' | 'fill' | 'era' | 'shows'>;
}

const NO_LOOK: OdsLook = { struck: false, fields: {} };
/** Styles inherit from named styles; a longer chain is a circle. */
const MAX_PARENTS = 20;

/** Styles of an OpenDocument book, from its styles.xml and then its content.xml. Later ones of the same name win. */
export class OdsStyles {
  readonly #styles = new Map<string, Style>();
  readonly #dateParts = new Map<string, Set<string>>();
  readonly #looks = new Map<string, OdsLook>();
  #current: Style | null = null;
  #parts: Set<string> | null = null;

  open(name: string, attributes: Attributes): void {
    const current = this.#current;
    switch (name) {
      case 'style:style':
        this.#current = {
          parent: attributes['style:parent-style-name'],
          dateStyle: attributes['style:data-style-name'],
        };
        this.#styles.set(`${attributes['style:family']} ${attributes['style:name']}`, this.#current);
        break;
      case 'style:text-properties': {
        const line = attributes['style:text-line-through-type'] ?? attributes['style:text-line-through-style'];
        const weight = attributes['fo:font-weight'];
        if (current && line !== undefined) current.struck = line !== 'none';
        if (current && weight !== undefined) current.bold = weight === 'bold' || Number(weight) >= 600;
        break;
      }
      case 'style:table-cell-properties': {
        const colour = attributes['fo:background-color'];
        if (current && colour !== undefined) current.fill = colour === 'transparent' ? '' : toArgb(colour);
        break;
      }
      case 'style:table-properties':
        if (current) current.hidden = attributes['table:display'] === 'false';
        break;
      case 'number:date-style':
        this.#parts = new Set();
        this.#dateParts.set(attributes['style:name'] ?? '', this.#parts);
        break;
      default:
        if (name.startsWith('number:')) this.#parts?.add(name.slice(7));
    }
  }

  close(name: string): void {
    if (name === 'style:style') this.#current = null;
    else if (name === 'number:date-style') this.#parts = null;
  }

  /** Look of a cell or a span; none for an unknown style. */
  look(family: 'table-cell' | 'text', name: string | undefined): OdsLook {
    if (name === undefined) return NO_LOOK;
    const key = `${family} ${name}`;
    let look = this.#looks.get(key);
    if (!look) {
      const inherited = <K extends keyof Style>(field: K) => this.#inherited(key, family, field);
      const fill = inherited('fill');
      const fields = { ...(inherited('bold') ? { bold: true as const } : {}), ...(fill ? { fill } : {}) };
      look = {
        struck: inherited('struck') === true,
        fields: { ...fields, ...this.#dateFields(inherited('dateStyle')) },
      };
      this.#looks.set(key, look);
    }
    return look;
  }

  isHiddenTable(name: string | undefined): boolean {
    return this.#styles.get(`table ${name}`)?.hidden === true;
  }

  #inherited<K extends keyof Style>(key: string, family: string, field: K): Style[K] | undefined {
    let style = this.#styles.get(key);
    for (let i = 0; style && i < MAX_PARENTS; i++) {
      if (style[field] !== undefined) return style[field];
      style = this.#styles.get(`${family} ${style.parent}`);
    }
    return undefined;
  }

  #dateFields(name: string | undefined): Pick<Cell, 'era' | 'shows'> {
    const parts = this.#dateParts.get(name ?? '');
    if (!parts) return {};
    const shows = partsShown(parts.has('year'), parts.has('month'), parts.has('day'));
    return { ...(parts.has('era') ? { era: true } : {}), ...(shows ? { shows } : {}) };
  }
}

/** "#d9d9d9" as Excel writes it: "FFD9D9D9". */
function toArgb(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? `FF${colour.slice(1).toUpperCase()}` : colour;
}
