import { invalid } from './errors';

/** Where the next page begins: at the record with this key and id. */
export interface Position {
	field: string;
	fieldValue: number | string;
	sortDirection: 'asc' | 'desc';
	id: number;
}

export function encodeCursor(position: object): string {
	return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** What a cursor says; what a broken one answers is unverified. */
export function decodeCursor<Content>(cursor: string): Content {
	try {
		return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Content;
	} catch {
		throw invalid('cursor', 'Invalid cursor');
	}
}
