import { type ResourceGroup, whyNot } from '@side-by-side/azure/rest';
import { UsageError } from '@side-by-side/local-host/errors';
import { authModeObjection } from './auth-mode-lock.ts';
import type { Hook, HookContext } from './hook.ts';
import { roleWait } from './role-age.ts';

const tagPatienceMs = 90_000;
const tagPollMs = 5_000;
const longestRoleWaitMs = 180_000;

/** Before packages go out: the auth modes must agree, and what was just provisioned must have spread. */
export const predeploy: Hook = async (context) => {
  const { settings } = context;
  const objection = authModeObjection(settings);
  if (objection) throw new UsageError(objection);
  const { subscriptionId, resourceGroup: name } = settings;
  if (!subscriptionId || !name) return;
  const group = { subscriptionId, name };
  await untilTagged(context, group);
  await untilRolesAreOld(context, group);
};

/** Right after provisioning the list of resources that azd searches may still lack the apps. */
async function untilTagged(context: HookContext, group: ResourceGroup): Promise<void> {
  const { azure, clock, say, warn } = context;
  const end = clock.now() + tagPatienceMs;
  let missing = context.settings.services.map(({ name }) => name);
  let told = false;
  try {
    for (;;) {
      const found = await Promise.all(missing.map((name) => azure.taggedApps(group, name)));
      missing = missing.filter((_, index) => found[index]!.length === 0);
      if (missing.length === 0 || clock.now() >= end) break;
      if (!told) say(`Waiting until Azure lists ${missing.join(' and ')} …`);
      told = true;
      await clock.wait(tagPollMs);
    }
  } catch (error) {
    return warn(`Whether Azure lists the apps was not checked: ${whyNot(error)}`);
  }
  if (missing.length > 0) {
    warn(
      `Azure does not list ${missing.join(' and ')} yet. If azd finds no resource tagged azd-service-name, run \`azd deploy\` again.`,
    );
  }
}

/** A role takes a minute or two to reach storage; until then publishing ends in 403. */
async function untilRolesAreOld(context: HookContext, group: ResourceGroup): Promise<void> {
  const { azure, clock, say, warn } = context;
  const principals = context.settings.services.flatMap(({ principalId }) => principalId ?? []);
  try {
    const times = await Promise.all(principals.map((id) => azure.roleTimes(group, id)));
    const ms = Math.min(roleWait(times.flat(), clock.now()), longestRoleWaitMs);
    if (ms === 0) return;
    say(`Waiting ${Math.ceil(ms / 1000)} s until the new roles have reached storage …`);
    await clock.wait(ms);
  } catch (error) {
    warn(
      `How old the roles are was not checked: ${whyNot(error)} If publishing ends in 403, run \`azd deploy\` again in two minutes.`,
    );
  }
}
