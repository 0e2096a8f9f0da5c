// Background tasks of the contract.
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { tasksApi } from '../../../shared/ipc/office/tasks.ts';
import type { Tasks } from '../../core/tasks.ts';

export const tasksHandlers = (tasks: Tasks): Handlers<typeof tasksApi> => ({
  'tasks.list': () => tasks.list(),
  'tasks.cancel'({ id }) {
    tasks.cancel(id);
    return {};
  },
  'tasks.dismiss'({ id }) {
    tasks.dismiss(id);
    return {};
  },
});
