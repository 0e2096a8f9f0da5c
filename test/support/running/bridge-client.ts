// Calls the contract of a Russet that runs in another process, as the command line does.
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MethodInput, MethodName } from '../../../shared/ipc/contract.ts';
import { type EnglishOutput, inEnglish } from '../english.ts';

/** Calls a contract method; throws an Error with the code in its message. */
export type Call = <N extends MethodName>(method: N, input: MethodInput<N>) => Promise<EnglishOutput<N>>;

interface BridgeFile {
  readonly url: string;
  readonly token: string;
}

type Result = { ok: true; value: unknown } | { ok: false; error: { code: string; message: string } };

/** The contract of the instance whose data folder this is; it must let the command line in. */
export const connectToBridge = async (dataDir: string): Promise<Call> => {
  const { url, token } = JSON.parse(await readFile(join(dataDir, 'bridge.json'), 'utf8')) as BridgeFile;
  return async <N extends MethodName>(method: N, input: MethodInput<N>) => {
    const response = await fetch(`${url}/call/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const result = (await response.json()) as Result;
    if (!result.ok) throw new Error(`${method}: ${result.error.code}: ${result.error.message}`);
    return inEnglish(result.value) as EnglishOutput<N>;
  };
};

const connectIfThere = async (dataDir: string): Promise<Call | undefined> => {
  try {
    return await connectToBridge(dataDir);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Resolves once an instance on this data folder lets the command line in. */
export const waitForBridge = (dataDir: string): Promise<Call> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      connectIfThere(dataDir).then((call) => {
        if (call === undefined) return;
        watcher.close();
        resolve(call);
      }, reject);
    };
    const watcher = watch(dataDir, look);
    look();
  });
