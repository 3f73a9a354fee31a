/** The worker's entry over a disk that fails; see faultyJobs() of fileOperations.ts. */
import fs from 'node:fs';
import { watchDisk } from './faults.ts';

const { folders, fault, report } = JSON.parse(process.env['DAICHO_FAULTS']!) as {
  folders: string[];
  fault: Parameters<typeof watchDisk>[1];
  report: string;
};
// What writes the report must not be watched itself.
const write = fs.writeFileSync;
const watch = watchDisk(folders, fault);
const push = watch.calls.push.bind(watch.calls);
watch.calls.push = (...calls) => {
  const length = push(...calls);
  write(report, JSON.stringify(watch.calls));
  return length;
};
await import('../../core/jobs/worker.ts');
