import type { Position } from '../../dockerfile/range.ts';

/** An expression of HCL's native syntax (github.com/hashicorp/hcl, hclsyntax/spec.md), with the place where it starts. */
export type Expression =
  | { readonly kind: 'literal'; readonly at: Position; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly at: Position; readonly parts: readonly Expression[] }
  | { readonly kind: 'name'; readonly at: Position; readonly name: string }
  | { readonly kind: 'attribute'; readonly at: Position; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly at: Position; readonly of: Expression; readonly key: Expression }
  /** `list[*].name` or `list.*.name`: `each` is evaluated with `item` standing for one element. */
  | { readonly kind: 'splat'; readonly at: Position; readonly of: Expression; readonly each: Expression }
  | { readonly kind: 'splat-item'; readonly at: Position }
  | {
      readonly kind: 'call';
      readonly at: Position;
      readonly name: string;
      readonly args: readonly Expression[];
      readonly isSpread: boolean;
    }
  | { readonly kind: 'unary'; readonly at: Position; readonly operator: '!' | '-'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly at: Position;
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'conditional';
      readonly at: Position;
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly kind: 'tuple'; readonly at: Position; readonly items: readonly Expression[] }
  | {
      readonly kind: 'object';
      readonly at: Position;
      readonly entries: readonly (readonly [key: Expression, value: Expression])[];
    }
  | ForExpression;

export interface ForExpression {
  readonly kind: 'for';
  readonly at: Position;
  /** Empty when only the value is named. */
  readonly keyName: string;
  readonly valueName: string;
  readonly collection: Expression;
  /** null: the result is a list, or the text of a template. */
  readonly key: Expression | null;
  readonly value: Expression;
  readonly condition: Expression | null;
  /** `=> value...`: values of equal keys are gathered in lists. */
  readonly isGrouped: boolean;
  /** A `%{ for }` of a template: the values are joined. */
  readonly isTemplate: boolean;
}

export type BinaryOperator = '!=' | '%' | '&&' | '*' | '+' | '-' | '/' | '<' | '<=' | '==' | '>' | '>=' | '||';

export interface Attribute {
  readonly name: string;
  readonly at: Position;
  readonly expression: Expression;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly at: Position;
  readonly body: Body;
}

export interface Body {
  /** The last one counts where a name is given twice; the parser tells of it. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}

/** What is wrong with a text, and where. Thrown inside this folder and caught at its doors. */
export class HclFault extends Error {
  readonly at: Position;

  constructor(at: Position, message: string) {
    super(message);
    this.at = at;
  }
}
