// Declarative management: the check-in side of it. Apple: "DeclarativeManagement". Russet declares nothing yet, so every
// device gets the empty set, which is also what clears a device; its status reports go to the log.
import { createHash } from 'node:crypto';
import { ProtocolError } from '../../core/errors.ts';
import type { MdmResponse } from '../../wire/http.ts';

const declarations = { Activations: [], Configurations: [], Assets: [], Management: [] };

/** Changes whenever the set of declarations changes. */
const declarationsToken = createHash('sha256').update(JSON.stringify(declarations)).digest('hex');

const json = (value: unknown): MdmResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export interface DeclarativeReply {
  readonly response: MdmResponse;
  /** One line for the log. */
  readonly detail: string;
}

const maxStatusBytes = 1_000_000;

/** Answers one endpoint; 404 for a declaration that was not offered. Throws `device.rejected` for an unknown endpoint. */
export const answerDeclarative = (endpoint: string, data: Buffer | undefined, at: number): DeclarativeReply => {
  if (endpoint === 'tokens') {
    const timestamp = new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
    return {
      response: json({ SyncTokens: { DeclarationsToken: declarationsToken, Timestamp: timestamp } }),
      detail: 'Asked for the declarations token',
    };
  }
  if (endpoint === 'declaration-items') {
    return {
      response: json({ Declarations: declarations, DeclarationsToken: declarationsToken }),
      detail: 'Asked for the list of declarations',
    };
  }
  if (endpoint.startsWith('declaration/')) {
    return { response: { status: 404 }, detail: `Asked for ${endpoint}, which was not offered` };
  }
  if (endpoint === 'status') {
    if (!data || data.length > maxStatusBytes) {
      throw new ProtocolError('device.rejected', 'The status report has no data or too much of it.');
    }
    try {
      JSON.parse(data.toString('utf8'));
    } catch (cause) {
      throw new ProtocolError('device.rejected', 'The status report is not JSON.', { cause });
    }
    return { response: { status: 200 }, detail: 'Reported its status' };
  }
  throw new ProtocolError('device.rejected', 'The declarative management endpoint is unknown.');
};
