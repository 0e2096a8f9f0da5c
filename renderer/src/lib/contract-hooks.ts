// React hooks over the contract, typed by method name.
import {
  keepPreviousData,
  useMutation,
  type UseMutationResult,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { MethodInput, MethodName, MethodOutput } from '@shared/ipc/contract.ts';
import type { ContractKey } from './event-keys.ts';
import { call } from './transport.ts';

/** The cache key of a read; events find it by the method's name. */
const contractKey = <N extends MethodName>(method: N, input: MethodInput<N>): ContractKey => [method, input];

interface QueryOptions {
  /** Do not ask yet, for example while a dialog is closed. */
  readonly enabled?: boolean;
  /** Show the former page while the next one loads. */
  readonly keepPrevious?: boolean;
}

/** Reads from the core and reads again when an event says that it changed. */
export const useContractQuery = <N extends MethodName>(
  method: N,
  input: MethodInput<N>,
  options: QueryOptions = {},
): UseQueryResult<MethodOutput<N>> =>
  useQuery<MethodOutput<N>>({
    queryKey: contractKey(method, input),
    queryFn: () => call(method, input),
    enabled: options.enabled ?? true,
    // The library's type for this cannot be checked against a method that is still open.
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  });

/** Whether a reader may ask: not before the last answer had its rest. `rested`: when that came which has had it. */
export const mayAskAfter =
  (rested: number) =>
  (query: { readonly state: { readonly dataUpdatedAt: number } }): boolean =>
    query.state.dataUpdatedAt <= rested;

/**
 * Reads from the core like `useContractQuery`, but asks again no sooner than `restMs` after the last answer, whatever events
 * say: for what is always on screen and costs the core something. Another reader of the same does not wait.
 */
export const useRestingQuery = <N extends MethodName>(
  method: N,
  input: MethodInput<N>,
  restMs: number,
): UseQueryResult<MethodOutput<N>> => {
  const [rested, setRested] = useState(0);
  const query = useQuery<MethodOutput<N>>({
    queryKey: contractKey(method, input),
    queryFn: () => call(method, input),
    enabled: mayAskAfter(rested),
  });
  const { dataUpdatedAt } = query;
  useEffect(() => {
    if (dataUpdatedAt === 0) return;
    const timer = setTimeout(() => {
      setRested(dataUpdatedAt);
    }, restMs);
    return () => {
      clearTimeout(timer);
    };
  }, [dataUpdatedAt, restMs]);
  return query;
};

/** Acts through the core. Lists follow by events; nothing needs to be invalidated by hand. */
export const useContractMutation = <N extends MethodName>(
  method: N,
): UseMutationResult<MethodOutput<N>, Error, MethodInput<N>> =>
  useMutation<MethodOutput<N>, Error, MethodInput<N>>({ mutationFn: (input) => call(method, input) });
