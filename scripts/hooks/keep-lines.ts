/** Lines above the services in the table of `azd up`. */
const headingLines = 2;

/**
 * Lines as they have to be written so that they stay to be read. Until all hooks have run `azd up` draws its table of
 * services anew each second, over as many lines above the cursor as the table has, whatever stands there. On a terminal
 * they are followed by as many empty ones; elsewhere azd draws none.
 * @param services how many are deployed
 * @see Azure/azure-dev: cli/azd/internal/cmd/deploy_progress.go (Render, RenderFinal), cli/azd/internal/cmd/up_graph.go
 */
export function keepLines(
  lines: readonly string[],
  { services, isTerminal }: { readonly services: number; readonly isTerminal: boolean },
): string {
  const below = isTerminal ? services + headingLines : 0;
  return `${lines.join('\n')}\n${'\n'.repeat(below)}`;
}
