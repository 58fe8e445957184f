/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json', diagnostics: false }] },
	setupFiles: ['<rootDir>/test/setup.ts'],
	maxWorkers: 2,
	testTimeout: 60_000,
	reporters: ['default', '<rootDir>/tools/counts.cjs'],
};
