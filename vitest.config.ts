import { configDefaults, defineConfig } from 'vitest/config';

// Four projects: `unit` is everything that sits beside the code, `e2e` drives the built program from outside, `vscode` the
// packaged extension in a real VS Code, `containers` is what needs a real container engine, started for it.
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
          exclude: [...configDefaults.exclude, 'e2e/**', 'extension/test/real/**', '**/*.engine.test.ts'],
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
          exclude: [...configDefaults.exclude, '**/*.engine.test.ts'],
          globalSetup: ['e2e/harness/build-once.ts'],
          // Each test loads the machine by itself; beside another one it would only be slow.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'containers',
          include: ['**/*.engine.test.ts'],
          globalSetup: ['scripts/engine/setup.ts', 'e2e/harness/build-once.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          // Fetching the engine's packages takes half a minute where it is not installed.
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
