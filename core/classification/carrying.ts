import { LINK_TYPE_IDS, LINK_TYPES } from '../../contract/link.ts';

/** Link types over which a class travels (domain.md D3). */
export const CARRYING = LINK_TYPE_IDS.filter((type) => LINK_TYPES[type].carriesClass);
