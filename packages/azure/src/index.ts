export {
  type AuthMode,
  authModes,
  type McpServer,
  type ServiceName,
  serviceNames,
  type SignIn,
} from './server.ts';

export { type AuthModeDecision, decideAuthMode } from './environment/decide-auth-mode.ts';
export { readAzdEnvironment } from './environment/azd-files.ts';
export {
  type EnvironmentService,
  environmentServices,
} from './environment/environment-services.ts';
export { readSwitch } from './environment/read-switch.ts';
export { numberSettings, refuseUnreadable, switchSettings } from './environment/typed-settings.ts';

export type { DeployedServer, Deployment, MissingServer } from './deployment/deployment.ts';
export type { GivenNames } from './deployment/deployment-target.ts';
export {
  openDeployment,
  type OpenDeployment,
  type OpenDeploymentOptions,
} from './deployment/open-deployment.ts';

export type { AppReference, Arm, ArmOptions } from './arm/arm.ts';
export type { ArmFailure, ArmResult } from './arm/arm-result.ts';
export { type FlexMeters, readFlexMeters, type TimeSpan } from './arm/flex-meters.ts';
export { type HostKeys, readHostKeys, serverKey } from './arm/host-keys.ts';
export type { AppSite } from './arm/site.ts';
