export {
  environmentName,
  environmentValues,
  type FakeApp,
  fakeApp,
  resourceGroup,
  subscriptionId,
  tenantId,
} from './fake-resource-manager/fake-app.ts';
export {
  appServiceProblem,
  authorizationFailed,
  type FakeAnswer,
  type FakeOperation,
  type Fault,
  hostNotUp,
  problem,
  serverError,
  tooManyRequests,
} from './fake-resource-manager/fault.ts';
export type { FakeState } from './fake-resource-manager/fake-state.ts';
export {
  type FakeResourceManager,
  fakeToken,
  startFakeResourceManager,
} from './fake-resource-manager/start-fake-resource-manager.ts';
export { type UsedResourceManager, useFakeResourceManager } from './use-fake-resource-manager.ts';
