import { expect, onTestFinished, test } from 'vitest';
import { failuresIn, startDeployment } from '../verify/support/start-deployment.ts';

test('npm run verify sees that one server has a tool more than the other', async () => {
  const deployment = await startDeployment('entra', {
    change({ service, settings }) {
      if (service === 'self-hosted-server') settings['ENABLE_GRAPH_PROFILE'] = 'true';
    },
  });
  onTestFinished(() => deployment[Symbol.asyncDispose]());
  const report = await deployment.verify();
  expect(failuresIn(report)).toEqual(['tools: tools-differ']);
  expect(report.text).toContain('only the self-hosted server has get_my_profile');
});
