// `npm run up`: from a fresh clone to a running orchestrator and agent. Installs and builds what is missing, then runs
// `orchion up` with all further arguments. Works on any Node >= 20.

import { ensureBuilt, ensureInstalled } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
process.argv.splice(2, 0, 'up');
await import('../cli/bin/orchion.js');
