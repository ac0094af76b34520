/** Answers of the plain HTTP routes. */
import type { OutgoingHttpHeaders } from 'node:http';

/** What HTTP/1.1 and HTTP/2 answers have in common. */
interface WholeAnswer {
  writeHead(status: number, headers: OutgoingHttpHeaders): unknown;
  end(text: string): unknown;
}

export function writeJson(response: WholeAnswer, status: number, body: object): void {
  writeText(response, status, 'application/json', JSON.stringify(body));
}

/** Whole, with its length; nothing of it is to be kept or guessed at by a browser. */
export function writeText(response: WholeAnswer, status: number, contentType: string, text: string): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
