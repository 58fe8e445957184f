import { GraphQLApi } from '../shared/graphql';

/** Types of arguments that are not named after their field (contract section 3). */
const types: Record<string, string> = {
	first: 'Int', after: 'String', searchTerm: 'String', searchFields: '[ClientSearchField!]', visitIds: '[EncodedId!]!',
	'clients.sort': 'ClientsSortInput', 'jobCreate.input': 'JobCreateAttributes!', 'users.filter': 'UsersFilterAttributes',
	'customFieldConfigurations.filter': 'CustomFieldConfigurationsFilterInput',
};

const capital = (word: string) => word[0].toUpperCase() + word.slice(1);

/** The type of an argument: what is no input, filter or order is an ID. */
function typeOf(field: string, argument: string): string {
	const own = types[`${field}.${argument}`] ?? types[argument];
	if (own) return own;
	if (argument === 'input' || argument === 'attributes') return `${capital(field)}${capital(argument)}!`;
	if (argument === 'filter') return `${capital(field).replace(/s$/, '')}FilterAttributes`;
	return argument === 'sort' ? `[${capital(field)}SortInput!]` : 'EncodedId!';
}

/** What is read: of one record and of a list the fragment of its name, of a mutation that of the record it is named after. */
function answerOf(field: string): string {
	const [entity] = /^[a-z]+/.exec(field)!;
	if (entity !== field) return `${entity} { ...${capital(entity)} }`;
	return field.endsWith('s') ? `nodes { ...${capital(field.slice(0, -1))} }` : `...${capital(field)}`;
}

const work = `id title createdAt updatedAt jobberWebUri client { id } salesperson { id } property { address { ...Place } }
	customFields { ...Value }`;
const scheduled = `id title instructions startAt endAt allDay isComplete client { id } property { address { ...Place } }
	assignedUsers(first: 10) { nodes { id } }`;
/** A connection costs as often as it may have nodes, so each says how many (contract section 6). */
const fragments = [
	'fragment Request on Request { id title requestStatus source createdAt updatedAt jobberWebUri client { ...Client } }',
	`fragment Quote on Quote { ${work} message quoteStatus amounts { subtotal } }`,
	`fragment Job on Job { ${work} jobNumber instructions jobStatus total startAt endAt }`,
	`fragment Visit on Visit { ${scheduled} visitStatus createdAt job { id } }`,
	`fragment Assessment on Assessment { ${scheduled} request { id } }`,
	'fragment Contacts on Client { id contacts(first: 50, sort: { key: UPDATED_AT, direction: DESCENDING }) { nodes { ...Contact } } }',
	`fragment Contact on ContactModel { id firstName lastName role createdAt updatedAt
		emails(first: 3) { nodes { id address primary } } phones(first: 3) { nodes { id number primary description } } }`,
	`fragment Client on Client { id firstName lastName companyName isCompany isArchived isLead createdAt updatedAt jobberWebUri
		emails { id address primary } phones { id number primary description } billingAddress { ...Billing }
		clientProperties(first: 2) { nodes { id address { ...Place } } }
		tags(first: 10) { nodes { label } } sourceAttribution { sourceText } customFields { ...Value } }`,
	'fragment Billing on ClientAddress { street1 street2 city province postalCode country }',
	'fragment Place on PropertyAddress { street1 street2 city province postalCode country }',
	`fragment Value on CustomFieldUnion {
		... on CustomFieldText { label valueText } ... on CustomFieldNumeric { label valueNumeric }
		... on CustomFieldTrueFalse { label valueTrueFalse } ... on CustomFieldDropdown { label valueDropdown } }`,
];

export const api = new GraphQLApi({
	// A client costs about 60 points, so that many cost a third of the documented budget (section 6).
	max: 50, path: '/api/graphql', typeOf, answerOf, fragments, besidesRecord: 'userErrors { message path }',
	order: (key, ascending) => ({ key, direction: ascending ? 'ASCENDING' : 'DESCENDING' }),
	words: {
		label: 'Jobber',
		auth: {
			message: 'The access to Jobber has expired or the app was disconnected',
			hint: 'Open the credential in n8n and connect it again as an admin of the Jobber account.',
		},
		permissionHint: 'Add the scope to the app in Jobber\'s Developer Center, and connect the credential again.',
		schemaHint: 'Check the API version in the credential: the node is written for the one that it proposes.',
		tooMany: 'Too many requests to Jobber (2,500 in 5 minutes)',
	},
});
