import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const COMMON = [
  'LICENSE',
  'LICENSES.chromium.html',
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'resources.pak',
];
const DATA = ['icudtl.dat', 'snapshot_blob.bin', 'v8_context_snapshot.bin', 'vk_swiftshader_icd.json'];
const LIBRARIES = {
  linux: [
    'chrome-sandbox',
    'chrome_crashpad_handler',
    'libEGL.so',
    'libGLESv2.so',
    'libffmpeg.so',
    'libvk_swiftshader.so',
    'libvulkan.so.1',
  ],
  win: ['d3dcompiler_47.dll', 'ffmpeg.dll', 'libEGL.dll', 'libGLESv2.dll', 'vk_swiftshader.dll', 'vulkan-1.dll'],
};

/**
 * Makes a folder that looks like an unpacked Electron, so that packaging can be tried where Electron cannot be had. It
 * cannot run; its program only carries the fuses, as Electron ships them.
 *
 * @param {string} dir is made anew.
 * @param {'linux' | 'win'} platform
 * @param {string} version of Electron
 * @param {string} [exe] for Windows: any real .exe, because the packager writes an icon and version into it.
 */
export function makeStandIn(dir, platform, version, exe) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(join(dir, 'locales'), { recursive: true });
  mkdirSync(join(dir, 'resources'));
  writeFileSync(join(dir, 'version'), version);
  for (const name of [...COMMON, ...DATA, ...LIBRARIES[platform], 'locales/ja.pak', 'locales/en-US.pak']) {
    writeFileSync(join(dir, name), 'stand-in');
  }
  const program = join(dir, platform === 'win' ? 'electron.exe' : 'electron');
  if (exe) copyFileSync(exe, program);
  else writeFileSync(program, '#!/bin/sh\necho "This is not Electron, only its stand-in."\nexit 127\n');
  writeFileSync(program, '\ndL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011', { flag: 'a' });
  chmodSync(program, 0o755);
}
