import type { MethodName } from '../../contract/api.ts';
import type { Route } from '../route.ts';

/** What a screen is for; to whoever may not make that call it is not offered, and only says who may. */
export const SCREEN_NEEDS: { readonly [S in Route['screen']]?: MethodName } = {
  classify: 'classification.decide',
  newAsset: 'asset.register',
  labels: 'label.print',
  import: 'importing.read',
  export: 'ledger.export',
};
