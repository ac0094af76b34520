/** Amounts of GPUs: `2` is two whole devices, `0.5` is half of one device; a part always comes from one device. */
import { limits, type GpuRequest } from '@orchion/domain';
import { formatBytes } from './bytes.ts';
import { shortNumber, shown, type Parsed } from './parsed.ts';

export const gpuAmountPattern = '^[0-9]{1,4}(\\.[0-9]{1,6})?$';
export const gpuAmountExpected = 'whole GPUs such as 1 or 2, or a part of one such as 0.5';

/** Null: none. Of any vendor and model; the fields of a file or of options narrow it further. */
export function parseGpus(text: string | number): Parsed<GpuRequest['amount'] | null> {
  const written = String(text).trim();
  if (!/^\d{1,4}(?:\.\d{1,6})?$/.test(written)) {
    return { problem: `${shown(written)} is no amount of GPUs; write ${gpuAmountExpected}` };
  }
  const amount = Number(written);
  if (amount === 0) return { value: null };
  if (amount < 1) {
    const millis = Math.round(amount * 1000);
    if (millis >= 1 && millis <= 999) return { value: { kind: 'share', millis } };
    return {
      problem: `${shown(written)} is no part of a GPU that can be given; parts are thousandths, 0.001 to 0.999`,
    };
  }
  if (!Number.isInteger(amount)) {
    return { problem: `${shown(written)} mixes whole GPUs and a part; write ${gpuAmountExpected}` };
  }
  if (amount > limits.gpuCountMax) {
    return { problem: `${shown(written)} is more GPUs than one job can have, ${limits.gpuCountMax}` };
  }
  return { value: { kind: 'whole', count: amount } };
}

/** `2 nvidia GPUs, 4090, 24 GiB each`, `0.5 GPU`, for people. */
export function formatGpus(request: GpuRequest | null): string {
  if (request === null) return 'no GPU';
  const { amount, vendor, model, vramBytes } = request;
  const many = amount.kind === 'whole' && amount.count !== 1;
  const count = amount.kind === 'whole' ? String(amount.count) : shortNumber(amount.millis / 1000, 3);
  const parts = [[count, vendor, many ? 'GPUs' : 'GPU'].filter((part) => part !== null).join(' ')];
  if (model !== null) parts.push(model);
  if (vramBytes > 0) parts.push(`${formatBytes(vramBytes)}${many ? ' each' : ''}`);
  return parts.join(', ');
}
