import { SpecIndex } from '../specIndex';
import { type Exchange, SpecValidator, type TrafficCheck, type Violation } from '../validation';
import { PIPEDRIVE_LENIENCIES } from './leniencies';

/** Compares traffic with the document of its API version; their paths have no prefix. */
export class SpecCheck implements TrafficCheck {
	private readonly v1: SpecValidator;
	private readonly v2: SpecValidator;

	constructor(folder: string) {
		this.v1 = new SpecValidator(new SpecIndex(folder, /-v1\./), PIPEDRIVE_LENIENCIES);
		this.v2 = new SpecValidator(new SpecIndex(folder, /-v2\./), PIPEDRIVE_LENIENCIES);
	}

	check(exchange: Exchange): Violation[] {
		const [, version, path] = /^(?:\/api)?\/(v1|v2)(\/.*)$/.exec(exchange.path) ?? ['', 'v1', exchange.path];
		return (version === 'v2' ? this.v2 : this.v1).check({ ...exchange, path });
	}
}
