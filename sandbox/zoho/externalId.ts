import { badRequest } from './errors';
import { isIdShaped } from './ids';
import type { Module } from './modules/modules';
import type { Call } from './router';
import type { StoredRecord } from './store';

/** The record of `/{module}/{id}`; with `X-EXTERNAL: Contacts.My_Field` the id is a value of that field (contract 3). */
export function recordByPath({ org, params, request }: Call, module: Module): StoredRecord | undefined {
	const header = [request.headers['x-external']].flat()[0];
	if (header === undefined) return isIdShaped(params.id) ? org.store(module).get(params.id) : undefined;
	const [moduleName, fieldName] = header.split('.');
	if (moduleName !== module.name || !module.fields.get(fieldName)?.external) {
		throw badRequest('INVALID_DATA', 'the external field given seems to be invalid', { 'X-EXTERNAL': header });
	}
	return org.store(module).find(fieldName, params.id)[0];
}
