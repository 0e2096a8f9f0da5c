// People who may be here already, of the contract.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { matchesApi } from '../../../shared/ipc/directories/matches.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { DirectoryMatches } from '../../directory/matches.ts';

export const matchesHandlers = ({
  matches,
  changed,
}: {
  readonly matches: DirectoryMatches;
  readonly changed: (topic: EventTopic) => void;
}): Handlers<typeof matchesApi> => ({
  'directoryMatches.list': async () =>
    (await matches.list()).map(({ source, person, existing, apart, noticedAt }) => ({
      sourceId: source.kind === 'entra' ? 'entra' : source.id,
      source: source.kind,
      sourceName: source.name,
      externalId: person.externalId,
      displayName: person.displayName,
      username: person.username,
      email: person.email,
      existing: {
        id: existing.id,
        displayName: existing.displayName,
        username: existing.username,
        email: existing.email,
        source: existing.source,
      },
      apart,
      noticedAt,
    })),

  async 'directoryMatches.decide'({ sourceId, externalId, choice }, { actor }) {
    await matches.decide({ sourceId, externalId, adopt: choice === 'adopt' }, actor);
    for (const topic of ['users', 'groups', 'ldap', 'entra'] as const) changed(topic);
    return {};
  },

  async 'directoryMatches.policy'({ sourceId }) {
    return matches.policy(sourceId);
  },

  async 'directoryMatches.setPolicy'({ sourceId, ...policy }, { actor }) {
    await matches.setPolicy(sourceId, policy, actor);
    changed(sourceId === 'entra' ? 'entra' : 'ldap');
    return {};
  },
});
