import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingsPage } from './settings-page.ts';

/** Set by the tests themselves. */
const own = new Set(['ORCHION_TEST_RUN']);

test('the page of settings names exactly the variables that the sources name', () => {
  const page = new Set(settingsPage().match(/ORCHION_[A-Z_]+/g));
  const sources = new Set<string>();
  for (const file of globSync('{agent,cli,client,orchestrator,extension}/src/**/*.ts')) {
    if (file.endsWith('.test.ts')) continue;
    for (const name of readFileSync(file, 'utf8').match(/ORCHION_[A-Z]+(?:_[A-Z]+)*/g) ?? []) sources.add(name);
  }
  for (const name of own) sources.delete(name);
  expect([...page].sort()).toEqual([...sources].sort());
});
