/** The makers of GPUs that Orchion knows, in the order in which they are listed to people. */
import type { GpuVendor } from '@orchion/domain';

export const gpuVendors = ['nvidia', 'amd', 'apple', 'intel', 'other'] as const satisfies readonly GpuVendor[];
