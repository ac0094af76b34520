/**
 * The agent program. `main.js supervise DIR` is one attempt's supervisor, where the system has no shell for it; everything
 * else is the agent. Loaded apart, since a supervisor should stay small.
 */
const [first, ...rest] = process.argv.slice(2);

if (first === 'supervise') {
  const { supervise } = await import('./executors/process/node-supervisor/supervise.ts');
  await supervise(rest);
} else {
  const { runAgent } = await import('./run-agent.ts');
  await runAgent(process.argv.slice(2), process.env);
}
