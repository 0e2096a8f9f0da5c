// An executor whose statements fail when a test says so, and only for what the test itself calls: devices, jobs and
// pushes beside it go on.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { KyselyPlugin, RootOperationNode } from 'kysely';
import type { Executor, Query } from '../../electron/db/executor.ts';

/** The statement that fails: the first, the second … of its kind. */
export interface Fault {
  readonly kind: 'read' | 'write';
  readonly at: number;
  readonly error: Error;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
}

/** As the driver says that the disk is full. */
export const diskFull = (): Error =>
  Object.assign(new Error('SQLITE_FULL: database or disk is full'), { code: 'SQLITE_FULL' });

const kindOf = (node: RootOperationNode): Fault['kind'] => {
  if (node.kind === 'SelectQueryNode') return 'read';
  if (node.kind !== 'RawNode') return 'write';
  return /^\s*(select|with)\b/i.test(node.sqlFragments.join('')) ? 'read' : 'write';
};

const note = (armed: Armed, kind: Fault['kind']): void => {
  if (armed.fault.kind !== kind) return;
  armed.seen += 1;
  if (armed.seen === armed.fault.at) throw armed.fault.error;
};

const counting = (query: Query, armed: Armed): Query => {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      note(armed, kindOf(node));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const counted = query.withPlugin(plugin);
  // What is appended to a set statement is compiled already and passes the plugin by.
  return new Proxy(counted, {
    get(target, key) {
      if (key === 'executeQuery') {
        const executeQuery: Query['executeQuery'] = async (compiled, ...rest) => {
          if ('sql' in compiled && /^\s*(insert|update|delete)\b/i.test(compiled.sql)) note(armed, 'write');
          return target.executeQuery(compiled, ...rest);
        };
        return executeQuery;
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
};

export interface FailingStatements {
  over(executor: Executor): Executor;
  /** Runs something with the fault; tells whether it came to it. */
  during<T>(fault: Fault, run: () => Promise<T>): Promise<{ readonly value: T; readonly met: boolean }>;
}

export const createFailingStatements = (): FailingStatements => {
  const context = new AsyncLocalStorage<Armed>();
  return {
    over: (executor) => ({
      ...executor,
      get read() {
        const armed = context.getStore();
        return armed ? counting(executor.read, armed) : executor.read;
      },
      write(work) {
        const armed = context.getStore();
        if (!armed) return executor.write(work);
        return executor.write((query, afterCommit) =>
          context.run(armed, () => work(counting(query, armed), afterCommit)),
        );
      },
      async append(statement, row) {
        const armed = context.getStore();
        if (armed) note(armed, 'write');
        await executor.append(statement, row);
      },
    }),
    async during(fault, run) {
      const armed: Armed = { fault, seen: 0 };
      const value = await context.run(armed, run);
      return { value, met: armed.seen >= fault.at };
    },
  };
};
