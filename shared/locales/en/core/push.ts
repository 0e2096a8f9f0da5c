export const push = {
  notConfigured: 'There is no push certificate to connect with. Import one first.',
  works: 'Apple’s push service was reached and accepts the push certificate.',
  certificateRefused:
    'Apple’s push service was reached and refuses the push certificate ({{reason}}). Renew it with the same Apple account and import it here.',
  topicRefused:
    'Apple’s push service was reached and refuses the topic of the push certificate ({{reason}}). Check that it is a certificate for device management, and import the right one here.',
  malformed:
    'Apple’s push service was reached and calls the request malformed ({{reason}}). This is a defect of Russet; please report it.',
  notApple:
    'Something that is not Apple’s push service answered ({{reason}}), such as a proxy or a firewall. Let TCP port 443 to api.push.apple.com through untouched.',
  busy: 'Apple’s push service was reached and asks to wait ({{reason}}). Check again in a few minutes.',
  unreachable:
    'Apple’s push service cannot be reached ({{reason}}). Check the network of this computer, and let TCP port 443 to api.push.apple.com through.',
  resultAccepted: 'accepted',
  resultNotConfigured: 'no push certificate is installed',
  resultTokenInvalid: 'token-invalid: {{reason}}',
  resultRejected: 'rejected: {{reason}}',
  resultMisconfigured: 'misconfigured: {{reason}}',
  resultCertificate: 'certificate: {{reason}}',
  resultDefect: 'defect: {{reason}}',
  resultUnexpected: 'unexpected: {{reason}}',
  resultBackOff: 'back-off: {{reason}}',
  resultUnreachable: 'unreachable: {{reason}}',
  resultPaused: 'paused: {{reason}}',
  resultTopicMismatch: 'topic-mismatch: {{reason}}',
} as const;
