/** The one address of the app's pages. A standard, secure scheme of its own: no file://, no http. */
export const SCHEME = 'app';
export const ORIGIN = 'app://daicho';
export const START_URL = `${ORIGIN}/`;

/** The scheme's rights; has to be registered before the app is ready. */
export const SCHEME_PRIVILEGES = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
} as const;

/** True for an address of our own pages, whatever follows the origin. */
export function isOwnAddress(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${SCHEME}:` && host === 'daicho';
  } catch {
    return false;
  }
}
