import type { Rule } from 'eslint';

export declare const noTableByText: Rule.RuleModule;
