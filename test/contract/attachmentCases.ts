import { pdf, png } from '../support/attachments.ts';
import { asset, type Cases } from './case.ts';

const EXE = Buffer.from('MZ\0\0').toString('base64');

export const ATTACHMENT_CASES = {
  'attachment.add': {
    good: (made) => ({ assetId: asset(made, 0), fileName: '計量棟.png', base64: png().toString('base64') }),
    keep: ({ id }, made) => {
      made.more['attachment'] = id;
    },
    bad: (made) => ({ assetId: asset(made, 0), fileName: '保証書.pdf', base64: EXE }),
    code: 'attachmentRefused',
  },
  'attachment.list': {
    good: (made) => ({ assetId: asset(made, 0) }),
    bad: () => ({ assetId: '999999' }),
    code: 'notFound',
  },
  'attachment.open': {
    good: (made) => ({ id: made.more['attachment']! }),
    bad: () => ({ id: '../../register.sqlite' }),
    code: 'notFound',
  },
  'attachment.picture': {
    before: async (send, made) => {
      const base64 = pdf().toString('base64');
      made.more['pdf'] = (await send('attachment.add', { assetId: asset(made, 0), fileName: '保証書.pdf', base64 })).id;
    },
    good: (made) => ({ id: made.more['attachment']! }),
    bad: (made) => ({ id: made.more['pdf']! }),
    code: 'notFound',
  },
  'attachment.remove': {
    good: (made) => ({ id: made.more['attachment']!, reason: '撮り直すため' }),
    bad: (made) => ({ id: made.more['attachment']! }),
    code: 'notFound',
  },
} as const satisfies Cases;
