import { readFile } from 'node:fs/promises';
import { UsageError } from '@side-by-side/local-host/errors';
import { z } from 'zod';
import { type Prices, prices } from '../report/cost.ts';

/**
 * The prices of `file`, or of flex-prices.json where none is given.
 * @throws UsageError when it is of another form than that
 */
export async function readPrices(file: string | undefined): Promise<Prices> {
  const place = file ?? new URL('flex-prices.json', import.meta.url);
  try {
    return prices.parse(JSON.parse(await readFile(place, 'utf8')));
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new UsageError(`--prices: ${file} is no list of prices. ${message}`, { cause: error });
  }
}
