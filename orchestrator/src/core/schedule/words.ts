/** Amounts in words, for reasons: '8 cores', '24 GiB'. */
export function cores(millis: number): string {
  const amount = Math.round(millis) / 1000;
  return `${Number(amount.toFixed(3))} ${amount === 1 ? 'core' : 'cores'}`;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

export function bytes(amount: number): string {
  let value = Math.max(0, amount);
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number(value.toFixed(value < 10 && unit > 0 ? 1 : 0))} ${units[unit] ?? 'B'}`;
}

export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
