// n8n loads nodes and credentials by the paths in package.json; the package itself exports nothing.
module.exports = {};
