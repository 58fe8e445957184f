import { CrmSuiteAcmeApi } from '../../credentials/CrmSuiteAcmeApi.credentials';
import { acme as definition } from '../../nodes/Acme/definition';
import { Acme as node } from '../../nodes/Acme/Acme.node';
import { AcmeTrigger as trigger } from '../../nodes/Acme/AcmeTrigger.node';
import { contractSuite } from './suite';

const credential = (url: string) => ({ type: new CrmSuiteAcmeApi(), data: { apiKey: 'sandbox-key', baseUrl: `${url}/acmeid` } });

describe('AcmeLabel', () => contractSuite({ definition, node, trigger, credential }));
