import type { INodePropertyOptions, INodeType } from 'n8n-workflow';
import { listMethod, referencesOf } from '../describe/references';
import { keyLabel, matchKeysOf } from '../map/keys';
import type { CrmDefinition, LiveField, OperationName, ResourceName } from '../types';
import { searchList, searchRecords } from './lists';
import { mapperFields } from './mapper';
import { atDesk, liveFields, otherFields, parameter, turned, type Desk } from './opened';

type Methods = NonNullable<INodeType['methods']>;

const byName = (entries: INodePropertyOptions[]) => [...entries].sort((a, b) => a.name.localeCompare(b.name));
const asOption = ({ name, label }: LiveField): INodePropertyOptions => ({ name: label, value: name });
const asCustomField = ({ name, label }: LiveField): INodePropertyOptions => ({ name: label, value: `customFields.${name}` });
const withItsName = ({ name, label }: LiveField): INodePropertyOptions => ({ name: label, value: name, description: name });

/** The functions behind a node's lists and its field mapper. */
export function methodsOf(crm: CrmDefinition): Methods {
	const targets = new Set(
		Object.keys(crm.resources).flatMap((name) => referencesOf(crm, name as ResourceName).map(({ target, key }) => target ?? key)),
	);
	const listSearch: NonNullable<Methods['listSearch']> = {
		async searchRecord(filter, token) {
			return await atDesk(this, crm, async (desk) => await searchRecords(desk, { filter, token }));
		},
	};
	for (const target of targets) {
		listSearch[listMethod(target)] = async function (filter, token) {
			const listed = (desk: Desk) =>
				crm.lists[target] ? searchList(this, crm, desk, target, { filter, token }) : searchRecords(turned(desk, target), { filter, token });
			return await atDesk(this, crm, listed);
		};
	}
	return {
		listSearch,
		loadOptions: {
			async getMatchKeys() {
				return await atDesk(this, crm, async (desk) => [
					...matchKeysOf(desk.object).map((key) => ({ name: keyLabel(key, desk.object.match?.natural), value: key as string })),
					...(await liveFields(desk)).filter(({ unique }) => unique).map(asCustomField),
				]);
			},
			async getUniqueFields() {
				return await atDesk(this, crm, async (desk) => {
					const fields = (await otherFields(desk)).filter(({ unique, readOnly }) => unique === true && !readOnly);
					return byName(fields.map(withItsName));
				});
			},
			async getCustomFields() {
				return await atDesk(this, crm, async (desk) => byName((await otherFields(desk)).map(withItsName)));
			},
			async getSearchFields() {
				return await atDesk(this, crm, async (desk) => {
					const standard = desk.object.fields.filter(({ read }) => typeof read === 'string');
					return byName([
						...standard.map(({ key, label }) => ({ name: label, value: key })), ...(await otherFields(desk)).map(asCustomField),
					]);
				});
			},
			async getWatchFields() {
				return await atDesk(this, crm, async (desk) => byName((await liveFields(desk)).map(asOption)));
			},
		},
		resourceMapping: {
			async getFields() {
				return await atDesk(this, crm, async (desk) => await mapperFields(desk, parameter(this, 'operation', 'create') as OperationName));
			},
		},
	};
}
