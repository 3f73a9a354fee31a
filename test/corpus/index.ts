import type { CorpusFile } from './file.ts';
import { friendly } from './friendly.ts';
import { killers } from './killers.ts';
import { mutated } from './mutated.ts';
import { texts } from './texts.ts';
import { wrongKinds } from './wrongKinds.ts';
import { xml } from './xml.ts';

/** Of the 500 files of reliability.md §6 those that are read as ledgers; paths and backups are made where they are tested. */
export const CORPUS: readonly CorpusFile[] = [...killers, ...friendly, ...xml, ...wrongKinds, ...texts, ...mutated];
