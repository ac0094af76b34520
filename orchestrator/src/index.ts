/** The orchestrator and the ports that it needs: for the simulation, benchmarks and the program in `main.ts`. */
export { createContentCollector } from './app/content-collector.ts';
export { createLogHub } from './app/create-log-hub.ts';
export { createOrchestrator, type OrchestratorPorts } from './app/create-orchestrator.ts';
export type { LogAck, LogHub, TailEvent, TailRequest } from './app/log-hub.ts';
export type {
  AgentSession,
  AgentSessionPort,
  FeedMessage,
  JobView,
  NodeView,
  Orchestrator,
  Outcome,
} from './app/orchestrator.ts';
export type { Change } from './core/change.ts';
export type { PipelineTools } from './core/pipeline/tools.ts';
export { loadState } from './core/load.ts';
export { explainDemand } from './core/schedule/explain.ts';
export { createContentHub } from './app/content-hub.ts';
export { createApi } from './rpc/rpc-edge.ts';
export { defaultSettings, type ClusterSettings } from './core/settings.ts';
export type { ClusterState } from './core/state.ts';
export { step } from './core/step.ts';
export { pipelineTools } from './platform/pipeline-tools.ts';
export type { Clock } from './ports/clock.ts';
export { LogStoreError } from './ports/log-store.ts';
export { silentLogger } from './ports/logger.ts';
export { StoreError, type Store } from './ports/store.ts';
export { noTelemetry } from './ports/telemetry.ts';
export { openLogFiles } from './store/log-files/open-log-files.ts';
export {
  createMemoryLogDisk,
  type MemoryLogDisk,
  createMemoryLogStore,
} from './store/log-memory/create-memory-log-store.ts';
export { createMemoryStore, type MemoryStore } from './store/memory/create-memory-store.ts';
export { crashMemoryDisk, createMemoryDisk, type MemoryDisk } from './store/memory/memory-disk.ts';
export { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
export { readContentTree } from './app/read-content-tree.ts';
export type { ContentStore } from './ports/content-store.ts';
export {
  createMemoryContentDisk,
  createMemoryContentStore,
  type MemoryContentDisk,
} from './store/content-memory/create-memory-content-store.ts';
