import { CrmSuiteZohoCrmApi } from '../../credentials/CrmSuiteZohoCrmApi.credentials';
import { zohoCrm as definition } from '../../nodes/ZohoCrm/definition';
import { ZohoCrm as node } from '../../nodes/ZohoCrm/ZohoCrm.node';
import { ZohoCrmTrigger as trigger } from '../../nodes/ZohoCrm/ZohoCrmTrigger.node';
import { contractSuite } from './suite';

const credential = (url: string) => ({ type: new CrmSuiteZohoCrmApi(), data: { apiKey: 'sandbox-key', baseUrl: `${url}/zohocrm` } });

describe('Zoho CRM', () => contractSuite({ definition, node, trigger, credential }));
