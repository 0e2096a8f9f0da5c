// What the headless server takes on its command line and from its environment.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { issueText } from '../../shared/ipc/field-texts.ts';
import { hostName } from '../../shared/ipc/server/domain.ts';
import type { CoreConfig } from './config.ts';
import { endpointsFromEnvironment } from './environment.ts';
import { AppError, ProtocolError } from './errors.ts';

export const usage = `Usage: npm run headless -- [--data DIR] [--port N] [--host NAME] [--listen ADDRESS]

  --data DIR        data folder; the usual one of this account by default
  --port N          port of the listener instead of the stored one; 0 takes any free port
  --host NAME       name that devices use, instead of the stored one
  --listen ADDRESS  address to listen on; all of this machine by default
  --help            print this

Environment, for networks without the services of Apple and Microsoft:
  RUSSET_PUSH_ORIGIN     origin of the push service, such as https://127.0.0.1:2197
  RUSSET_PUSH_CA         file with PEM certificates trusted as push service
  RUSSET_DEVICE_ANCHORS  file with PEM certificates accepted as issuers of devices
  RUSSET_ENTRA_LOGIN_ORIGIN  origin of Microsoft's sign-in service
  RUSSET_ENTRA_GRAPH_ORIGIN  origin of Microsoft Graph
  RUSSET_ENTRA_CA            file with PEM certificates trusted as these two
`;

const optionsSchema = z.strictObject({
  data: z.string().min(1).optional(),
  port: z.coerce.number().int().min(0).max(65535).optional(),
  host: hostName.optional(),
  listen: z.string().min(1).optional(),
});

const optionText = ({ issues: [issue] }: z.ZodError): string =>
  issue === undefined ? '' : `--${issue.path.join('.')}: ${issueText(issue).english}`;

/** Throws `input.invalid` for options that do not fit. */
export const parseHeadlessOptions = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Omit<CoreConfig, 'dataDir'> & { readonly dataDir: string | undefined } => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        listen: { type: 'string' },
      },
    });
    const options = optionsSchema.parse({ ...values }, { reportInput: true });
    return {
      dataDir: options.data ?? (env['RUSSET_DATA'] === '' ? undefined : env['RUSSET_DATA']),
      port: options.port,
      hostName: options.host,
      listenAddress: options.listen,
      ...endpointsFromEnvironment(env),
    };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const why =
      cause instanceof z.ZodError ? optionText(cause) : cause instanceof Error ? cause.message : String(cause);
    throw new ProtocolError('input.invalid', `The options do not fit: ${why}`, { cause });
  }
};
