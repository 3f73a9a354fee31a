import type { Recorder } from '../change.ts';
import type { Context } from '../context.ts';
// TEMPORARY stand-in so that the app starts; the sample register replaces this file.
export function addSample(_context: Context, _recorder: Recorder): void {}
