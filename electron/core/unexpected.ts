// The last resort of both shells: a failure that nobody caught is written down and told to the administrator, and the
// program goes on. Devices must not lose their server because of one defect.
import { randomBytes } from 'node:crypto';
import type { Logger } from './ports.ts';

/** The events of a Node process that say so. */
export interface FailingProcess {
  on(event: 'unhandledRejection' | 'uncaughtException', listener: (failure: unknown) => void): unknown;
}

/** Tells the administrator of a failure that stands in the program log under the reference. */
export type TellOfFailure = (ref: string) => void;

/**
 * From now on what nobody caught is logged with its cause under a reference. Setting these listeners is what keeps Node
 * from ending the process. The function answered takes who is told, once there is somebody to tell.
 */
export const surviveUnexpected = (
  process: FailingProcess,
  logger: Pick<Logger, 'error'>,
): ((tell: TellOfFailure) => void) => {
  let tell: TellOfFailure = () => undefined;
  const survive = (message: string) => (error: unknown) => {
    const ref = randomBytes(4).toString('hex');
    try {
      logger.error(message, { ref, error });
      tell(ref);
    } catch {
      // A failure here would come back as the next one, for ever.
    }
  };
  process.on('unhandledRejection', survive('a rejection was not handled'));
  process.on('uncaughtException', survive('an exception was not caught'));
  return (teller) => {
    tell = teller;
  };
};
