import { beforeAll, describe, expect, it } from 'vitest';
import { api, type MethodName } from '../../contract/api.ts';
import { type Answers, CASES, runSuite } from './suite.ts';
import { TRANSPORTS } from './transports.ts';

/** The methods that the contract has and the suite does not, or the other way round. */
function difference(methods: readonly string[], cases: readonly string[]): string[] {
  return [...methods.filter((one) => !cases.includes(one)), ...cases.filter((one) => !methods.includes(one))];
}

describe('the suite', () => {
  it('has a case for every method and no other', () => {
    expect(difference(Object.keys(api), Object.keys(CASES))).toEqual([]);
  });
  it('control: would notice a method without a case', () => {
    expect(difference([...Object.keys(api), 'asset.new'], Object.keys(CASES))).toEqual(['asset.new']);
  });
});

const seen = new Map<string, Answers[]>();

describe.each(Object.keys(TRANSPORTS))('over %s', (transport) => {
  let answers: Map<string, Answers>;
  let events: Awaited<ReturnType<typeof runSuite>>['events'];
  beforeAll(async () => {
    const run = await runSuite(transport);
    answers = new Map(run.answers.map((one) => [one.method, one]));
    events = run.events;
    seen.set(transport, run.answers);
  });

  it.each(Object.keys(CASES) as MethodName[])('%s answers good input and refuses bad input', (method) => {
    const { good, bad, job } = answers.get(method)!;
    expect(good).toMatchObject({ ok: true });
    expect(bad).toMatchObject({ ok: false, error: { code: CASES[method]!.code } });
    if (api[method].type === 'job') expect(job).toMatchObject({ ok: true, value: { state: 'done' } });
    else expect(job).toBeUndefined();
  });

  it('pushes the news of every change and the end of every job, in order', () => {
    const revisions = events.flatMap((event) => (event.type === 'register.changed' ? [event.revision] : []));
    expect(revisions.length).toBeGreaterThan(10);
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
    const shared = (Object.keys(CASES) as MethodName[]).filter((method) => CASES[method].on === undefined);
    const jobs = shared.filter((method) => api[method].type === 'job');
    expect(events.filter((event) => event.type === 'job.ended').length).toBeGreaterThanOrEqual(jobs.length);
  });

  it('gives the same envelopes as a direct call', () => {
    expect(seen.get(transport)).toEqual(seen.get('direct'));
  });
});
