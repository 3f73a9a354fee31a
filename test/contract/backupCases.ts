import { type Cases, type Made, nothing } from './case.ts';

const file = {
  good: (made: Made) => ({ path: made.more['backup']! }),
  bad: () => ({ path: ' ' }),
  code: 'invalidInput',
} as const;

export const BACKUP_CASES = {
  'backup.status': nothing,
  'backup.list': nothing,
  'backup.make': {
    ...nothing,
    keep: (made, all) => {
      all.more['backup'] = made.path;
    },
  },
  'backup.check': file,
  'backup.compare': file,
  'backup.rehearse': file,
  'backup.restore': file,
  'backup.settings': {
    good: () => ({ minutes: 20, second: '', encrypt: 'none' }),
    bad: () => ({ minutes: 20, second: '/no/such/folder', encrypt: 'none' }),
    code: 'backupPlaceGone',
  },
} as const satisfies Cases;
