import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Browser, findBrowser } from '../../../host/browser.ts';
import { browserPrinter } from '../../../host/printer.ts';
import { type PdfPage, readPdf } from '../../support/pdf.ts';

const A4 = { widthMm: 210, heightMm: 297 };

/** 庁 and 台 live in two of the font's slices; the document carries both, as the labels do. */
function japaneseDocument(): string {
  const dir = new URL('../../../node_modules/@fontsource/biz-udgothic/', import.meta.url);
  const ranges = JSON.parse(readFileSync(new URL('unicode.json', dir), 'utf8')) as Record<string, string>;
  const faces = [...'台帳髙'].map((character) => {
    const slice = sliceOf(ranges, character.codePointAt(0)!);
    const file = new URL(`files/biz-udgothic-${slice}-400-normal.woff2`, dir);
    return `@font-face{font-family:B;unicode-range:U+${character.codePointAt(0)!.toString(16)};src:url(data:font/woff2;base64,${readFileSync(file, 'base64')})}`;
  });
  return `<!doctype html><style>${faces.join('')}@page{size:210mm 297mm;margin:0}body{margin:0;font-family:B}svg{display:block}</style>
    <section class="sheet"><svg viewBox="0 0 210 297" width="210mm" height="297mm"><text x="20" y="20" font-size="8">台帳髙</text></svg></section>`;
}

function sliceOf(ranges: Record<string, string>, code: number): string {
  for (const [slice, text] of Object.entries(ranges)) {
    const hit = text.split(',').some((part) => {
      const [from, to] = part.replace('U+', '').split('-');
      return code >= Number.parseInt(from!, 16) && code <= Number.parseInt(to ?? from!, 16);
    });
    if (hit && slice.startsWith('[')) return slice.slice(1, -1);
  }
  throw new Error(`no slice for ${code.toString(16)}`);
}

/** Pages, words and fonts of the PDF. */
function inspect(pdf: Uint8Array): { pages: readonly PdfPage[]; text: string; fonts: readonly string[] } {
  const pages = readPdf(pdf);
  const glyphs = pages.flatMap((page) => page.glyphs);
  return { pages, text: glyphs.map(({ text }) => text).join(''), fonts: glyphs.map(({ font }) => font) };
}

describe.each(['npm', 'installed'])('printing with the %s browser', (kind) => {
  const find = async () => {
    if (kind === 'npm') vi.stubEnv('DAICHO_BROWSER', 'npm');
    try {
      return await findBrowser(kind === 'npm' ? {} : { forWindow: true });
    } finally {
      vi.unstubAllEnvs();
    }
  };
  const printer = browserPrinter({ find });
  afterAll(() => printer.close());

  it('makes a PDF of the asked size with Japanese words in the font that the document carries', {
    timeout: 60_000,
  }, async (context) => {
    if (!(await find())) context.skip(`no ${kind} browser on this machine`);
    const { pages, text, fonts } = inspect(await printer.pdf(japaneseDocument(), A4));
    expect(text).toBe('台帳髙');
    for (const font of fonts) expect(font).toContain('BIZUDGothic');
    expect(pages).toHaveLength(1);
    expect(Math.abs(pages[0]!.w - 210)).toBeLessThan(0.2);
    expect(Math.abs(pages[0]!.h - 297)).toBeLessThan(0.2);
  });

  it('asks nothing of the network and runs no script of the document', { timeout: 60_000 }, async (context) => {
    if (!(await find())) context.skip(`no ${kind} browser on this machine`);
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const html = `<!doctype html><img src="${url}/img"><link rel=stylesheet href="${url}/css"><iframe src="${url}/frame"></iframe>
        <p id=p>before</p><script>document.getElementById('p').textContent='scripted'; fetch('${url}/fetch')</script>`;
      const { text } = inspect(await printer.pdf(html, A4));
      expect(text).toContain('before');
      expect(text).not.toContain('scripted');
      expect(asked).toEqual([]);
      // Control: the address does answer.
      await fetch(`${url}/control`);
      expect(asked).toEqual(['/control']);
    } finally {
      server.close();
    }
  });
});

it('without a browser the failure is noBrowser', async () => {
  const printer = browserPrinter({ find: async () => null });
  await expect(printer.pdf('<p>', A4)).rejects.toMatchObject({ code: 'noBrowser' });
});

it('a program that is no browser is noBrowser too, and the next try starts afresh', { timeout: 30_000 }, async () => {
  const broken: Browser = { path: '/bin/false', args: ['--no-sandbox'], name: 'Broken', env: {}, headlessOnly: false };
  const find = vi.fn(async (): Promise<Browser | null> => broken);
  const printer = browserPrinter({ find });
  await expect(printer.pdf('<p>', A4)).rejects.toMatchObject({ code: 'noBrowser' });
  await expect(printer.pdf('<p>', A4)).rejects.toMatchObject({ code: 'noBrowser' });
  expect(find).toHaveBeenCalledTimes(2);
});

it('an abort before or during the work is cancelled', { timeout: 60_000 }, async () => {
  const printer = browserPrinter();
  try {
    await expect(printer.pdf('<p>', A4, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    const many = '<p>資産</p>'.repeat(200_000);
    const controller = new AbortController();
    await printer.pdf('<p>warm', A4);
    setTimeout(() => controller.abort(), 50);
    await expect(printer.pdf(many, A4, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect((await printer.pdf('<p>after', A4)).byteLength).toBeGreaterThan(500);
  } finally {
    await printer.close();
  }
});

it('one browser serves several documents, ends when idle and starts again', { timeout: 60_000 }, async () => {
  const launch = vi.spyOn(chromium, 'launch');
  const printer = browserPrinter({ idleMs: 100 });
  try {
    await Promise.all([printer.pdf('<p>1', A4), printer.pdf('<p>2', A4)]);
    await printer.pdf('<p>3', A4);
    expect(launch).toHaveBeenCalledTimes(1);
    const browser = await (launch.mock.results[0]!.value as ReturnType<typeof chromium.launch>);
    await expect.poll(() => browser.isConnected()).toBe(false);
    await printer.pdf('<p>4', A4);
    expect(launch).toHaveBeenCalledTimes(2);
  } finally {
    launch.mockRestore();
    await printer.close();
  }
});
