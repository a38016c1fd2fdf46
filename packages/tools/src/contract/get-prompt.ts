import { describeIssues } from './call-tool.ts';
import { type Catalogue, findByName } from './catalogue.ts';
import type { GetPromptResult } from './content.ts';
import type { HandlerContext } from './context.ts';
import { InvalidArgumentsError, NotFoundError } from './errors.ts';

/**
 * Renders a prompt, the one way in which both servers do it: one text message of the user.
 * @throws NotFoundError when the catalogue has no such prompt.
 * @throws InvalidArgumentsError when the arguments do not fit, or what the prompt itself throws.
 */
export async function getPrompt(
  catalogue: Catalogue,
  name: string,
  rawArguments: unknown,
  context: HandlerContext,
): Promise<GetPromptResult> {
  const prompt = findByName(catalogue.prompts, name)?.definition;
  if (!prompt) throw new NotFoundError(`Unknown prompt: '${name}'`);
  const parsed = prompt.arguments.safeParse(rawArguments ?? {});
  if (!parsed.success) {
    throw new InvalidArgumentsError(
      `Invalid arguments for prompt '${prompt.name}': ${describeIssues(parsed.error)}`,
    );
  }
  const text = await prompt.render(parsed.data, context);
  return { messages: [{ role: 'user', content: { type: 'text', text } }] };
}
