import { messageLine } from '../../../contract/messages.ts';
import { sayUnforeseen } from '../../../core/unforeseen.ts';

/** Throws where nobody catches it: `rejection` a promise that nobody waits for, `nobody` with nothing that says it. */
const [how = ''] = process.argv.slice(2);
const print = (word: string, text: string) => process.stdout.write(`${word} ${JSON.stringify(text)}\n`);
if (how !== 'nobody')
  sayUnforeseen(process, {
    newId: () => 'abcdef01-2',
    log: (line) => print('log', line),
    say: (failure) => print('said', messageLine(failure)),
    end: () => process.exit(1),
  });
const broken = () => {
  throw Object.assign(new TypeError('secret path /home/clerk'), { code: 'ENOSPC' });
};
if (how === 'rejection') void (async () => broken())();
else setTimeout(broken, 0);
setTimeout(() => {
  print('alive', '');
  process.exit(0);
}, 200);
