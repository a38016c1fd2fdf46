/** Where nobody answers: a comparison asks no weather service. */
const nowhere = 'http://127.0.0.1:9';

/**
 * The environment of an app that we start: it keeps its snippets in a folder of its own, and gets no key that is
 * meant for another server.
 */
export function localEnvironment(
  snippets: string,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const passed = Object.entries(env).filter(
    ([name]) => !/^(?:COMPARE|SNIPPETS)_|^AUTH_MODE$/i.test(name),
  );
  return { ...Object.fromEntries(passed), NWS_BASE_URL: nowhere, SNIPPETS_FOLDER: snippets };
}
