/** One cluster for each build that is measured, opened and closed together. */
import { startCluster, type Cluster } from './cluster.ts';
import type { Setting } from './workload.ts';

export interface Clusters {
  readonly all: readonly { readonly name: string; readonly root: string; readonly cluster: Cluster }[];
  close(): Promise<void>;
}

export async function startClusters(setting: Setting): Promise<Clusters> {
  const all: { name: string; root: string; cluster: Cluster }[] = [];
  const close = async (): Promise<void> => {
    for (const { cluster } of all) await cluster.close();
  };
  try {
    for (const build of setting.builds) all.push({ ...build, cluster: await startCluster(build, setting) });
  } catch (error) {
    await close();
    throw error;
  }
  return { all, close };
}
