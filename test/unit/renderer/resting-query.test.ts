import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { mayAskAfter } from '../../../renderer/src/lib/contract-hooks.ts';

it('asks nothing while the last answer rests, and then once for all events of that time', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  let asked = 0;
  const optionsAt = (rested: number) => ({
    queryKey: ['home.overview', {}],
    queryFn: () => {
      asked += 1;
      return Promise.resolve(asked);
    },
    enabled: mayAskAfter(rested),
  });
  const observer = new QueryObserver(client, optionsAt(0));
  const unsubscribe = observer.subscribe(() => undefined);
  await expect.poll(() => observer.getCurrentResult().data).toBe(1);
  for (let events = 0; events < 3; events += 1) await client.invalidateQueries();
  expect(asked).toBe(1);
  observer.setOptions(optionsAt(observer.getCurrentResult().dataUpdatedAt));
  await expect.poll(() => observer.getCurrentResult().data).toBe(2);
  expect(asked).toBe(2);
  // Another reader of the same does not wait.
  const page = new QueryObserver(client, { ...optionsAt(0), enabled: true });
  const leave = page.subscribe(() => undefined);
  await client.invalidateQueries();
  expect(asked).toBe(3);
  leave();
  unsubscribe();
  client.clear();
});
