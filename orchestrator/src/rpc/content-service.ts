/** ContentService: which files are not there. Their bytes go another way: `rest/content-route.ts`. */
import { create } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import { MissingContentResponseSchema, missingContentFromWire, type ContentService } from '@orchion/proto';
import type { ContentStore } from '../ports/content-store.ts';
import { invalid } from './refusal-error.ts';

export function createContentService(contentStore: Pick<ContentStore, 'missing'>): ServiceImpl<typeof ContentService> {
  return {
    async missingContent(request) {
      const decoded = missingContentFromWire(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
      const digests = await contentStore.missing(decoded.digests);
      return create(MissingContentResponseSchema, { digests: [...digests] });
    },
  };
}
