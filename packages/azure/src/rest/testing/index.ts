export {
  failure,
  type FakeAzure,
  type FakeState,
  type Fault,
  forbidden,
  startFakeAzure,
  subscriptionId,
  token,
} from './fake-azure.ts';
