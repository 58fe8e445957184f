import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core keeps an encryption key in its user folder.
process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'crm-suite-n8n-'));
process.env.N8N_LOG_LEVEL = 'silent';
