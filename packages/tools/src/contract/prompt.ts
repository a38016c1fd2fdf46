import type { z } from 'zod';
import type { HandlerContext } from './context.ts';

/** The arguments of a prompt: texts, required or optional. */
export type PromptArguments = z.ZodObject<
  Readonly<Record<string, z.ZodType<string | undefined, string | undefined>>>
>;

/** A prompt: it becomes one text message of the user. */
export interface Prompt<Arguments extends PromptArguments = PromptArguments> {
  /** Lower case, `^[a-z][a-z0-9_]{0,63}$`; also the name of the Azure function. */
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly arguments: Arguments;
  render(args: z.output<Arguments>, context: HandlerContext): string | Promise<string>;
}

/** A prompt as clients see it listed. */
export interface PromptDescription {
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly description?: string;
    readonly required: boolean;
  }[];
}

/** Types a prompt from its arguments. */
export function definePrompt<Arguments extends PromptArguments>(
  prompt: Prompt<Arguments>,
): Prompt<Arguments> {
  return prompt;
}

/** What `prompts/list` says about a prompt. Its arguments are the members of its zod schema. */
export function describePrompt(prompt: Prompt): PromptDescription {
  return {
    name: prompt.name,
    ...(prompt.title !== undefined && { title: prompt.title }),
    description: prompt.description,
    arguments: Object.entries(prompt.arguments.shape).map(([name, schema]) => ({
      name,
      ...(schema.description !== undefined && { description: schema.description }),
      required: !schema.safeParse(undefined).success,
    })),
  };
}
