import type ts from 'typescript';

export interface TableByText {
  kind: 'read' | 'write';
  message: string;
  /** From 1. */
  line: number;
}

/** Every place of `file` where an object is read or written by a key that may be any text. */
export declare const findTablesByText: (program: ts.Program, file: ts.SourceFile) => TableByText[];
