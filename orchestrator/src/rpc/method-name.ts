/** `orchion.v1.JobService/SubmitJob`: how a method is written in paths, logs and metrics. */
import type { DescMethod } from '@bufbuild/protobuf';

export function methodName(method: DescMethod): string {
  return `${method.parent.typeName}/${method.name}`;
}
