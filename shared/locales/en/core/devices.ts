/** What the core says of single devices. */
export const devices = {
  identifiersHidden:
    'This is a personal device under User Enrollment: Apple gives the office no serial number, UDID, IMEI or hardware addresses. The Enrollment ID takes their place and changes with every enrollment.',
  appsOfMac:
    'Under User Enrollment a Mac does not list its apps; only those that Russet installed and whose state it tells appear here.',
  appsManaged: 'Under User Enrollment only the apps that the office manages are listed. Personal apps stay private.',
  notRenewed: 'The device was asked to renew its identity and did not',
  malformedCommand: 'The device calls the command malformed; this is a defect of Russet',
  namelessError: 'The device reports an error without saying which',
} as const;
