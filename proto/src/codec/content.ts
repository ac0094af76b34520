/** Files that travel: JobFiles as a submit says them, Products as an attempt leaves them. */
import { create } from '@bufbuild/protobuf';
import {
  limits,
  noFiles,
  parseDigest,
  type Artifact,
  type Digest,
  type JobFiles,
  type Products,
} from '@orchion/domain';
import {
  ArtifactSchema,
  JobFilesSchema,
  ProductsSchema,
  type Artifact as WireArtifact,
  type JobFiles as WireJobFiles,
  type Products as WireProducts,
} from '../../gen/orchion/v1/content_pb.js';
import { artifactWhen } from './enums.ts';
import { uint64FromWire, uint64ToWire } from './numbers.ts';
import { each, WireError } from './wire-error.ts';

/** Absent on the wire where there are none. */
export function jobFilesToWire(files: JobFiles): WireJobFiles | undefined {
  if (files.fetch.length === 0 && files.leave.length === 0 && !files.collectsOutputs) return undefined;
  return create(JobFilesSchema, {
    fetch: files.fetch.map(({ tree, into }) => ({ tree, into })),
    leave: files.leave.map((rule) => ({
      name: rule.name,
      paths: [...rule.paths],
      when: artifactWhen.toWire(rule.when),
      required: rule.isRequired,
    })),
    collectsOutputs: files.collectsOutputs,
  });
}

/** Throws WireError. */
export function jobFilesFromWire(message: WireJobFiles | undefined): JobFiles {
  if (message === undefined) return noFiles;
  return {
    fetch: each('fetch', message.fetch, ({ tree, into }) => ({ tree: digestFromWire(tree, 'tree'), into })),
    leave: each('leave', message.leave, (rule) => ({
      name: rule.name,
      paths: rule.paths,
      when: artifactWhen.optionalFromWire(rule.when, 'when') ?? 'success',
      isRequired: rule.required,
    })),
    collectsOutputs: message.collectsOutputs,
  };
}

/** Outputs are large, and may be secret: without `withOutputs` they are left out, names and values. */
export function productsToWire(
  products: Products,
  { withOutputs }: { readonly withOutputs: boolean } = { withOutputs: true },
): WireProducts {
  return create(ProductsSchema, {
    outputs: withOutputs ? { ...products.outputs } : {},
    artifacts: products.artifacts.map(artifactToWire),
  });
}

/** Throws WireError, also where there is more than an attempt may leave. */
export function productsFromWire(message: WireProducts): Products {
  const outputs = Object.entries(message.outputs);
  if (outputs.length > limits.outputsMax) throw new WireError('outputs', `must be at most ${limits.outputsMax}`);
  // Characters, not bytes: at most as many, and who sends them counts the bytes.
  const length = outputs.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (length > limits.outputsBytesMax)
    throw new WireError('outputs', `must be at most ${limits.outputsBytesMax} bytes`);
  if (message.artifacts.length > limits.artifactsMax) {
    throw new WireError('artifacts', `must be at most ${limits.artifactsMax}`);
  }
  return { outputs: message.outputs, artifacts: each('artifacts', message.artifacts, artifactFromWire) };
}

export function artifactToWire({ name, tree, files, bytes }: Artifact): WireArtifact {
  return create(ArtifactSchema, { name, tree, files: uint64ToWire(files), bytes: uint64ToWire(bytes) });
}

/** Throws WireError. */
export function artifactFromWire(message: WireArtifact): Artifact {
  return {
    name: message.name,
    tree: digestFromWire(message.tree, 'tree'),
    files: uint64FromWire(message.files, 'files'),
    bytes: uint64FromWire(message.bytes, 'bytes'),
  };
}

/** Throws WireError. */
export function digestFromWire(text: string, field: string): Digest {
  const digest = parseDigest(text);
  if (digest === null) throw new WireError(field, 'must be a SHA-256: 64 lower-case hexadecimal digits');
  return digest;
}
