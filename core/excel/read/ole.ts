import { DaichoError } from '../../../contract/errors.ts';

const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const END_OF_CHAIN = 0xfffffffe;
const MAX_DIRECTORY_SECTORS = 4_096;
/** The header lists the first FAT sectors (6.8 MB of 512-byte sectors); a chain of sectors lists the others. */
const FAT_IN_HEADER = 109;
/** 2 GB of 512-byte sectors. */
const MAX_FAT_SECTORS = 32_768;

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
      const fatSector = fatSectorAt(buffer, Math.floor(sector / perSector), sectorSize);
      return buffer.readUInt32LE(offset(fatSector) + (sector % perSector) * 4);
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

/** Sector that holds part `index` of the file allocation table ([MS-CFB] 2.5). */
function fatSectorAt(buffer: Buffer, index: number, sectorSize: number): number {
  if (index < FAT_IN_HEADER) return buffer.readUInt32LE(76 + index * 4);
  if (index >= MAX_FAT_SECTORS) throw new RangeError('sector out of reach');
  // The last number of each sector of the list names the next one.
  const perSector = sectorSize / 4 - 1;
  let sector = buffer.readUInt32LE(68);
  for (let rest = index - FAT_IN_HEADER; ; rest -= perSector) {
    const at = (sector + 1) * sectorSize;
    if (rest < perSector) return buffer.readUInt32LE(at + rest * 4);
    sector = buffer.readUInt32LE(at + perSector * 4);
  }
}
