/**
 * Writes one line of JSON, which Application Insights and the local host can take apart. The Functions
 * host logs a custom handler's standard output as information and its standard error as errors, or as
 * warnings where the line has the word `warn`.
 */
export function writeLog(
  level: 'debug' | 'info' | 'warning' | 'error',
  message: string,
  logger?: string,
): void {
  const line = `${JSON.stringify({ level, ...(logger && { logger }), message })}\n`;
  (level === 'warning' || level === 'error' ? process.stderr : process.stdout).write(line);
}
