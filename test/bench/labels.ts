import { rmSync } from 'node:fs';
import type { LabelResult } from '../../contract/label.ts';
import { createApp } from '../../core/app.ts';
import { browserPrinter } from '../../host/printer.ts';
import { watchEventLoop } from './eventLoop.ts';
import type { Figure } from './figures.ts';
import type { MeasureInput } from './measures.ts';
import { call, copyRegister, job, quietPorts } from './register.ts';

/** Labels with QR codes on sheets of 44, drawn in a worker and printed to PDF by a headless browser. */
export async function measureLabels({ dir, rows }: MeasureInput): Promise<Figure[]> {
  const copy = copyRegister(dir);
  const printer = browserPrinter();
  try {
    const app = await createApp({ dataDir: copy, ports: { ...quietPorts, printer }, who: 'bench' });
    const { ids } = await call<{ ids: string[] }>(app, 'asset.ids', {});
    await call(app, 'operator.set', { name: '葦沼 恵', post: '主任' });
    const print = async (first: number) => {
      const from = performance.now();
      const result = await job<LabelResult>(app, 'label.print', {
        filter: { ids: ids.slice(first, first + rows) },
        sheetId: 'ELM022',
      });
      if (result.labels !== rows) throw new Error(`printed ${result.labels} of ${rows} labels`);
      return performance.now() - from;
    };
    const blocked = watchEventLoop();
    const cold = await print(0);
    const longest = blocked();
    const warm = await print(rows);
    // What the browser needs for as many pages without anything on them.
    const pages = Math.ceil(rows / 44);
    const from = performance.now();
    await printer.pdf(emptyPages(pages), { widthMm: 210, heightMm: 297 });
    const empty = performance.now() - from;
    const reference = { what: `PDF of ${pages} empty pages`, value: empty };
    await app.close();
    return [
      { name: `${rows} labels to PDF, browser start included`, unit: 'ms', ours: cold, reference },
      { name: `${rows} labels to PDF, browser running`, unit: 'ms', ours: warm, reference },
      { name: '  longest block of the main thread', unit: 'ms', ours: longest },
    ];
  } finally {
    await printer.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

function emptyPages(pages: number): string {
  const sheet = '<section style="break-after: page; height: 290mm"></section>';
  return `<!doctype html><style>@page { size: 210mm 297mm; margin: 0 } body { margin: 0 }</style>${sheet.repeat(pages)}`;
}
