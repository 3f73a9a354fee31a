import { csp, SAFE_HEADERS } from '../contract/csp.ts';
import type { ScreenFiles } from '../core/screenFiles.ts';
import { isOwnAddress } from './address.ts';

/**
 * Answers a request of the page for one of the built files. The path is looked up in the fixed list; nothing is joined
 * to a folder (reliability.md §4, item 18).
 */
export function screenResponse(files: ScreenFiles, request: { method: string; url: string }): Response {
  if (request.method !== 'GET') return refusal(405);
  if (!isOwnAddress(request.url)) return refusal(403);
  const file = files.get(new URL(request.url).pathname);
  if (!file) return refusal(404);
  return new Response(file.bytes, {
    headers: { ...SAFE_HEADERS, 'Content-Type': file.type, 'Content-Security-Policy': csp('none') },
  });
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { ...SAFE_HEADERS, 'Content-Security-Policy': csp('none') } });
}
