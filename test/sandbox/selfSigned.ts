import { createSign, type KeyObject } from 'node:crypto';

const SEQUENCE = 0x30;
const NULL = Buffer.from([0x05, 0x00]);
const SHA256_WITH_RSA = der(SEQUENCE, Buffer.from('06092a864886f70d01010b', 'hex'), NULL);

/** A self-signed certificate (X.509 version 1, PEM), such as is uploaded for a connected app. */
export function selfSigned({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): string {
	const nobody = der(SEQUENCE);
	const validity = der(SEQUENCE, utcTime('240101000000Z'), utcTime('480101000000Z'));
	const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
	const content = der(SEQUENCE, der(0x02, Buffer.from([1])), SHA256_WITH_RSA, nobody, validity, nobody, subjectKey);
	const signature = createSign('sha256').update(content).sign(privateKey);
	const certificate = der(SEQUENCE, content, SHA256_WITH_RSA, der(0x03, Buffer.from([0]), signature));
	const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function utcTime(text: string): Buffer {
	return der(0x17, Buffer.from(text));
}

/** One element of DER: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
