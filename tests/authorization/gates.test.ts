import { verifies } from '@side-by-side/local-host/testing';
import { describeGates } from './describe-gates.ts';

/** Who gets past what stands in front of the servers, and as whom. */
verifies('host.webhook-level', 'host.keys-off', 'easy-auth.keys', 'easy-auth.function-keys');

describeGates(10);
