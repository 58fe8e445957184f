import httpProxy from '@fastify/http-proxy';
import fastify from 'fastify';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

/** A certificate for the vendors' hosts that only the measured processes trust. */
export interface Identity { key: string; cert: string }

export async function makeIdentity(hosts: readonly string[]): Promise<Identity> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: hosts[0] }], {
		keyType: 'ec', algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2 as const, value })) },
		],
	});
	return { key, cert };
}

/** A proxy on this machine behind which a vendor's hosts are the sandbox; every other host is refused. */
export interface Gateway {
	/** For `HTTPS_PROXY`, which n8n honours for all its nodes. */
	proxyUrl: string;
	close(): Promise<void>;
}

/** @param hosts of one vendor, and where the sandbox plays each */
export async function openGateway(sandboxUrl: string, hosts: Readonly<Record<string, string>>, identity: Identity): Promise<Gateway> {
	const vendor = fastify({
		https: { ...identity, maxHeaderSize: 128 * 1024 }, forceCloseConnections: true, bodyLimit: 256 * 1024 * 1024,
	});
	for (const [host, place] of Object.entries(hosts)) {
		await vendor.register(httpProxy, { upstream: sandboxUrl, prefix: '/', rewritePrefix: `${place}/`, constraints: { host } });
	}
	await vendor.ready();
	const proxy = createServer((_request, response) => response.writeHead(405).end());
	proxy.on('connect', ({ url = '' }, socket) => {
		const [host, port] = url.split(':');
		if (!(host in hosts) || port !== '443') return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
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
