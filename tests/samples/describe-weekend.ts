import { type NwsServer, startNwsServer } from '@side-by-side/tools/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { clients } from '../support/clients.ts';
import { type Mode, modes, useServers } from '../support/servers.ts';

interface Answer {
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: { readonly periods?: readonly { readonly startTime: string }[] };
}

/**
 * Asks both servers for the weekend's weather, as the tutorial does.
 * @param when in words
 * @param now the same as a time
 * @param days those that the answer must be about
 */
export function describeWeekend(when: string, now: string, days: readonly string[]): void {
  describe(`“What’s the weather this weekend in New York City?” ${when}`, () => {
    let weather: NwsServer;
    beforeAll(async () => {
      weather = await startNwsServer({ now: () => new Date(now) });
    });
    const timed = useServers('timed', () => ({
      TEST_NOW: now,
      NWS_BASE_URL: weather.url,
    }));
    afterAll(() => weather.close());

    async function ask(mode: Mode): Promise<Answer> {
      const client = await clients['sdk v1'](timed(mode).url);
      onTestFinished(() => client.close());
      return (await client.callTool({
        name: 'get_forecast',
        arguments: { city: 'New York City', when: 'this weekend' },
      })) as Answer;
    }

    test('both servers name the right days, and say the same', async () => {
      const [extension, selfHosted] = await Promise.all(modes.map(ask));
      expect(extension).toEqual(selfHosted);
      const starts = extension!.structuredContent!.periods!.map(({ startTime }) =>
        startTime.slice(0, 10),
      );
      expect([...new Set(starts)]).toEqual(days);
      const text = extension!.content[0]!.text;
      for (const day of days) {
        const date = new Intl.DateTimeFormat('en-US', {
          month: 'short',
          day: 'numeric',
          timeZone: 'UTC',
        });
        expect(text).toContain(date.format(new Date(day)));
      }
      expect(text).toContain('New York');
    });
  });
}
