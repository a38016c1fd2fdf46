/** A region's name as azd has it: `East US 2`, `eastus2` and `East US 2 (Stage)` are `eastus2`. */
function regionName(text: string): string {
  return text
    .toLowerCase()
    .replace(/\(.*\)/, '')
    .replaceAll(/[^a-z0-9]/g, '');
}

/** What is wrong with a region; undefined where it has Flex Consumption, or the list says nothing. */
export function regionObjection(
  location: string,
  flexRegions: readonly string[],
): string | undefined {
  const names = [...new Set(flexRegions.map(regionName))].filter(Boolean).toSorted();
  if (names.length === 0 || names.includes(regionName(location))) return undefined;
  return `Flex Consumption is not offered in ${location} to this subscription. Choose one of ${names.join(', ')}: azd env set AZURE_LOCATION eastus2`;
}
