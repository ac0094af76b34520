import { createMemoryContentDisk, createMemoryContentStore } from './create-memory-content-store.ts';
import { describeContentStore, testQuotaBytes, type ContentStoreHarness } from '../contract/content-store-contract.ts';

describeContentStore('the content store in memory', () => {
  const disk = createMemoryContentDisk();
  const harness: ContentStoreHarness = {
    now: 1_700_000_000_000,
    open: () => createMemoryContentStore({ now: () => harness.now, quotaBytes: testQuotaBytes, disk }),
    dispose: () => Promise.resolve(),
  };
  return harness;
});
