export { catalogue } from './catalogue.ts';
export { authLock, refusalForCallers } from './contract/auth-lock.ts';
export { readAuthMode } from './contract/auth-mode.ts';
export { callTool } from './contract/call-tool.ts';
export type { AuthMode, Caller } from './contract/caller.ts';
export {
  availableCatalogue,
  type Catalogue,
  type CatalogueParts,
  defineCatalogue,
} from './contract/catalogue.ts';
export type {
  CallToolResult,
  ContentBlock,
  GetPromptResult,
  ReadResourceResult,
} from './contract/content.ts';
export {
  type CallContext,
  type CallRecord,
  describeCall,
  type HandlerContext,
  type Log,
  type ToolContext,
} from './contract/context.ts';
export { InvalidArgumentsError, NotFoundError, ToolError } from './contract/errors.ts';
export { getPrompt } from './contract/get-prompt.ts';
export { lintCatalogue } from './contract/lint.ts';
export { definePrompt, type Prompt, type PromptDescription } from './contract/prompt.ts';
export { readResource } from './contract/read-resource.ts';
export {
  defineResource,
  defineResourceTemplate,
  type Resource,
  type ResourceTemplate,
} from './contract/resource.ts';
export { readSignIn, type SignIn } from './contract/sign-in.ts';
export { defineTool, type Tool, type ToolDescription } from './contract/tool.ts';
export { createServices, type Services } from './services/services.ts';
