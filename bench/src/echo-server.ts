/** A bare connect-node server: GetHealth with a constant answer, on the socket that is its argument. Says a line when it listens. */
import { createServer } from 'node:http';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { ClusterService } from '@orchion/proto';

const handler = connectNodeAdapter({
  routes(router) {
    router.service(ClusterService, { getHealth: () => ({ ready: true, version: '0', apiVersion: 'v1' }) });
  },
});
createServer(handler).listen(process.argv[2], () => process.stdout.write('listens\n'));
