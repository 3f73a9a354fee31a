/** What a host must supply to the core. The core knows no Electron, no HTTP and no browser (docs/architecture.md). */
export interface Ports {
  /** Present moment; a test injects its own. */
  readonly now: () => Date;
  /** A new random identifier (UUID). */
  readonly newId: () => string;
  readonly printer: Printer;
  readonly log: (line: string) => void;
}

/** Turns a finished document into paper or PDF. Implemented by Electron (printToPDF) and by a headless installed browser. */
export interface Printer {
  /**
   * @param html a complete HTML document; one `<section class="sheet">` with one SVG per page, fonts inlined.
   * @param page page size in mm.
   * @returns the PDF's bytes. Throws DaichoError('noBrowser') where there is none, ('cancelled') after an abort.
   */
  pdf(html: string, page: { widthMm: number; heightMm: number }, signal?: AbortSignal): Promise<Uint8Array>;
}
