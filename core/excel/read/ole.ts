import { DaichoError } from '../../../contract/errors.ts';

const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const END_OF_CHAIN = 0xfffffffe;
const MAX_DIRECTORY_SECTORS = 4_096;

export const isOle = (bytes: Uint8Array): boolean => SIGNATURE.equals(bytes.subarray(0, 8));

/**
 * Names of the streams and storages of an OLE compound file ([MS-CFB] 2.6), in directory order. Enough to tell an old
 * .xls from a password-protected .xlsx: both begin with the same bytes.
 * @throws DaichoError fileUnreadable when the directory cannot be followed
 */
export function oleNames(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const sectorSize = 2 ** buffer.readUInt16LE(30);
    if (sectorSize !== 512 && sectorSize !== 4096) throw new RangeError('sector size');
    const offset = (sector: number) => (sector + 1) * sectorSize;
    const nextSector = (sector: number) => {
      const perSector = sectorSize / 4;
      const fatIndex = Math.floor(sector / perSector);
      // The header lists the first 109 FAT sectors: 6.8 MB of 512-byte sectors. The directory of a book lies inside.
      if (fatIndex >= 109) throw new RangeError('directory too far');
      return buffer.readUInt32LE(offset(buffer.readUInt32LE(76 + fatIndex * 4)) + (sector % perSector) * 4);
    };
    const names: string[] = [];
    let sector = buffer.readUInt32LE(48);
    for (let i = 0; sector !== END_OF_CHAIN; i++) {
      if (i >= MAX_DIRECTORY_SECTORS) throw new RangeError('endless directory');
      for (let at = offset(sector); at < offset(sector) + sectorSize; at += 128) {
        const length = buffer.readUInt16LE(at + 64);
        if (length >= 2 && length <= 64) names.push(buffer.toString('utf16le', at, at + length - 2));
      }
      sector = nextSector(sector);
    }
    return names;
  } catch (error) {
    if (error instanceof RangeError)
      throw new DaichoError('fileUnreadable', '古いOffice形式のファイルですが、壊れています。');
    throw error;
  }
}
