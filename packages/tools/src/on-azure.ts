/** Whether this process runs on Azure: the platform sets the first, and Core Tools say Development in the second. */
export function isOnAzure(env: NodeJS.ProcessEnv): boolean {
  const isSite = env['WEBSITE_SITE_NAME'] !== undefined;
  return isSite && env['AZURE_FUNCTIONS_ENVIRONMENT'] !== 'Development';
}
