// Tables of the mail to people.
import type { Language } from '../../../shared/locales/text-keys.ts';
import type { DeviceOwner } from '../../../shared/model/enrollment.ts';
import type { DeliveryKind, DeliveryStatus, TemplateId } from '../../../shared/model/mail.ts';

/** One mail to one person. A row is `sending` only while it is handed to the mail server. */
export interface MailDeliveriesTable {
  id: string;
  kind: DeliveryKind;
  /** Mails of one `Send Invite` or `Send Message`. */
  batch_id: string | null;
  user_id: string;
  invitation_id: string | null;
  enrollment_id: string | null;
  valid_days: number | null;
  ownership: DeviceOwner | null;
  requested_by: string;
  address: string;
  status: DeliveryStatus;
  detail: string;
  tries: number;
  created_at: number;
  updated_at: number;
  next_try_at: number | null;
}

/** What was mailed with one `Send Message`. */
interface MailMessagesTable {
  batch_id: string;
  subject: string;
  text: string;
  created_at: number;
}

/** Only templates that differ from what Russet ships. */
interface MailTemplatesTable {
  id: TemplateId;
  language: Language;
  subject: string;
  text: string;
  html: string;
  updated_at: number;
}

export interface MailTables {
  mail_deliveries: MailDeliveriesTable;
  mail_messages: MailMessagesTable;
  mail_templates: MailTemplatesTable;
}
