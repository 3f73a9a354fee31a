import { inflateSync } from 'node:zlib';

/** A picture in black and white, one byte a dot: 1 is black. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly black: Uint8Array;
}

/**
 * Reads a PNG as browsers write screenshots (8 bits, RGB or RGBA, not interlaced) the way a one-bit printer prints it:
 * a dot darker than half is black.
 * @throws Error for other files
 */
export function readPng(file: Uint8Array): Bitmap {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.toString('latin1', 1, 4) !== 'PNG') throw new Error('not a PNG');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = { 2: 3, 6: 4 }[bytes.readUInt8(25)];
  if (bytes.readUInt8(24) !== 8 || !channels || bytes.readUInt8(28) !== 0) throw new Error('an unusual PNG');
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const rows = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const black = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < black.length; i += 1, at += channels)
    black[i] = 299 * rows[at]! + 587 * rows[at + 1]! + 114 * rows[at + 2]! < 128_000 ? 1 : 0;
  return { width, height, black };
}

/** Undoes the filters of the rows (PNG §9). */
function unfiltered(data: Buffer, stride: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)]!;
    const row = y * stride;
    const source = y * (stride + 1) + 1;
    for (let x = 0; x < stride; x += 1) {
      const left = x >= step ? out[row + x - step]! : 0;
      const up = y > 0 ? out[row + x - stride]! : 0;
      let guess = 0;
      if (filter === 1) guess = left;
      else if (filter === 2) guess = up;
      else if (filter === 3) guess = (left + up) >> 1;
      else if (filter === 4) guess = paeth(left, up, x >= step && y > 0 ? out[row + x - stride - step]! : 0);
      out[row + x] = data[source + x]! + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const p = left + up - corner;
  const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Part of a picture; what lies outside is white. */
export function crop(from: Bitmap, x: number, y: number, width: number, height: number): Bitmap {
  const black = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const [at, on] = [x + column, y + row];
      if (at >= 0 && at < from.width && on >= 0 && on < from.height)
        black[row * width + column] = from.black[on * from.width + at]!;
    }
  return { width, height, black };
}

/** The same picture with every dot drawn as a square of `times` dots: what a camera sees of a print. */
export function enlarge(from: Bitmap, times: number): Bitmap {
  const [width, height] = [from.width * times, from.height * times];
  const black = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      black[y * width + x] = from.black[Math.floor(y / times) * from.width + Math.floor(x / times)]!;
  return { width, height, black };
}
