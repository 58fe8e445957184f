import type { Leniency } from '../validation';

/** Where Zoho's OpenAPI documents differ from its API. */
export const ZOHO_LENIENCIES: readonly Leniency[] = [];
