/** Problems in SARIF 2.1.0, the format that code hosts and editors read results of checks in. */
import type { Fix, Position, Problem } from './problem.ts';
import { problemCodes, type ProblemCode } from './words/problem-codes.ts';

/** `version`: of the program that made it. */
export function sarifOf(problems: readonly Problem[], version: string): unknown {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'orchion', semanticVersion: version, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => resultOf(problem, codes.indexOf(problem.code))),
      },
    ],
  };
}

function ruleOf(id: ProblemCode): unknown {
  const { means, remedy } = problemCodes[id];
  return { id, shortDescription: { text: means }, help: { text: remedy } };
}

function resultOf(problem: Problem, ruleIndex: number): unknown {
  const { code, severity, message, path, related, fixes } = problem;
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: path === '' ? message : `${path}: ${message}` },
    locations: [{ physicalLocation: physicalLocationOf(problem) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            physicalLocation: physicalLocationOf(place),
            message: { text: place.message },
          })),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, problem.file)) }),
  };
}

function physicalLocationOf(place: Position & { readonly file: string; readonly end: Position }): unknown {
  return { artifactLocation: { uri: uriOf(place.file) }, region: regionOf(place, place.end) };
}

function fixOf({ title, edits }: Fix, file: string): unknown {
  const replacements = edits.map(({ start, end, newText }) => ({
    deletedRegion: regionOf(start, end),
    insertedContent: { text: newText },
  }));
  return {
    description: { text: title },
    artifactChanges: [{ artifactLocation: { uri: uriOf(file) }, replacements }],
  };
}

function regionOf(start: Position, end: Position): unknown {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** Relative where the file is below the current folder: then it is the same on every machine. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${path}`;
  return /^[A-Za-z]%3A\//.test(path) ? `file:///${path.replace('%3A', ':')}` : path;
}
