import { describe, expect, it } from 'vitest';
import { deviceColumns } from '../../../renderer/src/features/devices/components/device-columns.tsx';
import { userColumns } from '../../../renderer/src/features/users/columns.tsx';

describe('columns of the lists', () => {
  it.each([
    ['users', userColumns],
    ['devices', deviceColumns],
  ])('check 9: Managed Apple ID can be added to the list of %s', (_, columns) => {
    const column = columns.find(({ id }) => id === 'managedAppleId');
    expect(column).toMatchObject({ label: 'Managed Apple ID', optional: true });
  });

  it('check 10: the list of devices has User Enrollment Enrolled', () => {
    expect(deviceColumns.find(({ id }) => id === 'userEnrollmentEnrolled')?.label).toBe('User Enrollment Enrolled');
  });
});
