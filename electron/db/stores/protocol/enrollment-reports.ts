// What devices report about themselves, written to their enrollment.
import type { DeviceInformationValues } from '../../../mdm/command/database.ts';
import type { Executor } from '../../executor.ts';
import { bit } from '../../tables/bit.ts';
import type { ChangeEnrollment } from './enrollment-memory.ts';

export const enrollmentReports = (executor: Executor, change: ChangeEnrollment) => ({
  /** Decoded DeviceInformation. Only keys that are given change. */
  saveDeviceInformation: (id: string, values: DeviceInformationValues) =>
    change(id, async (query) => {
      await query
        .updateTable('enrollments')
        .set({
          ...(values.name === undefined ? {} : { name: values.name }),
          ...(values.osVersion === undefined ? {} : { os_version: values.osVersion }),
          ...(values.buildVersion === undefined ? {} : { build_version: values.buildVersion }),
          ...(values.productName === undefined ? {} : { product_name: values.productName }),
          ...(values.model === undefined ? {} : { model: values.model }),
          ...(values.modelName === undefined ? {} : { model_name: values.modelName }),
          ...(values.serialNumber === undefined ? {} : { serial_number: values.serialNumber }),
          ...(values.imei === undefined ? {} : { imei: values.imei }),
          ...(values.supervised === undefined ? {} : { supervised: bit(values.supervised) }),
          ...(values.ownership === undefined ? {} : { ownership: values.ownership }),
          info_json: JSON.stringify(values.info),
          inventory_at: values.at,
        })
        .where('id', '=', id)
        .execute();
    }),

  /** Decoded SecurityInfo. */
  saveSecurityInfo: (
    id: string,
    values: { isUserEnrollment?: boolean; enrolledViaDep?: boolean; security: unknown; at: number },
  ) =>
    change(id, async (query) => {
      await query
        .updateTable('enrollments')
        .set({
          ...(values.isUserEnrollment === undefined ? {} : { is_user_enrollment: bit(values.isUserEnrollment) }),
          ...(values.enrolledViaDep === undefined ? {} : { enrolled_via_dep: bit(values.enrolledViaDep) }),
          security_json: JSON.stringify(values.security),
          inventory_at: values.at,
        })
        .where('id', '=', id)
        .execute();
    }),

  saveInventory: (
    channelId: string,
    enrollmentId: string,
    kind: 'profiles' | 'certificates' | 'installed-apps' | 'managed-apps',
    items: readonly unknown[],
    at: number,
  ) =>
    executor.write(async (query) => {
      const values = { items_json: JSON.stringify(items), reported_at: at };
      await query
        .insertInto('inventory')
        .values({ channel_id: channelId, enrollment_id: enrollmentId, kind, ...values })
        .onConflict((conflict) => conflict.columns(['channel_id', 'kind']).doUpdateSet(values))
        .execute();
    }),
});
