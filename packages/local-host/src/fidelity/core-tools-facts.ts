import type { Fact } from './fact.ts';

/** What the local host does as `func start` of Core Tools does it, around the Functions host. */
export const coreToolsFacts = {
  'host.start-settings': {
    behaviour:
      'The section `Host` of local.settings.json gives the port where none is asked for, and who may call from other origins.',
    source: 'Azure/azure-functions-core-tools HostStartSettings.cs, StartHostAction.cs',
    sure: 'read',
    state: 'same',
  },
  'host.cors': {
    behaviour:
      'With `CORS` the host answers preflights itself, with 204, and puts its headers on answers to the origins that are allowed.',
    source:
      'Azure/azure-functions-core-tools Startup.cs; dotnet/aspnetcore CorsService.cs, CorsMiddleware.cs',
    sure: 'read',
    state: 'same',
  },
  'host.keys-off': {
    behaviour:
      'Where no keys are asked for everybody may do everything, as under `func start`: with the admin API too, which on Azure takes the master key in every auth mode, unless a web page of elsewhere asks.',
    source: 'Azure/azure-functions-core-tools docs/host-configuration.md (--enableAuth)',
    sure: 'read',
    state: 'differs on purpose',
  },
} as const satisfies Record<string, Fact>;
