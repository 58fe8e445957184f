import { createServer, type AddressInfo } from 'node:net';
import { DemoError } from './progress';

/** Makes sure that a port of this machine can be listened on and returns it; for 0 finds a free one. */
export function claimPort(port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => reject(refusal(port, error)));
		probe.listen(port, '127.0.0.1', () => {
			const { port: free } = probe.address() as AddressInfo;
			probe.close(() => resolve(free));
		});
	});
}

function refusal(port: number, error: NodeJS.ErrnoException): Error {
	if (error.code !== 'EADDRINUSE') return error;
	return new DemoError(`Port ${port} is in use: stop what listens there or choose another port.`);
}
