// What is in every new database under an English name: told in the language of the reader while nobody renamed it.
export const shipped = {
  allUsers: 'All Users',
  everybodyElse: 'Applies to everybody whom no other setting reaches',
  defaultRegistration: 'Default Device Registration Setting',
  defaultDeviceLimit: 'Default Device Limit',
  defaultTerms: 'Default Terms of Service',
  defaultReminder: 'Default Invite Reminder',
  defaultConfirmation: 'Default Registration Confirmation',
  defaultPasswords: 'Default Password Complexity',
} as const;
