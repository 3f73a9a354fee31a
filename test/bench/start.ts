import { createApp } from '../../core/app.ts';
import type { MeasureInput } from './measures.ts';
import { call, quietPorts } from './register.ts';

/** Milliseconds since the epoch, to be set against the parent's clock. */
export interface StartMoments {
  readonly node: number;
  readonly loaded: number;
  readonly opened: number;
  readonly listed: number;
}

const now = () => performance.timeOrigin + performance.now();

/** Opens the app as a host does and answers the first list. `rows` is not used. */
export async function start({ dir }: MeasureInput): Promise<StartMoments> {
  const loaded = now();
  const app = await createApp({ dataDir: dir, ports: quietPorts, who: 'bench' });
  const opened = now();
  await call(app, 'asset.list', {});
  const listed = now();
  return { node: performance.timeOrigin, loaded, opened, listed };
}
