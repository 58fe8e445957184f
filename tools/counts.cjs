'use strict';
/** A jest reporter that closes the log with one line: `N passed, N failed`. A file that does not load counts as failed. */
module.exports = class Counts {
	onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
		// Jest's own summary comes after every reporter.
		process.once('exit', () => process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`));
	}
};
