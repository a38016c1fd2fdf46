/** As `/admin/host/status` names them. */
export type HostState = 'Starting' | 'Running' | 'Error' | 'Offline' | 'Stopped';
