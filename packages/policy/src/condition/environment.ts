import { Environment } from '@marcbachmann/cel-js';
import { FUNCTIONS } from './functions/functions.js';
import { FINDING, type ObjectType, type StaticType, VARIABLES } from './vocabulary.js';

type CelSchema = { [field: string]: string | CelSchema };

const FINDING_TYPE = 'Finding';

const celType = (type: Exclude<StaticType, ObjectType>): string => {
  switch (type.kind) {
    case 'list':
      return `list<${type.of.kind === 'object' ? FINDING_TYPE : celType(type.of)}>`;
    case 'timestamp':
      return 'google.protobuf.Timestamp';
    default:
      return type.kind;
  }
};

const celSchema = (type: ObjectType): CelSchema =>
  Object.fromEntries(
    Object.entries(type.fields).map(([name, field]) => [
      name,
      field.type.kind === 'object' ? celSchema(field.type) : celType(field.type),
    ]),
  );

const typesOnly = (): never => {
  throw new TypeError('conditions are checked by CEL and evaluated by the policy engine');
};

/** The typed environment conditions are parsed and checked in; built from the one vocabulary the evaluator uses. */
const createEnvironment = (): Environment => {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 2000, maxDepth: 60, maxListElements: 1000, maxMapEntries: 200, maxCallArguments: 8 },
  });
  environment.registerType(FINDING_TYPE, { schema: celSchema(FINDING) });
  for (const [name, variable] of Object.entries(VARIABLES)) {
    if (variable.type.kind === 'object') environment.registerVariable({ name, schema: celSchema(variable.type) });
    else environment.registerVariable(name, celType(variable.type));
  }
  for (const signature of FUNCTIONS.flatMap((spec) => spec.declares))
    environment.registerFunction(signature, typesOnly);
  return environment;
};

export const ENVIRONMENT = createEnvironment();
