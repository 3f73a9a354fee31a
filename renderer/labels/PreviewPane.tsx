import { useState } from 'react';
import type { LabelPreview, LabelSheetInfo } from '../../contract/label.ts';
import { Button } from '../ui/Button.tsx';
import { SvgPage } from './SvgPage.tsx';

interface PreviewPaneProps {
  preview: LabelPreview;
  busy: boolean;
  sheet: LabelSheetInfo | undefined;
}

/** How the sheets will look: the first pages, whole or in real size. */
export function PreviewPane({ preview, busy, sheet }: PreviewPaneProps) {
  const [real, setReal] = useState(false);
  const hidden = preview.pageCount - preview.pages.length;
  return (
    <div className="label-preview" aria-busy={busy}>
      <div className="label-preview-tools">
        <p className="number">
          {preview.labels.toLocaleString('ja-JP')}枚 · {preview.pageCount.toLocaleString('ja-JP')}ページ
        </p>
        <fieldset className="segmented" aria-label="見え方">
          <Button small aria-pressed={!real} onClick={() => setReal(false)}>
            全体
          </Button>
          <Button small aria-pressed={real} onClick={() => setReal(true)}>
            実際の大きさ（100%）
          </Button>
        </fieldset>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={`label-pages ${real ? 'label-pages-real' : ''}`} tabIndex={0} aria-label="仕上がり">
        {preview.pages.map((svg, index) => (
          <SvgPage
            // biome-ignore lint/suspicious/noArrayIndexKey: the place of a page is what it is
            key={index}
            className={`label-page ${sheet?.medium === 'roll' ? 'label-page-roll' : ''}`}
            svg={svg}
            name={`${index + 1}ページ目の仕上がり`}
            ratio={sheet && `${sheet.paperWidth} / ${sheet.paperHeight}`}
            mm={real && sheet ? { width: sheet.paperWidth, height: sheet.paperHeight } : undefined}
          />
        ))}
        {hidden > 0 && (
          <p className="muted">このあと{hidden.toLocaleString('ja-JP')}ページあります（PDFにはすべて入ります）。</p>
        )}
      </section>
    </div>
  );
}
