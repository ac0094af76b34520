import { readFileSync } from 'node:fs';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import { saidWords } from './scripts/said-words.mjs';

// Lint holds what the compiler and the dependency rules cannot: promises that nobody waits for, `any`, barrels, drawers,
// and a clock or dice in the pure folders. Which folders are pure is part of the layer table.

const { folders } = JSON.parse(readFileSync(new URL('scripts/layers.json', import.meta.url), 'utf8'));
const pureFiles = folders.filter((folder) => folder.pure).map((folder) => `${folder.path}/**/*.ts`);
// What the plain JavaScript files (configuration, and what an old Node must be able to read) use of Node.
const nodeGlobals = ['URL', 'clearTimeout', 'console', 'performance', 'process', 'setTimeout'];
const testFiles = ['**/*.test.ts', '**/test/**/*.ts', '**/contract/**/*.ts', 'e2e/**/*.ts'];

/** Reports a file whose name says that it is a drawer: a name that fits everything tells a reader nothing. */
const noDrawerNames = {
  meta: {
    type: 'suggestion',
    messages: { drawer: 'A file called "{{name}}" is a drawer: name it for the one thing inside.' },
    schema: [],
  },
  create(context) {
    return {
      Program(node) {
        const name = context.filename.split(/[\\/]/).at(-1) ?? '';
        if (/^(utils?|helpers?|misc|common)\b/.test(name))
          context.report({ node, messageId: 'drawer', data: { name } });
      },
    };
  },
};

const noBarrels = {
  selector: 'ExportAllDeclaration',
  message: 'Name the exports: `export *` hides what a package offers and makes cycles easy.',
};

const clockAndDice = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Pure code is given the time: take `now` as an argument.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pure code is given the time.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Pure code is given the time.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Pure code is given its randomness.',
  },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: 'Pure code is given the time.',
  },
  {
    selector:
      'MemberExpression[object.name=globalThis][property.name=/^(setTimeout|setInterval|setImmediate|queueMicrotask|Date|performance|crypto|process|fetch)$/]',
    message: 'Pure code reaches for nothing outside its arguments.',
  },
];

const timerNames = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'clearTimeout', 'clearInterval'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/coverage/**', 'proto/gen/**', '**/generated/**'] },
  eslint.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs}'],
    plugins: { orchion: { rules: { 'no-drawer-names': noDrawerNames, 'said-words': saidWords } } },
    rules: { 'orchion/no-drawer-names': 'error', 'no-restricted-syntax': ['error', noBarrels] },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      // A port's method may be async by contract where one implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // The compiler's noFallthroughCasesInSwitch knows which calls never return; this rule does not.
      'no-fallthrough': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: pureFiles,
    ignores: testFiles,
    rules: {
      'no-restricted-syntax': ['error', noBarrels, ...clockAndDice],
      'no-restricted-globals': [
        'error',
        ...timerNames.map((name) => ({ name, message: 'Pure code has no timers: a deadline is data.' })),
      ],
    },
  },
  {
    files: ['extension/src/**/*.ts', 'extension/webview/**/*.ts'],
    ignores: testFiles,
    rules: { 'orchion/said-words': 'error' },
  },
);
