/** The program `orchion`. */
import { processWorld } from './process-world.ts';
import { runCli } from './run-cli.ts';

process.exitCode = await runCli(processWorld(), process.argv.slice(2));
// Everything is said. A connection that does not want to end must not keep the terminal waiting.
setTimeout(() => process.exit(), 500).unref();
