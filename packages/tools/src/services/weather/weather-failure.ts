import { ToolError } from '../../contract/errors.ts';
import type { Place } from './weather.ts';

export type FailureReason =
  | 'cancelled'
  | 'timeout'
  | 'unreachable'
  | 'rate-limited'
  | 'unavailable'
  | 'refused'
  | 'unreadable'
  | 'outside'
  | 'no-forecast';

/** Why the weather service gave no answer. */
export class WeatherFailure extends Error {
  readonly reason: FailureReason;
  /** The seconds after which the service wants to be asked again. */
  readonly retryAfter: number | undefined;

  constructor(reason: FailureReason, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(reason, { cause: options.cause });
    this.reason = reason;
    this.retryAfter = options.retryAfter;
  }
}

const service = 'The National Weather Service';

/** Says to the model what is wrong and what to try; neither addresses nor answers of the service show. */
export function explain({ reason, retryAfter, cause }: WeatherFailure, place: Place): ToolError {
  const where = place.name ?? `${place.latitude}, ${place.longitude}`;
  const messages: Record<FailureReason, string> = {
    cancelled: 'The call was cancelled.',
    timeout: `${service} did not answer in time. Try again in a minute.`,
    unreachable: `${service} cannot be reached from this server. Check that the server has a network connection, then try again.`,
    'rate-limited': `${service} gets too many requests from this server. Try again ${retryAfter ? `in ${retryAfter} seconds` : 'in a minute'}.`,
    unavailable: `${service} has a problem of its own and did not answer several attempts. Try again in a few minutes.`,
    refused: `${service} refused the request of this server. Whoever runs the server has to set NWS_USER_AGENT to a name and a contact address.`,
    unreadable: `${service} answered in a way that this tool does not understand. Try again later.`,
    outside: `${service} has no data for ${where}: it covers only the United States and its territories. ${
      place.longitude > 0
        ? 'Check the sign of the longitude: west of Greenwich it is negative.'
        : 'Try a place there.'
    }`,
    'no-forecast': `${service} has no forecast for ${where}. It may lie at sea: try a point on land nearby.`,
  };
  return new ToolError(messages[reason], { cause });
}
