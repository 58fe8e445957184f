import { CrmSuiteFreshsalesApi } from '../../credentials/CrmSuiteFreshsalesApi.credentials';
import { freshsales as definition } from '../../nodes/Freshsales/definition';
import { Freshsales as node } from '../../nodes/Freshsales/Freshsales.node';
import { FreshsalesTrigger as trigger } from '../../nodes/Freshsales/FreshsalesTrigger.node';
import { prepare, samples, waivers } from '../support/freshsales';
import { contractSuite } from './suite';

const credential = (url: string) => ({
	type: new CrmSuiteFreshsalesApi(),
	data: { apiKey: 'freshsales-sandbox-admin-key', baseUrl: `${url}/freshsales/crm/sales/api` },
});

describe('Freshsales', () => contractSuite({ definition, node, trigger, credential, prepare, samples, waivers }));
