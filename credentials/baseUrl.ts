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
 * Code of an n8n expression for an address that a token is sent to. One that would carry it in the clear becomes a host that cannot
 * exist and whose name, in n8n's message, says why.
 * @param usual is code for the address where nothing is given
 */
export const secured = (given: string, usual: string, why = 'base-url-must-start-with-https'): string =>
	`(${isSecure}.test(${given} || "https://") ? (${given} || ${usual}).replace(/\\/+$/, "") : "https://${why}.invalid")`;

/** The same for the address that a connection test calls, with the field {@link baseUrl} beside it. */
export const secureBase = (usual: string): string => `={{ ${secured('$credentials.baseUrl', usual)} }}`;
