import { crc32, deflateSync } from 'node:zlib';
import { makeZip, type Part } from './books.ts';

/**
 * A union's own form as Excel writes one, with everything that a library would lose: a stamp box as a drawing, a seal
 * as a picture, a note, merged cells, conditional formats, value lists, page breaks, header and footer, names, formulas
 * with their chain, and a second sheet that looks at the first. Rows 6 is repeated; rows 7 to 9 lie below.
 */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

const relations = (list: readonly (readonly [string, string])[]) =>
  `${HEAD}<Relationships xmlns="${PACKAGE}">${list
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const STRINGS = [
  '様式第3号（第7条関係）',
  '{{組合名}}　情報資産管理簿',
  '基準日',
  '{{基準日}}',
  'No.',
  '資産名称',
  '機密性',
  '取得日',
  '{{#資産}}{{通し番号}}',
  '{{資産番号}}　{{資産名称}}',
  '{{ 機密性 }}',
  '｛｛取得年月日｝｝',
  '計',
  '上記のとおり報告します。',
];
/** A string with runs: the word is bold and red. */
const RICH =
  '<si><r><rPr><sz val="11"/><rFont val="ＭＳ ゴシック"/></rPr><t xml:space="preserve">所管 </t></r>' +
  '<r><rPr><b/><color rgb="FFFF0000"/><sz val="11"/><rFont val="ＭＳ ゴシック"/></rPr><t>{{所管部署}}</t></r><phoneticPr fontId="1"/></si>';

const s = (cell: string, index: number, style = 0) => `<c r="${cell}" s="${style}" t="s"><v>${index}</v></c>`;

const SHEET =
  `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">` +
  '<sheetPr><tabColor rgb="FF00B050"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:F9"/>' +
  '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="5" topLeftCell="A6" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A6" sqref="A6"/></sheetView></sheetViews>' +
  '<sheetFormatPr defaultRowHeight="18.75" x14ac:dyDescent="0.4"/><cols><col min="1" max="1" width="6.625" customWidth="1"/><col min="2" max="2" width="40" customWidth="1"/><col min="3" max="6" width="16" customWidth="1"/></cols>' +
  `<sheetData><row r="1" spans="1:6" x14ac:dyDescent="0.4">${s('A1', 0)}</row>` +
  `<row r="2" spans="1:6" ht="40" customHeight="1">${s('A2', 1, 2)}<c r="B2" s="2"/><c r="C2" s="2"/></row>` +
  `<row r="3">${s('A3', 2)}${s('B3', 3, 3)}</row>` +
  `<row r="5">${s('A5', 4, 1)}${s('B5', 5, 1)}${s('C5', 6, 1)}${s('D5', 7, 1)}<c r="E5" s="1"/><c r="F5" s="1"/></row>` +
  `<row r="6" ht="24" customHeight="1">${s('A6', 8, 1)}${s('B6', 9, 1)}${s('C6', 10, 1)}${s('D6', 11, 3)}<c r="E6" s="1" t="s"><v>14</v></c><c r="F6" s="1"><f>A6*2+$A$9</f><v>0</v></c></row>` +
  `<row r="7">${s('A7', 12, 1)}<c r="B7" s="1"><f>COUNTA(B6:B6)</f><v>1</v></c><c r="C7" s="1"/><c r="D7" s="1"/></row>` +
  `<row r="8"><c r="A8" s="1"><f>SUM(F$6:F6)</f><v>0</v></c></row>` +
  `<row r="9"><c r="A9" s="1"><v>5</v></c>${s('B9', 13)}</row></sheetData>` +
  '<sheetProtection sheet="0"/><mergeCells count="4"><mergeCell ref="A2:C2"/><mergeCell ref="E5:F5"/><mergeCell ref="B9:D9"/><mergeCell ref="C7:D7"/></mergeCells>' +
  '<conditionalFormatting sqref="C6"><cfRule type="containsText" dxfId="0" priority="1" operator="containsText" text="3"><formula>NOT(ISERROR(SEARCH("3",C6)))</formula></cfRule></conditionalFormatting>' +
  '<conditionalFormatting sqref="A9"><cfRule type="cellIs" dxfId="0" priority="2" operator="greaterThan"><formula>$A$8</formula></cfRule></conditionalFormatting>' +
  '<dataValidations count="2"><dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="C6"><formula1>"自治体機密性3B,自治体機密性2"</formula1></dataValidation><dataValidation type="whole" sqref="A9"><formula1>0</formula1><formula2>A8</formula2></dataValidation></dataValidations>' +
  '<hyperlinks><hyperlink ref="B9" location="表紙!A1" display="表紙"/></hyperlinks>' +
  '<printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
  '<headerFooter><oddHeader>&amp;L&amp;"ＭＳ ゴシック,標準"庁内限り&amp;R&amp;D</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>' +
  '<rowBreaks count="1" manualBreakCount="1"><brk id="7" max="16383" man="1"/></rowBreaks>' +
  '<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/></worksheet>';

const at = (column: number, row: number) =>
  `<xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff>`;

const shape = (id: number, name: string, words: string) =>
  `<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="${id}" name="${name}"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="720000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="ja-JP" sz="900"/><a:t>${words}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/>`;

const DRAWING_XML =
  `${HEAD}<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main">` +
  `<xdr:twoCellAnchor editAs="oneCell"><xdr:from>${at(3, 0)}</xdr:from><xdr:to>${at(4, 3)}</xdr:to>${shape(2, '決裁欄 管理者', '管理者')}</xdr:twoCellAnchor>` +
  `<xdr:twoCellAnchor editAs="oneCell"><xdr:from>${at(4, 0)}</xdr:from><xdr:to>${at(5, 3)}</xdr:to>${shape(3, '決裁欄 担当', '担当')}</xdr:twoCellAnchor>` +
  `<xdr:twoCellAnchor><xdr:from>${at(5, 4)}</xdr:from><xdr:to>${at(6, 8)}</xdr:to>${shape(4, '縦の線', '')}</xdr:twoCellAnchor>` +
  `<xdr:oneCellAnchor><xdr:from>${at(4, 8)}</xdr:from><xdr:ext cx="360000" cy="360000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="5" name="公印"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="${OFFICE}" r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>`;

const COVER = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1"><f>管理簿!A9+SUM(管理簿!F6:F6)</f><v>5</v></c></row></sheetData></worksheet>`;

/** Every part, to be changed by a test before it is packed. */
export function unionFormParts(): Part[] {
  return [
    {
      name: '[Content_Types].xml',
      data: `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/><Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/><Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>`,
    },
    { name: '_rels/.rels', data: relations([['officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      data: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="20000" windowHeight="12000"/></bookViews><sheets><sheet name="管理簿" sheetId="1" r:id="rId1"/><sheet name="表紙" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">管理簿!$A$1:$F$9</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">管理簿!$1:$5</definedName><definedName name="合計欄">管理簿!$A$8</definedName></definedNames><calcPr calcId="191029"/></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['worksheet', 'worksheets/sheet2.xml'],
        ['styles', 'styles.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
        ['calcChain', 'calcChain.xml'],
      ]),
    },
    { name: 'xl/worksheets/sheet1.xml', data: SHEET },
    {
      name: 'xl/worksheets/_rels/sheet1.xml.rels',
      data: relations([
        ['drawing', '../drawings/drawing1.xml'],
        ['vmlDrawing', '../drawings/vmlDrawing1.vml'],
        ['comments', '../comments1.xml'],
      ]),
    },
    { name: 'xl/worksheets/sheet2.xml', data: COVER },
    {
      name: 'xl/sharedStrings.xml',
      data: `${HEAD}<sst xmlns="${MAIN}" count="15" uniqueCount="15">${STRINGS.map((words) => `<si><t>${words}</t></si>`).join('')}${RICH}</sst>`,
    },
    {
      name: 'xl/styles.xml',
      data: `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><fonts count="2"><font><sz val="11"/><name val="ＭＳ ゴシック"/></font><font><b/><sz val="16"/><name val="ＭＳ ゴシック"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0"/><xf numFmtId="176" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/></cellXfs><dxfs count="1"><dxf><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf></dxfs></styleSheet>`,
    },
    { name: 'xl/drawings/drawing1.xml', data: DRAWING_XML },
    { name: 'xl/drawings/_rels/drawing1.xml.rels', data: relations([['image', '../media/image1.png']]) },
    { name: 'xl/media/image1.png', data: redSquare(), stored: true },
    {
      name: 'xl/comments1.xml',
      data: `${HEAD}<comments xmlns="${MAIN}"><authors><author>総務</author></authors><commentList><comment ref="B9" authorId="0"><text><t>押印のこと</t></text></comment></commentList></comments>`,
    },
    {
      name: 'xl/drawings/vmlDrawing1.vml',
      data: '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;visibility:hidden"><x:ClientData ObjectType="Note"><x:Anchor>2, 15, 7, 2, 4, 15, 11, 4</x:Anchor><x:Row>8</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>',
    },
    {
      name: 'xl/calcChain.xml',
      data: `${HEAD}<calcChain xmlns="${MAIN}"><c r="F6" i="1"/><c r="B7" i="1"/><c r="A8" i="1"/><c r="A1" i="2"/></calcChain>`,
    },
  ];
}

/** A picture of 16 by 16 red dots. */
function redSquare(): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const row = Buffer.from([0, ...Array.from({ length: 16 }, () => [200, 0, 0]).flat()]);
  const header = Buffer.from([0, 0, 0, 16, 0, 0, 0, 16, 8, 2, 0, 0, 0]);
  const dots = deflateSync(Buffer.concat(Array.from({ length: 16 }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', dots), chunk('IEND', new Uint8Array())]);
}

export const unionForm = () => makeZip(unionFormParts());
