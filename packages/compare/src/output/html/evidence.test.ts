import { expect, test } from 'vitest';
import { exchange } from '../testing/sample-report.ts';
import { evidence } from './evidence.ts';

test('shows the request and its answer as they went over the wire', () => {
  const shown = String(
    evidence(exchange({ response: { status: 202, headers: { allow: 'POST' }, body: 'a < b' } })),
  );
  expect(shown).toContain('<strong>tools/list</strong>');
  expect(shown).toMatch(/Request.*<pre>POST http:.*\ncontent-type: .*\n\n\{&quot;jsonrpc/s);
  expect(shown).toMatch(/Answer.*<pre>202\nallow: POST\n\na &lt; b<\/pre>/);
});

test('says why there is no answer', () => {
  const { response: _, ...silent } = exchange();
  expect(String(evidence({ ...silent, problem: 'It took too long.' }))).toContain(
    'It took too long.',
  );
  expect(String(evidence(silent))).toContain('No answer came.');
  expect(String(evidence(silent))).not.toContain('Answer');
});

test('a request without a body ends with its headers', () => {
  const request = { method: 'GET', url: 'http://127.0.0.1/mcp', headers: {} };
  expect(String(evidence(exchange({ request })))).toContain('<pre>GET http://127.0.0.1/mcp</pre>');
});
