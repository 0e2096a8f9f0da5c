import type { push as english } from '../../en/core/push.ts';

export const push: Readonly<Record<keyof typeof english, string>> = {
  notConfigured: 'Es gibt noch kein Push-Zertifikat, mit dem verbunden werden könnte. Importieren Sie zuerst eines.',
  works: 'Der Push-Dienst von Apple wurde erreicht und nimmt das Push-Zertifikat an.',
  certificateRefused:
    'Der Push-Dienst von Apple wurde erreicht und lehnt das Push-Zertifikat ab ({{reason}}). Erneuern Sie es mit demselben Apple Account, und importieren Sie es hier.',
  topicRefused:
    'Der Push-Dienst von Apple wurde erreicht und lehnt das Topic des Push-Zertifikats ab ({{reason}}). Prüfen Sie, ob es ein Zertifikat für die Geräteverwaltung ist, und importieren Sie hier das richtige.',
  malformed:
    'Der Push-Dienst von Apple wurde erreicht und hält die Anfrage für fehlerhaft ({{reason}}). Das ist ein Fehler von Russet; bitte melden Sie ihn.',
  notApple:
    'Geantwortet hat etwas anderes als der Push-Dienst von Apple ({{reason}}), etwa ein Proxy oder eine Firewall. Lassen Sie den TCP-Port 443 zu api.push.apple.com unverändert durch.',
  busy: 'Der Push-Dienst von Apple wurde erreicht und bittet um Geduld ({{reason}}). Prüfen Sie in einigen Minuten noch einmal.',
  unreachable:
    'Der Push-Dienst von Apple ist nicht erreichbar ({{reason}}). Prüfen Sie das Netzwerk dieses Computers, und lassen Sie den TCP-Port 443 zu api.push.apple.com durch.',
  resultAccepted: 'angenommen',
  resultNotConfigured: 'kein Push-Zertifikat installiert',
  resultTokenInvalid: 'Token ungültig: {{reason}}',
  resultRejected: 'abgelehnt: {{reason}}',
  resultMisconfigured: 'falsch eingerichtet: {{reason}}',
  resultCertificate: 'Push-Zertifikat abgelehnt: {{reason}}',
  resultDefect: 'fehlerhafte Anfrage: {{reason}}',
  resultUnexpected: 'unerwartete Antwort: {{reason}}',
  resultBackOff: 'später noch einmal: {{reason}}',
  resultUnreachable: 'nicht erreichbar: {{reason}}',
  resultPaused: 'angehalten: {{reason}}',
  resultTopicMismatch: 'anderes Topic: {{reason}}',
};
