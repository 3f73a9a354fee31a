import { formatDate } from '../../contract/japanese/date.ts';
import { pen } from '../classification/pageSvg.ts';
import { localDate } from '../context.ts';
import { labelDocument } from '../label/document.ts';
import { type FontDirs, fontFaces } from '../label/fonts.ts';
import { pieces, pt, wrap } from '../label/text.ts';

const PAPER = { w: 210, h: 297 };
const LEFT = 20;
const WIDTH = PAPER.w - 2 * LEFT;

const LINES = [
  '管理者がパスワードを忘れたときに、ログインの画面の「復旧コードを使う」で、このコードを入れます。',
  'このコードがあれば、だれでも管理者になれます。封筒に入れて封をし、金庫など、鍵のかかる所に保管してください。',
  'パソコンの中や、控えのUSBメモリと同じ所には置かないでください。',
  '一度使うと、このコードは使えなくなります。画面の案内に従って、新しいコードを印刷してください。',
  'Iと1、Oと0は同じ文字として読みます。大文字と小文字、全角と半角、間の「-」は、どちらでもかまいません。',
];

/** The sheet with the recovery code, one page A4: what goes into the safe. */
export function recoveryDocument(
  { code, unionName, now }: { code: string; unionName: string; now: Date },
  dirs?: FontDirs,
): string {
  const to = pen(PAPER);
  to.text(unionName, LEFT, 24, pt(11));
  to.text('復旧コード', LEFT, 38, pt(22), { bold: true });
  to.text(`${formatDate(localDate(now), 'wareki')} 作成　取扱注意（親展）`, LEFT, 48, pt(11));
  to.box(LEFT, 58, WIDTH, 42, { width: 0.6 });
  const groups = code.split('-');
  const half = Math.ceil(groups.length / 2);
  to.text(groups.slice(0, half).join(' - '), PAPER.w / 2, 75, pt(24), { bold: true, align: 'centre' });
  to.text(groups.slice(half).join(' - '), PAPER.w / 2, 91, pt(24), { bold: true, align: 'centre' });
  let y = 114;
  for (const line of LINES) {
    to.text('・', LEFT, y, pt(11));
    for (const part of wrap(pieces(line, 'character'), (WIDTH - 6) / pt(11), 9).lines) {
      to.text(part, LEFT + 6, y, pt(11));
      y += pt(11) * 1.5;
    }
    y += 2;
  }
  to.text('保管した所　　　　　　　　　　　　　　　　　　保管した人　　　　　　　　　　　日付', LEFT, y + 12, pt(11));
  to.line(LEFT, y + 24, LEFT + WIDTH, y + 24, 0.3);
  const fonts = fontFaces([...to.regular].join(''), { bold: [...to.bold].join(''), ...(dirs ? { dirs } : {}) });
  return labelDocument([to.svg()], fonts, { widthMm: PAPER.w, heightMm: PAPER.h });
}
