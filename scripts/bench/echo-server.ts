/**
 * What everything is held against: a bare node:http server that reads JSON-RPC and answers with the results
 * that the environment gives it, by method. Started by the benchmark, or by the local host as a custom handler.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const results = JSON.parse(process.env['ECHO_RESULTS'] ?? '{}') as Record<string, unknown>;

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (text += chunk));
  request.on('end', () => {
    // The local host asks for / until it answers.
    const { id, method } = JSON.parse(text || '{}') as { id?: unknown; method?: string };
    const answer = JSON.stringify({ result: results[method ?? ''], jsonrpc: '2.0', id });
    const length = Buffer.byteLength(answer);
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': length });
    response.end(answer);
  });
});
server.keepAliveTimeout = 300_000;
server.listen(Number(process.env['FUNCTIONS_CUSTOMHANDLER_PORT'] ?? 0), '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit());
