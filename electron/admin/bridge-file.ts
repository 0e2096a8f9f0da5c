// The file by which the command line finds a running Russet: address and token, readable by this account alone.
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const bridgeFileSchema = z.strictObject({
  /** Origin on loopback, such as `http://127.0.0.1:49152`. */
  url: z.url(),
  token: z.string().min(1),
  pid: z.number().int().positive(),
});
export type BridgeFile = z.infer<typeof bridgeFileSchema>;

export const bridgeFilePath = (dataFolder: string): string => join(dataFolder, 'bridge.json');

/** Puts the file in place as a whole, with mode 0600 from its first moment. */
export const writeBridgeFile = async (dataFolder: string, content: BridgeFile): Promise<void> => {
  const temporary = join(dataFolder, `.bridge-${randomUUID()}.json`);
  await writeFile(temporary, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
  await rename(temporary, bridgeFilePath(dataFolder));
};

/** Undefined if there is none, or none that this version understands. */
export const readBridgeFile = async (dataFolder: string): Promise<BridgeFile | undefined> => {
  try {
    return bridgeFileSchema.safeParse(JSON.parse(await readFile(bridgeFilePath(dataFolder), 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
};

/** Removes the file if it still is the one with this token: another instance may have written its own meanwhile. */
export const removeBridgeFile = async (dataFolder: string, token: string): Promise<void> => {
  if ((await readBridgeFile(dataFolder))?.token === token) await rm(bridgeFilePath(dataFolder), { force: true });
};
