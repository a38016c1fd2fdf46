import { probeTools } from '../survey/probe-server.ts';

/** Whether the server is to lack the row with this id. */
export type Lacks = (id: string) => boolean;

const text = { type: 'string', description: 'A text' };
const object = (properties: object = {}, required: string[] = []): object => ({
  type: 'object',
  properties,
  required,
});

/** The tools of the probe catalogue, as a server lists them that can do everything. */
export function listTools(lacks: Lacks): object[] {
  const inputs: Record<keyof typeof probeTools, object> = {
    echo: object({ value: {} }),
    nested: object(
      lacks('tools.nested-input')
        ? { place: text, count: { type: 'integer' } }
        : { place: object({ city: text }, ['city']), count: { type: 'integer' } },
      ['place'],
    ),
    failing: object({ text }, ['text']),
    throwing: object(),
    lying: object(),
    everyBlock: object(),
    talkative: object(),
    waiting: object({ id: text, milliseconds: { type: 'integer', default: 0 } }, ['id']),
    waited: object({ id: text }, ['id']),
    asking: object(
      { what: lacks('tools.constraints') ? text : { type: 'string', enum: ['elicitation'] } },
      ['what'],
    ),
    change: object({ text }, ['text']),
  };
  const isListed = ([key]: [string, object]): boolean => key !== 'lying' || !lacks('stranger');
  return Object.entries(inputs)
    .filter(isListed)
    .map(([key, inputSchema]) => ({
      name: probeTools[key as keyof typeof probeTools],
      description: 'A tool.',
      inputSchema,
      ...(!lacks('tools.title') && { title: 'A title' }),
      ...(!lacks('tools.annotations') && { annotations: { readOnlyHint: true } }),
      ...(!lacks('tools.icons') && { icons: [{ src: 'https://example.com/icon.png' }] }),
      ...(!lacks('tools.meta') && { _meta: { origin: 'test' } }),
      ...(!lacks('tools.output-schema') && { outputSchema: object() }),
    }));
}

const blocks: Readonly<Record<string, object>> = {
  'content.text': { type: 'text', text: 'text' },
  'content.image': { type: 'image', data: 'AQI=', mimeType: 'image/png' },
  'content.audio': { type: 'audio', data: 'AQI=', mimeType: 'audio/wav' },
  'content.resource-link': { type: 'resource_link', uri: 'probe://text', name: 'text' },
  'content.embedded-text': { type: 'resource', resource: { uri: 'probe://text', text: 'text' } },
  'content.embedded-bytes': { type: 'resource', resource: { uri: 'probe://bytes', blob: 'AQI=' } },
};

/** A block of each kind that the server has. */
export function everyBlock(lacks: Lacks): object[] {
  const all = Object.entries(blocks).flatMap(([id, block]) => (lacks(id) ? [] : [block]));
  return lacks('content.several') ? all.slice(0, 1) : all;
}

/** What the server answers a tool with: a text, unless that is what it lacks. */
export function textContent(value: string, lacks: Lacks): object[] {
  return lacks('content.text') ? [] : [{ type: 'text', text: value }];
}

const isTitled = (lacks: Lacks, id: string): object => (lacks(id) ? {} : { title: 'A title' });

/** The resources that the server lists. */
export function listResources(lacks: Lacks): object[] {
  const meta = lacks('resources.meta') ? {} : { _meta: { origin: 'test' } };
  const common = { ...isTitled(lacks, 'resources.title'), ...meta };
  return ['text', 'bytes', 'changing'].map((name) => ({ name, uri: `probe://${name}`, ...common }));
}

/** The prompts that the server lists. */
export function listPrompts(lacks: Lacks): object[] {
  const args = [{ name: 'code', required: true }];
  return [{ name: 'review', arguments: args, ...isTitled(lacks, 'prompts.title') }];
}
