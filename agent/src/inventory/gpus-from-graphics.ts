/**
 * GPUs that no vendor's tool told of, from systeminformation's list of graphics adapters: Intel everywhere, AMD without
 * ROCm. An adapter that only shows a picture (of a virtual machine, of a board's management chip) is no GPU to run work on,
 * and an NVIDIA card without its driver cannot run any.
 */
import { gpuDeviceId, type GpuDevice, type GpuVendor } from '@orchion/domain';
import { bytesIn, devicesMax, nameIn, type GpuReading } from './gpu-reading.ts';

/** The part of systeminformation's controller that is read here. */
export interface GraphicsController {
  readonly vendor?: string | undefined;
  readonly model?: string | undefined;
  /** MiB. */
  readonly vram?: number | null | undefined;
  readonly vramDynamic?: boolean | undefined;
}

const pictureOnly =
  /vmware|virtualbox|virtio|qxl|cirrus|aspeed|matrox|bochs|hyper-v|basic (?:display|render)|parallels|llvmpipe|red hat|remote|citrix|displaylink|virtual/i;

export function gpusFromGraphics(
  controllers: readonly GraphicsController[],
  toldByTools: ReadonlySet<GpuVendor>,
): GpuReading {
  const devices: GpuDevice[] = [];
  for (const controller of controllers.slice(0, devicesMax)) {
    const text = `${controller.vendor ?? ''} ${controller.model ?? ''}`;
    const vendor = vendorOf(text);
    if (vendor === null || vendor === 'nvidia' || toldByTools.has(vendor) || pictureOnly.test(text)) continue;
    const index = devices.filter((device) => device.vendor === vendor).length;
    devices.push({
      id: gpuDeviceId(`${vendor}-${index}`),
      index,
      vendor,
      model: nameIn(controller.model, `${vendor} GPU`),
      vramBytes: bytesIn(controller.vram ?? 0, 1024 ** 2) ?? 0,
      unifiedMemory: controller.vramDynamic === true || (vendor === 'intel' && !/\barc\b/i.test(text)),
    });
  }
  const metrics = devices.map(({ id }) => {
    return { device: id, busyFraction: null, vramUsedBytes: null, temperatureCelsius: null, powerWatts: null };
  });
  return { devices, metrics, problem: null };
}

/** Null: of nobody who makes GPUs that run work. */
function vendorOf(text: string): GpuVendor | null {
  if (/nvidia|geforce|quadro|tesla/i.test(text)) return 'nvidia';
  if (/\bamd\b|advanced micro|\bati\b|radeon/i.test(text)) return 'amd';
  if (/intel/i.test(text)) return 'intel';
  if (/apple/i.test(text)) return 'apple';
  return null;
}
