import { connect } from 'node:net';

/** Azurite's ports for blobs and queues; the MCP extension makes a queue at every start. */
const storagePorts = [10_000, 10_001];

/** Whether a storage emulator runs on this machine. */
export async function storageAnswers(): Promise<boolean> {
  return (await Promise.all(storagePorts.map(isOpen))).every(Boolean);
}

async function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const finish = (isThere: boolean) => () => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', finish(true)).once('error', finish(false));
    socket.once('timeout', finish(false));
  });
}
