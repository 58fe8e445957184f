import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import scanner from './tools/scanner.mjs';

export default defineConfig(
	globalIgnores(['dist', '.demo', 'coverage', 'demo/node_modules', 'scaffold']),
	// Nothing can be switched off beside the code: n8n's scanner ignores such comments, too.
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			// Index access that a check just above has made safe reads better with `!`.
			'@typescript-eslint/no-non-null-assertion': 'off',
			// A line that is one literal, such as a vendor's sentence or n8n's own wording, stays whole.
			'max-len': ['error', { code: 140, tabWidth: 2, ignoreRegExpLiterals: true, ignorePattern: '^\\s*(return )?[\'"`].*[\'"`][,;)]*$' }],
		},
	},
	{ files: ['package.json', 'nodes/**/*.ts', 'credentials/**/*.ts'], extends: [scanner] },
);
