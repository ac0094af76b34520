// The notices name what a bundle contains of others, with its terms, and nothing else.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { packageFolders, thirdPartyNotices, type Bundled } from './third-party-notices.ts';

const from = dirname(import.meta.dirname);

async function bundled(contents: string): Promise<Bundled> {
  const stdin = { contents, resolveDir: join(from, 'schemas') };
  const { metafile } = await build({
    stdin,
    absWorkingDir: from,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
  });
  return { metafile, from };
}

test('a package that is bundled stands there with its licence; one whose code is not used does not', async () => {
  const { text, problems } = thirdPartyNotices([
    await bundled("import { parse } from 'yaml'; import { create } from '@bufbuild/protobuf'; console.log(parse);"),
  ]);
  expect(text).toMatch(/^yaml [\d.]+ \(ISC\)\n\nCopyright Eemeli Aro/m);
  expect(text).not.toContain('@bufbuild/protobuf');
  expect(problems).toEqual([]);
});

test('a package that publishes no licence text has it from here', async () => {
  const { text, problems } = thirdPartyNotices([
    await bundled("import { create } from '@bufbuild/protobuf'; console.log(create);"),
  ]);
  expect(text).toMatch(
    /^@bufbuild\/protobuf .*\n\nCopyright 2021-2026 Buf Technologies[^]*Apache License[^]*Google Inc/m,
  );
  expect(problems).toEqual([]);
});

test('what generated code was made from counts, too', async () => {
  const folders = packageFolders(await bundled("import v from './generated/validate-job.js'; console.log(v);"));
  expect(folders.some((folder) => folder.endsWith(join('node_modules', 'ajv')))).toBe(true);
});

test('a package that brings no terms at all is a problem', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orchion-notices-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules', 'bare'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', 'bare', 'package.json'), '{"name":"bare","version":"1.0.0"}');
  const inputs = { 'node_modules/bare/index.js': { bytesInOutput: 1 } };
  const outputs = { 'out.js': { bytes: 1, inputs, imports: [], exports: [] } };
  expect(thirdPartyNotices([{ metafile: { inputs: {}, outputs }, from: folder }]).problems).toEqual([
    'bare (no licence named) is bundled and brings no text of its licence: add it to scripts/licences',
  ]);
});
