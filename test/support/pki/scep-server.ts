// Serves the SCEP handler on a loopback port, with challenges that behave as the enrollment part promises.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger } from '../../../electron/core/ports.ts';
import type { MdmRequest } from '../../../electron/wire/http.ts';
import { createScepHandler, type ScepOutcome } from '../../../electron/pki/scep/handler.ts';
import type { ScepChallenges } from '../../../electron/pki/scep/issue.ts';
import type { TestPki } from './open-pki.ts';
import { bodyText } from '../body-text.ts';

export const CHALLENGE_LIFETIME = 3_600_000;

interface Challenge {
  readonly ticketId: string;
  readonly commonName: string;
  readonly expiresAt: number;
  usedBy?: string;
}

interface Options {
  /** Lines to add to the answer of GetCACaps, for clients with a defect in reading it. */
  readonly extraCapabilities?: string;
}

export const startScepServer = async (pki: TestPki, options: Options = {}) => {
  const challenges = new Map<string, Challenge>();
  const outcomes: ScepOutcome[] = [];
  const requests: { method: string; operation: string }[] = [];
  const revoked = new Set<string>();
  const port: ScepChallenges = {
    redeem(challenge, key, transaction) {
      const known = challenges.get(challenge);
      const user = `${key} ${transaction}`;
      const isGood = known && known.expiresAt > pki.clock.now() && (known.usedBy ?? user) === user;
      if (isGood) known.usedBy = user;
      return Promise.resolve(isGood ? known : undefined);
    },
  };
  const handler = createScepHandler({
    authority: pki.authority,
    issued: pki.issued,
    clock: pki.clock,
    challenges: port,
    isRevoked: (certificate) => Promise.resolve(revoked.has(certificate.sha256)),
    logger: silentLogger,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const url = new URL(request.url ?? '/', 'http://localhost');
      requests.push({ method: request.method ?? '', operation: url.searchParams.get('operation') ?? '' });
      const answer = await handler({
        method: request.method as MdmRequest['method'],
        path: url.pathname,
        query: url.searchParams,
        headers: {},
        body: Buffer.concat(chunks),
        remoteAddress: '127.0.0.1',
        parameters: new Map(),
      });
      const isCaps = url.searchParams.get('operation') === 'GetCACaps';
      response.writeHead(answer.status, answer.headers);
      response.end(isCaps ? bodyText(answer) + (options.extraCapabilities ?? '') : answer.body);
    })().catch((error: unknown) => {
      response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scep`,
    outcomes,
    requests,
    revoked,
    addChallenge(challenge: string, ticketId: string, commonName = `handle-${ticketId}`) {
      challenges.set(challenge, { ticketId, commonName, expiresAt: pki.clock.now() + CHALLENGE_LIFETIME });
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

export type ScepServer = Awaited<ReturnType<typeof startScepServer>>;
