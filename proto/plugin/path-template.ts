/** Path templates of REST routes: '/api/v1/jobs/{job_id}:cancel' is segments, one of them a field, and a custom verb. */

type PathSegment =
  | { readonly kind: 'literal'; readonly text: string }
  /** `field` is the proto's name of the request's field. */
  | { readonly kind: 'field'; readonly field: string };

export interface PathTemplate {
  readonly segments: readonly PathSegment[];
  /** What follows the colon of the last segment; null where there is none. */
  readonly customVerb: string | null;
}

/** Throws an Error for a template that is not of this shape. */
export function parsePathTemplate(path: string): PathTemplate {
  const match = /^\/(.*?)(?::([a-z][a-zA-Z]*))?$/.exec(path);
  if (match?.[1] === undefined) throw new Error(`a path starts with "/": ${path}`);
  return { segments: match[1].split('/').map((text) => parseSegment(text, path)), customVerb: match[2] ?? null };
}

/** The template written again, each field as `name` says. */
export function formatPathTemplate({ segments, customVerb }: PathTemplate, name: (field: string) => string): string {
  const parts = segments.map((segment) => (segment.kind === 'literal' ? segment.text : `{${name(segment.field)}}`));
  return `/${parts.join('/')}${customVerb === null ? '' : `:${customVerb}`}`;
}

function parseSegment(text: string, path: string): PathSegment {
  const field = /^\{([a-z][a-z0-9_]*)\}$/.exec(text)?.[1];
  if (field !== undefined) return { kind: 'field', field };
  if (/^[a-z0-9][a-z0-9._-]*$/.test(text)) return { kind: 'literal', text };
  throw new Error(`"${text}" is neither a lower-case word nor a {field}: ${path}`);
}
