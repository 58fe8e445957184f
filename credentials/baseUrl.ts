import type { INodeProperties } from 'n8n-workflow';

/** Whether a token sent there stays a secret on its way: with https, or on this machine. */
const isSecure = String.raw`/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])([:\/]|$))/`;

/** The field for another address of a vendor's API. */
export const baseUrl = (vendor: string, usual: string): INodeProperties => ({
	displayName: 'Base URL',
	name: 'baseUrl',
	type: 'string',
	default: '',
	placeholder: usual,
	description:
		'Advanced: another address of the API, such as a proxy. It must start with https, except on this machine. '
		+ `Leave empty for ${vendor} itself.`,
});

/**
 * An expression of n8n for the address that a connection test calls. One that would carry the token in the clear becomes a host that
 * cannot exist and whose name, in n8n's message, says why.
 * @param usual is an expression for the address where nothing is given
 */
export const secureBase = (usual: string, given = '$credentials.baseUrl', why = 'base-url-must-start-with-https'): string =>
	`={{ ${isSecure}.test(${given} || "https://") ? (${given} || ${usual}).replace(/\\/+$/, "") : "https://${why}.invalid" }}`;
