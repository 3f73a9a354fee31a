import type { InputOf, JobName, MethodName, ResultOf } from '../contract/api.ts';
import { DaichoError, type Envelope, type Failure } from '../contract/errors.ts';
import type { JobState } from '../contract/job.ts';
import type { App } from '../core/app.ts';

/** Calls a method and throws its failure. */
export async function call<N extends MethodName>(app: App, name: N, input: InputOf<N>): Promise<ResultOf<N>> {
  const reply = (await app.invoke(name, input)) as Envelope<ResultOf<N>>;
  if (reply.ok) return reply.value;
  throw thrown(reply.error);
}

function thrown({ code, detail, fields, ref }: Failure): DaichoError {
  return new DaichoError(code, [detail, ref && `（参照番号 ${ref}）`].filter(Boolean).join(' ') || undefined, fields);
}

/** Starts a job and waits for its end; its progress goes to a terminal on stderr. */
export async function runJob<N extends JobName>(app: App, name: N, input: InputOf<N>): Promise<ResultOf<N>> {
  return new Promise((settle, refuse) => {
    let jobId: string | null = null;
    const finish = async () => {
      if (!jobId) return;
      const state = (await call(app, 'job.result', { jobId })) as JobState<ResultOf<N>>;
      if (state.state === 'running') return;
      stop();
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      if (state.state === 'done') settle(state.result);
      else refuse(thrown(state.error));
    };
    const stop = app.on((event) => {
      if (event.type === 'job.progress' && event.jobId === jobId && process.stderr.isTTY) {
        process.stderr.write(
          `\r\u001b[K${event.phase} ${event.done}${event.total === null ? '' : ` / ${event.total}`}`,
        );
      }
      // A command at work is somebody at work.
      if (event.type === 'session.ending') void app.invoke('session.touch', {});
      if (event.type === 'job.ended') finish().catch(refuse);
    });
    call(app, name, input)
      .then((started) => {
        jobId = (started as unknown as { jobId: string }).jobId;
        return finish();
      })
      .catch(refuse);
  });
}
