import httpProxy from '@fastify/http-proxy';
import fastify from 'fastify';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

/** HubSpot's API, whose address the built-in node has in its code. */
const vendorHost = 'api.hubapi.com';

/** A certificate for the vendor's host that only the measured processes trust. */
export interface Identity { key: string; cert: string }

export async function makeIdentity(): Promise<Identity> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: vendorHost }], {
		keyType: 'ec', algorithm: 'sha256',
		extensions: [{ name: 'basicConstraints', cA: true, critical: true }, { name: 'subjectAltName', altNames: [{ type: 2, value: vendorHost }] }],
	});
	return { key, cert };
}

/** A proxy on this machine behind which the vendor's host is the sandbox; every other host is refused. */
export interface Gateway {
	/** For `HTTPS_PROXY`, which n8n honours for all its nodes. */
	proxyUrl: string;
	close(): Promise<void>;
}

export async function openGateway(sandboxUrl: string, identity: Identity): Promise<Gateway> {
	const vendor = fastify({ https: identity, forceCloseConnections: true, bodyLimit: 256 * 1024 * 1024 });
	await vendor.register(httpProxy, { upstream: sandboxUrl, prefix: '/', rewritePrefix: '/hubspot/' });
	await vendor.ready();
	const proxy = createServer((_request, response) => response.writeHead(405).end());
	proxy.on('connect', ({ url }, socket) => {
		if (url !== `${vendorHost}:443`) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		vendor.server.emit('connection', socket);
	});
	await once(proxy.listen(0, '127.0.0.1'), 'listening');
	return {
		proxyUrl: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
		async close() {
			proxy.close();
			proxy.closeAllConnections();
			await vendor.close();
		},
	};
}
