import type { rules as english } from '../../en/core/rules.ts';

export const rules: Readonly<Record<keyof typeof english, string>> = {
  enter: '{{what}} eingeben',
  enterBoth: 'für beide Enden {{what}} eingeben',
  bothEnds: 'beide Enden des Bereichs eingeben',
  noValue: 'dieser Operator hat keinen Wert',
  attribute: 'ein vorhandenes Attribut wählen',
  operator: 'einen Operator wählen, der zu „{{attribute}}“ passt',
  text: 'einen Text',
  number: 'eine Zahl',
  version: 'eine Version wie 16 oder 17.4.1',
  yesNo: 'Ja oder Nein',
  list: 'einen der aufgeführten Werte',
  time: 'eine Anzahl Stunden oder Tage',
  tooDeep: 'Gruppen lassen sich höchstens {{deep}} Ebenen tief verschachteln',
  tooMany: 'höchstens {{most}} Regeln',
};
