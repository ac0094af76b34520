import { configDefaults, defineConfig } from 'vitest/config';

// Three projects: `unit` is everything that sits beside the code, `e2e` drives the built program from outside, `vscode` the
// packaged extension in a real VS Code.
// Two forks at most: tests start real processes, and a laptop should stay usable meanwhile.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['scripts/leak-check.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'e2e/**', 'extension/test/real/**'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'vscode',
          include: ['extension/test/real/**/*.test.ts'],
          globalSetup: ['extension/test/real/install-once.ts'],
          // A window takes ten seconds to open on a busy machine, and what it shows may take as long again.
          testTimeout: 400_000,
          expect: { poll: { timeout: 90_000, interval: 100 } },
          hookTimeout: 400_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/harness/build-once.ts'],
          // Each test loads the machine by itself; beside another one it would only be slow.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
