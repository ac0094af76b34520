/**
 * Writes what follows from the `right` and `rest` options of the protos: the route table, the rights and the OpenAPI
 * document. Refuses protos in which an RPC has no right, or a route that could not be served.
 */
import { createEcmaScriptPlugin } from '@bufbuild/protoplugin';
import { apiFromSchema } from './api.ts';
import { printRights } from './print-rights.ts';
import { printRoutes } from './print-routes.ts';
import { openApiDocument } from './openapi/document.ts';

export const plugin = createEcmaScriptPlugin({
  name: 'protoc-gen-orchion',
  version: 'v1',
  generateTs(schema) {
    const api = apiFromSchema(schema);
    schema.generateFile('routes.ts').print(printRoutes(api));
    schema.generateFile('rights.ts').print(printRights(api));
    schema.generateFile('openapi.json').print(JSON.stringify(openApiDocument(api), null, 2));
  },
});
