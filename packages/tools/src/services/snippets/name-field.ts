import { z } from 'zod';
import { snippetNamePattern, snippetNameRule } from './names.ts';

/** The argument of a tool that names a snippet; describe it with what the tool does to it. */
export const nameField = z.string().regex(snippetNamePattern, snippetNameRule);
