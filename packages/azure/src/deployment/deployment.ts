import type { ArmResult } from '../arm/arm-result.ts';
import type { AppSite } from '../arm/site.ts';
import type { AuthMode, McpServer, ServiceName } from '../server.ts';

/** What was deployed to Azure: one server, or both. */
export interface Deployment {
  /** The azd environment; undefined where names were given in its place. */
  readonly environmentName: string | undefined;
  readonly subscriptionId: string;
  readonly tenantId: string | undefined;
  readonly resourceGroup: string;
  /** The auth mode that is wanted. */
  readonly authMode: AuthMode;
  /** The auth mode that Azure is set up for, as the last provisioning left it. */
  readonly provisionedAuthMode: string | undefined;
  /** At least one, in the order of `serviceNames`. */
  readonly servers: readonly DeployedServer[];
  /** The services that should be there, and are not. */
  readonly missing: readonly MissingServer[];
}

/** A server on Azure, with the app that it runs in. */
export interface DeployedServer extends McpServer {
  readonly place: 'azure';
  readonly appName: string;
  readonly resourceId: string;
  /** Whether the app has the tag by which azd deploys to it; undefined where that could not be seen. */
  readonly tagged: boolean | undefined;
  /** The app; or which permission is missing to see it. */
  readonly site: ArmResult<AppSite>;
}

export interface MissingServer {
  readonly service: ServiceName;
  readonly title: string;
  /** There is no such app; none has its tag; several have; or a permission is missing to see any. */
  readonly kind: 'gone' | 'untagged' | 'several' | 'unseen';
  /** What was found in its place, one sentence. */
  readonly message: string;
  /** The command that mends it. */
  readonly remedy: string;
}
