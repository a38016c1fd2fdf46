import type { Meta } from './content.ts';
import type { HandlerContext } from './context.ts';

interface Described {
  /** Lower case, `^[a-z][a-z0-9_]{0,63}$`; also the name of the Azure function. */
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly mimeType: string;
  /** Listed with the resource under `_meta`. */
  readonly meta?: Meta;
}

/** What a resource holds: a text, or bytes. */
export type ResourceBody = string | Uint8Array;

/** A resource with one fixed address. */
export interface Resource extends Described {
  readonly uri: string;
  read(context: HandlerContext): ResourceBody | Promise<ResourceBody>;
}

/** The values of a template's parameters, percent-decoded. */
export type TemplateParameters = Readonly<Record<string, string>>;

/** A family of resources, one for each value of the parameters in `uriTemplate`. */
export interface ResourceTemplate extends Described {
  /** A URI with parameters in braces: `snippet://{name}`. */
  readonly uriTemplate: string;
  read(
    parameters: TemplateParameters,
    context: HandlerContext,
  ): ResourceBody | Promise<ResourceBody>;
}

/** A resource as clients see it listed. */
export interface ResourceDescription {
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly mimeType: string;
  readonly _meta?: Meta;
}

/** A resource template as clients see it listed. */
export type ResourceTemplateDescription = Omit<ResourceDescription, 'uri'> & {
  readonly uriTemplate: string;
};

/** Declares a resource; it is here for the types alone. */
export function defineResource(resource: Resource): Resource {
  return resource;
}

/** Declares a resource template; it is here for the types alone. */
export function defineResourceTemplate(template: ResourceTemplate): ResourceTemplate {
  return template;
}

/** What `resources/list` says about a resource. */
export function describeResource(resource: Resource): ResourceDescription {
  return { uri: resource.uri, ...describe(resource) };
}

/** What `resources/templates/list` says about a resource template. */
export function describeResourceTemplate(template: ResourceTemplate): ResourceTemplateDescription {
  return { uriTemplate: template.uriTemplate, ...describe(template) };
}

function describe({ name, title, description, mimeType, meta }: Described) {
  return {
    name,
    ...(title !== undefined && { title }),
    description,
    mimeType,
    ...(meta && { _meta: meta }),
  };
}
