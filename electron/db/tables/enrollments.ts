// Tables of enrollment: how a device comes to its enrollment, and the enrollment itself with its channels and certificates.
import type {
  DeviceOwner,
  EnrollmentFlow,
  EnrollmentState,
  EnrollmentType,
  Ownership,
  Platform,
} from '../../../shared/model/enrollment.ts';
import type { Bit } from './bit.ts';

export interface InvitationsTable {
  id: string;
  user_id: string;
  token_hash: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  withdrawn_at: number | null;
  /** The token of a link that mails carry, so that a reminder leads to the same place; a link shown on screen has none. */
  sealed_token: Uint8Array | null;
  /** Who owns the device that enrolls with it; null: what the registration setting says. */
  ownership: DeviceOwner | null;
}

/** One attempt to enroll (or to renew an identity): ties user, Managed Apple ID, SCEP challenge and enrollment together. */
export interface EnrollmentTicketsTable {
  id: string;
  user_id: string;
  flow: EnrollmentFlow;
  enrollment_type: EnrollmentType;
  managed_apple_id: string | null;
  status: 'issued' | 'served' | 'authenticated' | 'used' | 'void';
  purpose: 'enrollment' | 'renewal';
  renews_enrollment_id: string | null;
  invitation_id: string | null;
  platform: string | null;
  os_version: string | null;
  decision_json: string;
  challenge_hash: string | null;
  challenge_expires_at: number | null;
  challenge_transaction: string | null;
  challenge_key_sha256: string | null;
  enrollment_id: string | null;
  /** What the profile says that was handed out last, and the device cannot change. */
  profile_identifier: string | null;
  server_origin: string | null;
  created_at: number;
  expires_at: number;
}

export interface AccessTokensTable {
  hash: string;
  family_id: string;
  kind: 'access' | 'refresh' | 'code' | 'session';
  user_id: string;
  ticket_id: string | null;
  enrollment_id: string | null;
  client_json: string | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  revoked_at: number | null;
}

/** A device as enrolled: UDID or EnrollmentID is the key; a new User Enrollment of the same phone is a new row. */
export interface EnrollmentsTable {
  id: string;
  type: EnrollmentType;
  flow: EnrollmentFlow;
  state: EnrollmentState;
  platform: Platform;
  user_id: string | null;
  ticket_id: string | null;
  managed_apple_id: string | null;
  ownership: Ownership;
  /** Identifier of the enrollment profile, what RemoveProfile names. */
  profile_identifier: string;
  /** Origin of the URLs in the profile on the device; it cannot be changed there. */
  server_origin: string;
  name: string;
  topic: string;
  udid: string | null;
  serial_number: string | null;
  imei: string | null;
  product_name: string | null;
  model: string | null;
  model_name: string | null;
  os_version: string | null;
  build_version: string | null;
  supervised: Bit;
  /** What SecurityInfo said; null until it has. */
  is_user_enrollment: Bit | null;
  enrolled_via_dep: Bit | null;
  awaiting_configuration: Bit;
  declarative_management: Bit;
  unlock_token: Uint8Array | null;
  bootstrap_token: Uint8Array | null;
  decision_json: string | null;
  /** Last decoded DeviceInformation and SecurityInfo. */
  info_json: string | null;
  security_json: string | null;
  inventory_at: number | null;
  inventory_requested_at: number | null;
  certificate_sha256: string | null;
  certificate_not_after: number | null;
  renewal_requested_at: number | null;
  /** The device was asked in vain; null again once it is renewed. */
  renewal_failed_at: number | null;
  renewal_problem: string | null;
  /** The name of the office that the device was last asked to take. */
  organization_told: string | null;
  authenticated_at: number;
  enrolled_at: number | null;
  last_seen_at: number;
  last_push_at: number | null;
  last_push_result: string | null;
}

/** The device channel (id = enrollment id) and, on the Mac, user channels (`ENROLLMENT:USER`). */
interface ChannelsTable {
  id: string;
  enrollment_id: string;
  kind: 'device' | 'user';
  user_short_name: string | null;
  user_long_name: string | null;
  enabled: Bit;
  push_token: Uint8Array | null;
  push_magic: string | null;
  topic: string | null;
  token_updated_at: number | null;
  token_dead_at: number | null;
  /** TokenUpdates since the last Authenticate; 1 means a new enrollment. */
  tally: number;
  last_seen_at: number | null;
  last_push_at: number | null;
  last_push_result: string | null;
  not_now_since: number | null;
  not_now_pushes: number;
}

/** Which certificate speaks for which enrollment; the key is the SHA-256 of its DER. */
interface CertificateBindingsTable {
  sha256: string;
  enrollment_id: string;
  ticket_id: string | null;
  not_after: number;
  bound_at: number;
}

export interface IssuedCertificatesTable {
  sha256: string;
  serial: string;
  ticket_id: string | null;
  enrollment_id: string | null;
  purpose: string;
  subject: string;
  not_before: number;
  not_after: number;
  issued_at: number;
  der: Uint8Array;
}

export interface EnrollmentTables {
  invitations: InvitationsTable;
  enrollment_tickets: EnrollmentTicketsTable;
  access_tokens: AccessTokensTable;
  enrollments: EnrollmentsTable;
  channels: ChannelsTable;
  certificate_bindings: CertificateBindingsTable;
  issued_certificates: IssuedCertificatesTable;
}
