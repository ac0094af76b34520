// One call of an engine's API, for the few that tests need before there is a client.

import { request } from 'node:http';

/** The answer's JSON, or null where it is none. Rejects where the engine refuses. */
export function askEngine(socketPath: string, method: string, path: string, body?: Buffer): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/x-tar', 'content-length': body.length };
    const call = request({ socketPath, method, path, headers, timeout: 30_000 }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        if ((answer.statusCode ?? 500) >= 400)
          return reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        try {
          resolve(JSON.parse(text));
        } catch {
          resolve(null);
        }
      });
    });
    call.on('timeout', () => call.destroy(new Error(`${method} ${path}: no answer`)));
    call.on('error', reject);
    call.end(body);
  });
}
