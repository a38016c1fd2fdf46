import type { SizeSection } from '../report/size.ts';
import { localApps } from '../servers/start-local.ts';
import { type AppStarts, startCpu } from '../starts/measure-starts.ts';
import { deployFolder } from './deploy-folders.ts';
import { measureFolder } from './measure-folder.ts';

/** The sizes of both deploy folders, which must be there, with what their starts cost. */
export async function measureSize(starts: readonly AppStarts[]): Promise<SizeSection> {
  const apps = await Promise.all(
    localApps.map(async ({ id, name }) => {
      const bundled = startCpu(starts, id, 'bundled');
      const unbundled = startCpu(starts, id, 'source');
      const size = {
        ...(await measureFolder(deployFolder(name))),
        ...(bundled !== undefined && { startCpuBundled: bundled }),
        ...(unbundled !== undefined && { startCpuUnbundled: unbundled }),
      };
      return [id, size] as const;
    }),
  );
  return { apps: Object.fromEntries(apps) };
}
