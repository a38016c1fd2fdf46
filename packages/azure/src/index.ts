export {
  type AuthMode,
  authModes,
  type McpServer,
  type ServiceName,
  serviceNames,
  serviceTitles,
  type SignIn,
} from './server.ts';
export type { CheckOutcome, CheckResult } from './checks/check.ts';

export { type AuthModeDecision, decideAuthMode } from './environment/decide-auth-mode.ts';
export { readAzdEnvironment } from './environment/azd-files.ts';
export {
  type EnvironmentService,
  environmentServices,
} from './environment/environment-services.ts';
export {
  type AzdEnvironment,
  type EnvironmentOptions,
  readEnvironment,
} from './environment/read-environment.ts';
export { readSwitch } from './environment/read-switch.ts';

export { createCredential, type CredentialOptions } from './credential/create-credential.ts';
export { CredentialError } from './credential/credential-error.ts';

export type { DeployedServer, Deployment, MissingServer } from './deployment/deployment.ts';
export {
  type DeploymentTarget,
  deploymentTarget,
  type GivenNames,
} from './deployment/deployment-target.ts';
export { findDeployment } from './deployment/find-deployment.ts';
export {
  openDeployment,
  type OpenDeployment,
  type OpenDeploymentOptions,
} from './deployment/open-deployment.ts';

export { type AppSettings, readAppSettings } from './arm/app-settings.ts';
export { type AppReference, type Arm, type ArmOptions, connectArm } from './arm/arm.ts';
export type { ArmFailure, ArmResult } from './arm/arm-result.ts';
export {
  type AuthSettings,
  type EntraSettings,
  readAuthSettings,
  signInOf,
} from './arm/auth-settings.ts';
export { type DeploymentStatus, listDeploymentStatuses } from './arm/deployment-status.ts';
export { type FlexMeters, readFlexMeters, type TimeSpan } from './arm/flex-meters.ts';
export { type DeployedFunction, listDeployedFunctions } from './arm/functions.ts';
export { type HostKeys, readHostKeys, serverKey } from './arm/host-keys.ts';
export { Secret } from './arm/secret.ts';
export type { AppSite } from './arm/site.ts';
export { getSite, listSites } from './arm/sites.ts';
export { syncTriggers } from './arm/sync-triggers.ts';
export { readWebConfig, type WebConfig } from './arm/web-config.ts';
