/** Folders to trees and back, and the way of their content. Everything rejects with `FileProblem`. */
export { createContentCache, type ContentCache } from './content-cache.ts';
export type { ContentClient } from './content-client.ts';
export { fetchContent, fetchTree, type FetchOptions } from './fetch-content.ts';
export { fetchInto, type FetchedInto } from './fetch-into.ts';
export { FileProblem, fileProblemOf, type FileProblemCode } from './file-problem.ts';
export { createHttpContent, type HttpContentClient } from './http-content.ts';
export { layOutFile, makeFolder, placeIn } from './lay-out-file.ts';
export { listChosen, listWorkspace, type ListedTree } from './list-tree.ts';
export { readOutputs, type ReadOutputs } from './outputs.ts';
export { inPool } from './pool.ts';
export { sendTree, type Sent, type SendOptions } from './send-tree.ts';
export { sendWorkspaces, type SentWorkspaces, type WorkspaceProgress } from './send-workspaces.ts';
export { openStatCache, type StatCache } from './stat-cache.ts';
