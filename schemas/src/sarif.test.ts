import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parsePipelineFile } from './pipeline/parse-pipeline-file.ts';
import { sarifOf } from './sarif.ts';

/** The parts of the published SARIF 2.1.0 schema that our results use, with what it requires of them. */
const position = { type: 'integer', minimum: 1 };
const region = {
  type: 'object',
  required: ['startLine'],
  additionalProperties: false,
  properties: { startLine: position, startColumn: position, endLine: position, endColumn: position },
};
const message = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string' } },
};
const artifactLocation = {
  type: 'object',
  additionalProperties: false,
  properties: { uri: { type: 'string', pattern: '^[A-Za-z0-9._~%/:-]+$' } },
};
const physicalLocation = {
  type: 'object',
  required: ['artifactLocation'],
  additionalProperties: false,
  properties: { artifactLocation, region },
};
const rule = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: { id: { type: 'string' }, shortDescription: message, help: message },
};
const replacement = {
  type: 'object',
  required: ['deletedRegion'],
  additionalProperties: false,
  properties: { deletedRegion: region, insertedContent: message },
};
const artifactChange = {
  type: 'object',
  required: ['artifactLocation', 'replacements'],
  additionalProperties: false,
  properties: { artifactLocation, replacements: { type: 'array', minItems: 1, items: replacement } },
};
const location = {
  type: 'object',
  additionalProperties: false,
  properties: { id: { type: 'integer', minimum: -1 }, physicalLocation, message },
};
const result = {
  type: 'object',
  required: ['message'],
  additionalProperties: false,
  properties: {
    ruleId: { type: 'string' },
    ruleIndex: { type: 'integer', minimum: -1 },
    level: { enum: ['none', 'note', 'warning', 'error'] },
    message,
    locations: { type: 'array', items: location },
    relatedLocations: { type: 'array', uniqueItems: true, items: location },
    fixes: {
      type: 'array',
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['artifactChanges'],
        additionalProperties: false,
        properties: { description: message, artifactChanges: { type: 'array', minItems: 1, items: artifactChange } },
      },
    },
  },
};
const driver = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { type: 'string' },
    semanticVersion: { type: 'string' },
    rules: { type: 'array', uniqueItems: true, items: rule },
  },
};
const sarif = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool'],
        additionalProperties: false,
        properties: {
          tool: { type: 'object', required: ['driver'], additionalProperties: false, properties: { driver } },
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          results: { type: 'array', items: result },
        },
      },
    },
  },
};

const problemsOf = (fileName: string, steps: string) =>
  parsePipelineFile({ text: `apiVersion: orchion/v1\nsteps:\n${steps}`, fileName, readUsed: () => null }).problems;

test('problems are a log of SARIF 2.1.0', () => {
  const problems = [
    ...problemsOf('a b.orchion.yaml', '  prepare: { run: x }\n  train: { run: x, needs: pepare }\n'),
    ...problemsOf('/abs/c.orchion.yaml', '  a: { run: x, needs: b }\n  b: { run: x, needs: a }\n'),
    ...problemsOf('C:\\d.orchion.yaml', "  a: { run: 'echo ${{ run.id }}' }\n"),
  ];
  const log = sarifOf(problems, '1.2.3');
  const validate = new Ajv({ strict: true }).compile(sarif);
  expect([validate(log), validate.errors]).toEqual([true, null]);
  expect(log).toMatchObject({
    runs: [
      {
        tool: { driver: { rules: [{ id: 'expression-in-run' }, { id: 'need-cycle' }, { id: 'unknown-need' }] } },
        results: [
          {
            ruleId: 'unknown-need',
            ruleIndex: 2,
            level: 'error',
            locations: [
              { physicalLocation: { artifactLocation: { uri: 'a%20b.orchion.yaml' }, region: { startLine: 4 } } },
            ],
            fixes: [{ description: { text: 'Change to prepare' } }],
          },
          {
            ruleId: 'need-cycle',
            locations: [{ physicalLocation: { artifactLocation: { uri: 'file:///abs/c.orchion.yaml' } } }],
            relatedLocations: [{ id: 0 }, { id: 1 }],
          },
          {
            ruleId: 'expression-in-run',
            level: 'warning',
            locations: [{ physicalLocation: { artifactLocation: { uri: 'file:///C:/d.orchion.yaml' } } }],
          },
        ],
      },
    ],
  });
});
