/**
 * The content security policy of every page of the app (reliability.md §4). Both doors send the same one; they differ
 * only in whether the page may talk to its own origin.
 *
 * @param connect `'none'` under Electron (all calls go through the preload bridge), `'self'` under the loopback host,
 * which also prints: the browser's own PDF viewer in a frame, from a blob that the page made.
 */
export function csp(connect: 'none' | 'self'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src '${connect}'`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-src ${connect === 'self' ? 'blob:' : "'none'"}`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/**
 * Policy of a document that is only printed: it carries its fonts and styles inside itself and runs nothing.
 */
export const PRINT_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** Headers of every answer of both doors, beside the policy itself. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
};
