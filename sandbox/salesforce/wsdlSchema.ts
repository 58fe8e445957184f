type Json = Record<string, unknown>;

const SIMPLE: Readonly<Record<string, Json>> = {
	'xsd:boolean': { type: 'boolean' },
	'xsd:int': { type: 'integer' },
	'xsd:double': { type: 'number' },
	'xsd:anyType': {},
	'ens:sObject': { type: 'object' },
	'tns:ID': { type: 'string', pattern: '^[a-zA-Z0-9]{18}$' },
};
const COMPLEX_TYPE = /<complexType name="(\w+)">([\s\S]*?)<\/complexType>/g;
const SIMPLE_TYPE = /<simpleType name="(\w+)">([\s\S]*?)<\/simpleType>/g;
const ELEMENT = /<element\s([^>]*?)\/?>/g;
const ATTRIBUTE = /(\w+)="([^"]*)"/g;

/** Fields that REST leaves out where SOAP has them: what failed has no id (contract 4). */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
	SaveResult: ['id'],
	UpsertResult: ['id', 'created'],
	DeleteResult: ['id'],
};

/** The types of a WSDL as JSON Schema definitions, for the same names in REST's JSON. */
export function definitionsOf(wsdl: string): Record<string, Json> {
	const definitions: Record<string, Json> = {};
	for (const [, name, content] of wsdl.matchAll(SIMPLE_TYPE)) {
		const values = [...content.matchAll(/<enumeration value="([^"]+)"/g)].map(([, value]) => value);
		definitions[name] = values.length > 0 ? { enum: values } : { type: 'string' };
	}
	for (const [, name, content] of wsdl.matchAll(COMPLEX_TYPE)) definitions[name] = objectSchema(name, content);
	return { ...definitions, ID: SIMPLE['tns:ID'] };
}

function objectSchema(name: string, content: string): Json {
	const properties: Json = {};
	const required: string[] = [];
	for (const [, text] of content.matchAll(ELEMENT)) {
		const element = Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, value]));
		if (element.name === undefined || element.type === undefined) continue;
		const one = SIMPLE[element.type] ?? typeReference(element.type);
		const isOptional = element.minOccurs === '0' || element.nillable === 'true';
		const schema = element.maxOccurs === 'unbounded' ? { type: 'array', items: one } : one;
		properties[element.name] = isOptional ? { anyOf: [schema, { type: 'null' }] } : schema;
		if (element.minOccurs !== '0' && !OPTIONAL[name]?.includes(element.name)) required.push(element.name);
	}
	return { type: 'object', properties, required };
}

function typeReference(type: string): Json {
	return type.startsWith('tns:') ? { $ref: `#/definitions/${type.slice('tns:'.length)}` } : { type: 'string' };
}
