/**
 * The parts of a stacked bar chart (ECMA-376 Part 1, 21.2 DrawingML Charts, 20.5 SpreadsheetML Drawings): the drawing
 * that places it, the chart, and the relation between the two. Patterns and greys, so that it reads in black and white.
 */
import type { ExtraPart } from './stream.ts';
import { escapeXml } from './text.ts';

export interface ChartModel {
  /** Sheet on which the numbers stand. */
  readonly sheet: string;
  readonly title: string;
  /** Names of the bars: a column of the sheet, both rows included. */
  readonly labels: {
    readonly column: string;
    readonly from: number;
    readonly to: number;
    readonly texts: readonly string[];
  };
  readonly series: readonly {
    readonly label: string;
    readonly letters: string;
    readonly headRow: number;
    readonly values: readonly number[];
  }[];
  /** Rows and columns from 0. */
  readonly place: { readonly fromRow: number; readonly toRow: number; readonly toColumn: number };
}

const DRAWING_ML = 'http://schemas.openxmlformats.org/drawingml/2006';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Dark to light, plain and hatched in turn. */
const FILLS = [
  '<a:solidFill><a:srgbClr val="262626"/></a:solidFill>',
  pattern('wdUpDiag', '404040'),
  '<a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill>',
  pattern('pct25', '404040'),
  '<a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill>',
  pattern('ltHorz', '595959'),
  '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>',
  pattern('smGrid', '7F7F7F'),
];

function pattern(preset: string, ink: string): string {
  return `<a:pattFill prst="${preset}"><a:fgClr><a:srgbClr val="${ink}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>`;
}

export function chartParts(model: ChartModel): ExtraPart[] {
  return [
    {
      name: 'xl/drawings/drawing1.xml',
      contentType: 'application/vnd.openxmlformats-officedocument.drawing+xml',
      xml: drawingXml(model),
    },
    {
      name: 'xl/drawings/_rels/drawing1.xml.rels',
      contentType: null,
      xml: `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/chart" Target="../charts/chart1.xml"/></Relationships>`,
    },
    {
      name: 'xl/charts/chart1.xml',
      contentType: 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
      xml: chartXml(model),
    },
  ];
}

function drawingXml({ title, place }: ChartModel): string {
  const at = (column: number, row: number) =>
    `<xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff>`;
  return (
    `${HEAD}<xdr:wsDr xmlns:xdr="${DRAWING_ML}/spreadsheetDrawing" xmlns:a="${DRAWING_ML}/main">` +
    `<xdr:twoCellAnchor><xdr:from>${at(0, place.fromRow)}</xdr:from><xdr:to>${at(place.toColumn, place.toRow)}</xdr:to>` +
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="グラフ 1" descr="${attribute(title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
    '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>' +
    `<a:graphic><a:graphicData uri="${DRAWING_ML}/chart"><c:chart xmlns:c="${DRAWING_ML}/chart" xmlns:r="${RELATIONS}" r:id="rId1"/></a:graphicData></a:graphic>` +
    '</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>'
  );
}

function chartXml({ sheet, title, labels, series }: ChartModel): string {
  const on = `'${escapeXml(sheet)}'!`;
  const names =
    `<c:cat><c:strRef><c:f>${on}$${labels.column}$${labels.from}:$${labels.column}$${labels.to}</c:f>` +
    `<c:strCache><c:ptCount val="${labels.texts.length}"/>${points(labels.texts)}</c:strCache></c:strRef></c:cat>`;
  const all = series.map(
    ({ label, letters, headRow, values }, index) =>
      `<c:ser><c:idx val="${index}"/><c:order val="${index}"/>` +
      `<c:tx><c:strRef><c:f>${on}$${letters}$${headRow}</c:f><c:strCache><c:ptCount val="1"/>${points([label])}</c:strCache></c:strRef></c:tx>` +
      `<c:spPr>${FILLS[index % FILLS.length]}<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/>` +
      `${names}<c:val><c:numRef><c:f>${on}$${letters}$${labels.from}:$${letters}$${labels.to}</c:f>` +
      `<c:numCache><c:formatCode>0</c:formatCode><c:ptCount val="${values.length}"/>${points(values)}</c:numCache></c:numRef></c:val></c:ser>`,
  );
  return (
    `${HEAD}<c:chartSpace xmlns:c="${DRAWING_ML}/chart" xmlns:a="${DRAWING_ML}/main" xmlns:r="${RELATIONS}">` +
    '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>' +
    `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="ja-JP" sz="1200" b="1"/><a:t>${escapeXml(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>` +
    '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>' +
    `<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>${all.join('')}` +
    '<c:gapWidth val="50"/><c:overlap val="100"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>' +
    // The first row of the table is the uppermost bar.
    '<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>' +
    '<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1001"/><c:crosses val="max"/><c:crossBetween val="between"/></c:valAx>' +
    '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>' +
    '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln w="6350"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></c:spPr>' +
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr lang="ja-JP"/></a:p></c:txPr>' +
    '</c:chartSpace>'
  );
}

function points(values: readonly (string | number)[]): string {
  return values.map((value, index) => `<c:pt idx="${index}"><c:v>${escapeXml(String(value))}</c:v></c:pt>`).join('');
}

const attribute = (words: string) => escapeXml(words).replaceAll('"', '&quot;');
