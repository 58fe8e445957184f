/**
 * The rules of n8n's scanner for community packages, as `buildScanConfig` in @n8n/scan-community-package 0.32 has them.
 * That package itself brings an ESLint and a TypeScript of its own, so its config is repeated here.
 */
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nBase from 'eslint-plugin-n8n-nodes-base';
import { parser } from 'typescript-eslint';

/** As an ESLint config by itself: lints a package folder or an unpacked tarball the way the scanner does. */
export default [
	n8nCommunityNodesPlugin.configs.recommended,
	{ rules: { 'no-console': 'error' }, linterOptions: { noInlineConfig: true } },
	{ plugins: { 'n8n-nodes-base': n8nBase } },
	{ files: ['package.json'], rules: n8nBase.configs.community.rules },
	{
		files: ['**/credentials/**/*.ts'],
		rules: {
			...n8nBase.configs.credentials.rules,
			// The scanner's own exceptions: not valid for community nodes; covered by credential-password-field.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['**/nodes/**/*.ts'],
		rules: {
			...n8nBase.configs.nodes.rules,
			// The scanner's own exceptions: inputs and outputs are constants; a vendor may have a maximum.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{ files: ['**/*.json', '**/*.ts'], languageOptions: { parser } },
];
