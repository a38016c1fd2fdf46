import { describe, expect, test } from 'vitest';
import { cell, sampleMeters, sampleReport } from '../testing/sample-report.ts';
import { renderMarkdown } from './render-markdown.ts';

test('a report reads on GitHub', () => {
  expect(renderMarkdown(sampleReport())).toMatchInlineSnapshot(`
    "# Extension server and Self-hosted server, compared

    - **Extension server** at http:\\//127.0.0.1:7071/runtime/webhooks/mcp, local host, not Azure. It calls itself extension-server 0.1.0.
    - **Self-hosted server** at http:\\//127.0.0.1:7072/mcp, local host, not Azure. It calls itself self-hosted-server 0.1.0.

    Made 2026-11-22 16:40 UTC by a usual run on Some Processor 3000, 2 cores, 7.8 GB of memory, linux x64, Node v24.21.0.

    ## Capabilities

    4 capabilities: 1 alike; 1 where “Extension server” has more; 1 where “Self-hosted server” has more; 1 that could not be compared.

    |                 | Extension server | Self-hosted server |
    | --------------- | ---------------- | ------------------ |
    | **Transport**   |                  |                    |
    | Streamable HTTP | ✓ yes            | ✓ yes              |
    | Legacy SSE      | ✓ yes            | ✗ no               |
    | **Tools**       |                  |                    |
    | Titles of tools | ✗ no             | ✓ yes              |
    | Lists in pages  | – not observable | ◐ partly           |

    Where they do not stand alike:

    - **Legacy SSE.** _Extension server:_ The probe says yes. _Self-hosted server:_ The probe says no.
    - **Titles of tools.** _Extension server:_ The probe says no. _Self-hosted server:_ The probe says yes.
    - **Lists in pages.** _Extension server:_ The probe says not observable. _Self-hosted server:_ The probe says partly.

    ## Performance (local host, not Azure)

    The median of the rounds, with the least and the greatest. A ratio is the value of “Self-hosted server” divided by that of “Extension server”. ≈ stands where the rounds of the two servers overlap: the difference may be chance.

    | local host, not Azure          |                   Extension server |         Self-hosted server | Ratio | Better |
    | ------------------------------ | ---------------------------------: | -------------------------: | ----: | ------ |
    | Start to first answer          |                 910 ms (819–1,092) |           610 ms (549–732) | 0.67× | lower  |
    | Warm tools/call, one at a time |                 2.1 ms (1.89–2.52) |         1.4 ms (1.26–1.68) | 0.67× | lower  |
    | Throughput, 8 at a time        | 640 requests/s (576–768, 2 failed) | 980 requests/s (882–1,176) | 1.53× | higher |
    | Bytes of tools/list            |                                  – |  4,821 bytes (4,339–5,785) |     – | lower  |

    - Warm tools/call, one at a time: The client runs on the same machine.

    ## Size

    Without source maps. Starts are processor time until the app listens, on this machine and not on Azure.

    |                    | Deploy folder | Gzipped | Files | Start, bundled | Start, from source |
    | ------------------ | ------------: | ------: | ----: | -------------: | -----------------: |
    | Extension server   |        401 kB | 98.3 kB |     5 |          55 ms |             142 ms |
    | Self-hosted server |        612 kB |  151 kB |     6 |              – |                  – |

    ## Cost on Flex Consumption

    1,000,000 calls a month of 0.05 s on instances of 2,048 MB, 0 always ready. Computed, not billed; both hosting modes are billed alike. Prices of 2026-09-26 (a price list).

    |                                 | Calls at a time |      GB-s | A month |
    | ------------------------------- | --------------: | --------: | ------: |
    | Each call alone on its instance |               1 | 2,000,000 |  $49.70 |
    | Instances as busy as they get   |              16 |     6,250 |   $0.30 |

    The request and the answer behind every cell are in \`index.html\` and \`report.json\`.
    "
  `);
});

test('a run that was interrupted says so, and shows what it has', () => {
  const { performance: _p, size: _s, cost: _c, ...report } = sampleReport({ isPartial: true });
  delete report.capabilities[1]!.cells['self-hosted'];
  const markdown = renderMarkdown(report);
  expect(markdown).toContain('**This run was interrupted');
  expect(markdown).toContain('| Legacy SSE      | ✓ yes            | … not probed       |');
  expect(markdown).not.toMatch(/## (?:Performance|Size|Cost)/);
});

describe('figures', () => {
  test('of a local server say that they are not of Azure', () => {
    const report = sampleReport();
    report.servers[1].place = 'azure';
    report.performance!.label = 'from this machine';
    expect(renderMarkdown(report)).toContain(
      '| from this machine              | Extension server (local host, not Azure) |         Self-hosted server |',
    );
  });

  test('tell failed requests, and what could not be measured', () => {
    const markdown = renderMarkdown(sampleReport());
    expect(markdown).toContain('(576–768, 2 failed)');
    expect(markdown).toMatch(/Bytes of tools\/list +\| +– \| /);
  });
});

test('what a server says of itself stays one line of text', () => {
  const report = sampleReport();
  report.servers[1].name = 'x\n# [click](https://example.com) | <script>';
  report.capabilities[1]!.cells['self-hosted'] = cell('no', { sentence: 'It said:\n| a | `b` |' });
  const markdown = renderMarkdown(report);
  expect(markdown).toContain(
    'It calls itself x # \\[click\\](https:\\//example.com) \\| &lt;script> 0.1.0.',
  );
  expect(markdown).toContain('It said: \\| a \\| \\`b\\` \\|');
});

test('meters say of which hour they are, and that they are no estimates', () => {
  const markdown = renderMarkdown(sampleReport({ meters: sampleMeters() }));
  expect(markdown.slice(markdown.indexOf('## Metered'))).toMatchInlineSnapshot(`
    "## Metered on Flex Consumption

    Counted by Azure, unlike the cost above, which is computed for a load that you name. Azure Monitor counts by the hour, in UTC, whatever was called by whomever: this comparison with its probes and loads, and everybody else. It knows of a call some five minutes later, so that the end of a run may be missing. Executions are calls of a function; GB-s are the memory of an instance times the seconds that it was active. What it would cost is by the prices of 2026-09-26, without what is free in a month, and is no bill.

    2026-11-22 15:00 to 16:00 UTC, the whole hour before:

    |                  | Executions | GB-s | Always ready: executions | GB-s of executing | GB-s of being there | Would cost |
    | ---------------- | ---------: | ---: | -----------------------: | ----------------: | ------------------: | ---------: |
    | Extension server |         15 |    3 |                        0 |                 0 |               7,200 |     $0.029 |

    - The meters of “Self-hosted server” could not be read: The permission Microsoft.Insights/metrics/read is missing.

    The request and the answer behind every cell are in \`index.html\` and \`report.json\`.
    "
  `);
});
