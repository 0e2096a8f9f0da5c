// Keeps libraries within the content security policy. Imported alone and first: both read this when they are loaded.
import { z } from 'zod';
import { cspNonce } from './csp-nonce.ts';

// zod would try to compile its checks, which the policy forbids.
z.config({ jitless: true });
// The toasts make their styles with goober, which takes the nonce from here.
Object.assign(window, { __nonce__: cspNonce() });
