import { crc32, deflateSync } from 'node:zlib';
import type { TestApp } from './app.ts';
import { makeZip } from './books.ts';

/** Small files of the kinds that can be attached. */

/** A PNG of one grey; another shade, another file. */
export function png(shade = 120, size = 64): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.of(0), Buffer.alloc(size * 3, shade)]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: size }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const pdf = (text = '') => Buffer.from(`%PDF-1.7\n%${text}\n%%EOF\n`);

export function office(...parts: readonly string[]): Buffer {
  return Buffer.from(makeZip(['[Content_Types].xml', ...parts].map((name) => ({ name, data: '<x/>' }))));
}

export function attach(test: TestApp, assetId: string, fileName: string, bytes: Uint8Array) {
  return test.call('attachment.add', { assetId, fileName, base64: Buffer.from(bytes).toString('base64') });
}
