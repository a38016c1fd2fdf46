export {
  failure,
  type FakeAzure,
  type FakeState,
  type Fault,
  forbidden,
  startFakeAzure,
  subscriptionId,
} from './fake-azure.ts';
