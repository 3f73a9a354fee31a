import { createElement, memo, type ReactNode } from 'react';
import { readSvg, type SvgNode } from './svgTree.ts';

/** Elements and attributes a drawing is made of; anything else is left out, so that a drawing can only ever draw. */
const ELEMENTS = new Set(['svg', 'g', 'text', 'path', 'rect', 'ellipse']);
const ATTRIBUTES: Readonly<Record<string, string>> = {
  viewBox: 'viewBox',
  transform: 'transform',
  d: 'd',
  x: 'x',
  y: 'y',
  cx: 'cx',
  cy: 'cy',
  width: 'width',
  height: 'height',
  rx: 'rx',
  ry: 'ry',
  fill: 'fill',
  stroke: 'stroke',
  'stroke-width': 'strokeWidth',
  'font-family': 'fontFamily',
  'font-size': 'fontSize',
  'font-weight': 'fontWeight',
  'text-rendering': 'textRendering',
};

/** How core/label/draw.ts sets its text; widths were computed for exactly this. */
const TEXT_STYLE = { fontKerning: 'none', fontVariantLigatures: 'none', whiteSpace: 'pre' } as const;

function draw(node: SvgNode | string, key: number): ReactNode {
  if (typeof node === 'string') return node;
  if (!ELEMENTS.has(node.name)) return null;
  const props: Record<string, unknown> = { key };
  for (const [name, value] of Object.entries(node.attributes)) {
    const prop = ATTRIBUTES[name];
    if (prop) props[prop] = value;
  }
  return createElement(node.name, props, ...node.children.map(draw));
}

/** One sheet or label, drawn with the fonts of the page: the same drawing that is printed. */
export const SvgPage = memo(function SvgPage({
  svg,
  name,
  className,
  mm,
  ratio,
}: {
  svg: string;
  name: string;
  className: string;
  /** Drawn this large, whatever the style sheet says. */
  mm?: { readonly width: number; readonly height: number } | undefined;
  /** Width to height, for a drawing whose height the style sheet gives. */
  ratio?: string | undefined;
}) {
  const { attributes, children } = readSvg(svg);
  return (
    <svg
      role="img"
      aria-label={name}
      lang="ja"
      className={className}
      viewBox={attributes['viewBox']}
      fontFamily={attributes['font-family']}
      textRendering="geometricPrecision"
      style={{
        ...TEXT_STYLE,
        ...(mm ? { width: `${mm.width}mm`, height: `${mm.height}mm` } : {}),
        ...(ratio ? { aspectRatio: ratio } : {}),
      }}
    >
      {children.map(draw)}
    </svg>
  );
});
