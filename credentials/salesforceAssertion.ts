import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { refusal } from './salesforceLogin';

/** Who asks for a session, and where. */
export interface Claims { consumerKey: string; username: string; audience: string }

/** Three minutes at most are allowed (contract section 1, flow C); this leaves a minute for a clock that is ahead. */
const lifetimeSeconds = 120;

/** A signed statement of who asks for a session (RFC 7523, RS256). @throws Error naming what is wrong with the key */
export function assertion({ consumerKey, username, audience }: Claims, privateKey: string): string {
	const claims = { iss: consumerKey, sub: username, aud: audience, exp: Math.floor(Date.now() / 1_000) + lifetimeSeconds };
	const text = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
	return `${text}.${sign('sha256', Buffer.from(text), keyOf(privateKey)).toString('base64url')}`;
}

const wrong = (what: string) => refusal(`The Private Key in the Salesforce credential ${what}`);

/** Reads a PEM key also where the form made one line of it, or an environment variable wrote its line breaks as \n. */
function keyOf(pasted: string): KeyObject {
	const [, kind, body] = /-----BEGIN ([A-Z ]+)-----(.+?)-----END \1-----/s.exec(pasted.replace(/\\n/g, '\n')) ?? [];
	if (!kind) throw wrong('is no PEM key: it must begin with -----BEGIN PRIVATE KEY-----');
	if (!kind.endsWith('PRIVATE KEY')) throw wrong(`is a ${kind.toLowerCase()}: paste the key that was made with it`);
	if (kind.startsWith('ENCRYPTED') || body.includes('ENCRYPTED')) {
		throw wrong('has a passphrase: remove it with "openssl pkey -in server.key -out plain.key"');
	}
	const lines = body.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
	let key: KeyObject;
	try {
		key = createPrivateKey([`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`].join('\n'));
	} catch {
		// What the parser says may quote the key.
		throw wrong('cannot be read: paste the whole file, with its first and last line');
	}
	if (key.asymmetricKeyType === 'rsa') return key;
	throw wrong('is no RSA key, which Salesforce asks for');
}
