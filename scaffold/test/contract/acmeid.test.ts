import { acme } from '../../nodes/Acme/definition';

// todo: register `createAcme` in sandbox/server.ts and run the contract suite against it, as the other CRMs do.
describe('AcmeLabel', () => {
	it('has a definition that the engine accepts', () => expect(Object.keys(acme.resources)).toContain('contact'));
});
