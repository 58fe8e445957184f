import type { StoryCrm } from './crm';
import { freshsales } from './freshsales';
import { housecallPro } from './housecallpro';
import { hubSpot } from './hubspot';
import { jobber } from './jobber';
import { pipedrive } from './pipedrive';
import { salesforce } from './salesforce';
import { zohoCrm } from './zohocrm';

/** The CRMs that the story is played with. */
export const storyCrms: readonly StoryCrm[] = [hubSpot, salesforce, jobber, housecallPro, pipedrive, zohoCrm, freshsales];
