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
export { readSwitch } from './environment/read-switch.ts';
