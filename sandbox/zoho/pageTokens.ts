import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { badRequest } from './errors';
import type { ZohoSettings } from './settings';

/** Where a page of a list begins, bound to the parameters it was made for (contract 3). */
interface Bookmark {
	offset: number;
	boundTo: string;
	expiresAt: number;
}

/** The open page tokens of the org. */
export class PageTokens {
	private readonly bookmarks = new Map<string, Bookmark>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: ZohoSettings,
	) {}

	issue(offset: number, boundTo: string): { token: string; expiresAt: number } {
		const token = randomBytes(24).toString('hex');
		const expiresAt = this.clock.now() + this.settings.pageTokenTtlMs;
		this.bookmarks.set(token, { offset, boundTo, expiresAt });
		return { token, expiresAt };
	}

	/** The offset of a token; refuses one that is unknown, too old or made for other parameters. */
	open(token: string, boundTo: string): number {
		const bookmark = this.bookmarks.get(token);
		if (!bookmark) throw badRequest('INVALID_DATA', 'invalid data', { param_name: 'page_token' });
		if (bookmark.expiresAt <= this.clock.now()) {
			throw badRequest('EXPIRED_VALUE', 'The given page_token has been expired', { param_name: 'page_token' });
		}
		if (bookmark.boundTo !== boundTo) {
			throw badRequest(
				'TOKEN_BOUND_DATA_MISMATCH',
				'The given page_token does not belong to the given parameters of the request',
				{ param_name: 'page_token' },
			);
		}
		return bookmark.offset;
	}
}
