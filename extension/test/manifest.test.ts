// package.json promises commands, views and texts; the code and the texts' file have to keep them.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import jobSchema from '@orchion/schemas/job.schema.json' with { type: 'json' };
import texts from '../package.nls.json' with { type: 'json' };

const home = dirname(import.meta.dirname);
const source = readdirSync(join(home, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(home, 'src', path), 'utf8'))
  .join('\n');

test('every command that is offered is registered, and the other way round', () => {
  const registered = [
    ...source.matchAll(/(?:session\.command|\baction|\bon(?:Run|Step)?)\(\s*'(orchion\.[\w.]+)'/g),
  ].map((match) => match[1]);
  const offered = manifest.contributes.commands.map(({ command }) => command);
  expect([...new Set(registered)].sort()).toEqual(offered.sort());
});

test('every text is written down, and none is left over', () => {
  const used = [...JSON.stringify(manifest).matchAll(/%([\w.-]+)%/g)].map((match) => match[1]);
  expect([...new Set(used)].sort()).toEqual(Object.keys(texts).sort());
});

test('nothing that people read is written into package.json itself, where it could not be translated', () => {
  const read = new Set(['title', 'name', 'description', 'markdownDescription', 'contents', 'label', 'altText']);
  const bare: string[] = [];
  const visit = (value: unknown, key: string): void => {
    if (Array.isArray(value)) {
      const words = ['aliases', 'enumDescriptions', 'markdownEnumDescriptions'].includes(key) ? 'label' : '';
      for (const one of value) visit(one, words);
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, one] of Object.entries(value)) visit(one, inner);
    } else if (typeof value === 'string' && read.has(key) && !/^%[\w.-]+%$/.test(value)) {
      bare.push(value);
    }
  };
  visit(manifest.contributes, '');
  // The product's own name, and those by which tasks.json names a problem matcher.
  expect(bare.filter((text) => text !== 'Orchion' && !/^orchion-[a-z-]+$/.test(text))).toEqual([]);
  expect([manifest.displayName, manifest.description]).toEqual(['%displayName%', '%description%']);
});

test('menus and texts name commands that exist', () => {
  const offered = new Set(manifest.contributes.commands.map(({ command }) => command));
  // The editor itself makes one for each view.
  for (const { id } of manifest.contributes.views.orchion) offered.add(`${id}.focus`);
  const inMenus = Object.values(manifest.contributes.menus).flatMap((items) => items.map(({ command }) => command));
  const inTexts = [...JSON.stringify(texts).matchAll(/\(command:(orchion[\w.]+)\)/g)].map((match) => match[1] ?? '');
  expect([...inMenus, ...inTexts].filter((command) => !offered.has(command))).toEqual([]);
});

test('nothing is activated before it is needed: by what is contributed, or to bring an open form back', () => {
  expect(manifest.activationEvents).toEqual(['onWebviewPanel:orchion.submitForm']);
});

test('settings that name addresses, folders and programs belong to the machine, and an untrusted workspace has no say', () => {
  const { properties } = manifest.contributes.configuration;
  const reaching = Object.entries(properties).filter(([name]) =>
    /^orchion\.(orchestrator|local|connections)/.test(name),
  );
  expect(reaching.map(([, { scope }]) => scope)).toEqual(reaching.map(() => 'machine'));
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(reaching.map(([name]) => name));
  // The others only choose between words that are listed.
  const rest = Object.entries(properties).filter(([name]) => !reaching.some(([other]) => other === name));
  expect(rest.filter(([, property]) => !('enum' in property))).toEqual([]);
});

test('a task has the fields of a job file, and says how its job ends', () => {
  const [task] = manifest.contributes.taskDefinitions;
  const { apiVersion: _version, kind: _kind, ...fields } = jobSchema.properties;
  expect(namesIn({ properties: task?.properties })).toEqual([...namesIn({ properties: fields }), 'onTerminate'].sort());
});

/** The names of all properties, with those above them. */
function namesIn(schema: unknown, path = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const names = Object.entries(schema).flatMap(([key, inner]: [string, unknown]): readonly string[] => {
    if (key !== 'properties') return typeof inner === 'object' ? namesIn(inner, path) : [];
    return Object.entries(inner as object).flatMap(([name, value]) => [
      path + name,
      ...namesIn(value, `${path}${name}.`),
    ]);
  });
  return names.sort();
}
