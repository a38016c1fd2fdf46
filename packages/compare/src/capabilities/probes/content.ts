import { type Finding, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import type { ToolCall } from '../survey/exercise.ts';
import { probeTools } from '../survey/probe-server.ts';
import { shownCall, unseenInCalls } from './shared.ts';

interface Block {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly data?: unknown;
  readonly uri?: unknown;
  readonly resource?: { readonly text?: unknown; readonly blob?: unknown };
}

function blocksOf({ result }: ToolCall): Block[] {
  const content = result?.['content'];
  return Array.isArray(content) ? (content as Block[]) : [];
}

/** A row about answers: the first that shows it is the evidence. */
function contentProbe(
  id: string,
  title: string,
  what: string,
  shows: (blocks: readonly Block[]) => boolean,
): CapabilityProbe {
  return { id: `content.${id}`, title, probe: (context) => inAnswers(context, what, shows) };
}

function inAnswers(
  context: ProbeContext,
  what: string,
  shows: (blocks: readonly Block[]) => boolean,
): Finding {
  const { calls } = context.exercise;
  const seen = calls.find((made) => shows(blocksOf(made)));
  if (seen) return yes(`Its tools can answer with ${what}.`, shownCall(context, seen));
  return unseenInCalls(
    context,
    probeTools.everyBlock,
    `An answer with ${what} did not come through.`,
    `None of the ${calls.length} tools that were called answers with ${what}.`,
  );
}

const isText = (value: unknown): boolean => typeof value === 'string';
const some =
  (is: (block: Block) => boolean) =>
  (blocks: readonly Block[]): boolean =>
    blocks.some(is);

/** Each kind of content. */
export const contentProbes: readonly CapabilityProbe[] = [
  contentProbe(
    'text',
    'Text',
    'text',
    some(({ type, text }) => type === 'text' && isText(text)),
  ),
  contentProbe(
    'image',
    'Images',
    'an image',
    some(({ type, data }) => type === 'image' && isText(data)),
  ),
  contentProbe(
    'audio',
    'Audio',
    'audio',
    some(({ type, data }) => type === 'audio' && isText(data)),
  ),
  contentProbe(
    'resource-link',
    'Links to resources',
    'a link to a resource',
    some(({ type, uri }) => type === 'resource_link' && isText(uri)),
  ),
  contentProbe(
    'embedded-text',
    'Embedded resources: text',
    'a text resource within',
    some(({ type, resource }) => type === 'resource' && isText(resource?.text)),
  ),
  contentProbe(
    'embedded-bytes',
    'Embedded resources: bytes',
    'a binary resource within',
    some(({ type, resource }) => type === 'resource' && isText(resource?.blob)),
  ),
  contentProbe(
    'several',
    'Several blocks in one answer',
    'several blocks',
    (blocks) => blocks.length > 1,
  ),
];
