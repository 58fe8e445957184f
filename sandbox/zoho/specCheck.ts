import { SpecIndex } from '../specIndex';
import { SpecValidator, type TrafficCheck } from '../validation';
import { ZOHO_LENIENCIES } from './leniencies';

/** The newest edition only: the older one documents status 200 alone (specs README). */
const EDITION = /2026-05/;

/** Host and version, which the document puts into `servers`. */
const BASE = /^(?:\/[^/]+\.[^/]+)?\/crm\/v\d+/;

/** Checks traffic of the API; the accounts host has no description. */
export function specCheck(folder: string): TrafficCheck {
	const validator = new SpecValidator(new SpecIndex(folder, EDITION), ZOHO_LENIENCIES);
	return {
		check(exchange) {
			if (!BASE.test(exchange.path)) return [];
			return validator.check({ ...exchange, path: exchange.path.replace(BASE, '') });
		},
	};
}
