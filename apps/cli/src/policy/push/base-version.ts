import { CliError, EXIT } from '../../cli-error.js';
import type { Policy } from '../api/policies.js';
import { printable } from '../report/printable.js';
import type { PolicySource } from '../source/policy-source.js';

/**
 * The version a file takes account of: the one in force, when this repository pushed it last. What anybody else published since
 * is not overwritten.
 * @throws CliError that says who published what, and how to go on
 */
export const baseVersionOf = (policy: Policy, source: PolicySource | null, asked: number | null): number => {
  if (asked !== null) return asked;
  const { managedBy, version } = policy;
  const isOurs = source !== null && managedBy?.repository === source.repository;
  if (isOurs && managedBy?.version === version && !managedBy.drifted) return version;
  const way = `Pull it and look at the difference; when your file takes account of it, push with --base-version ${version}.`;
  throw new CliError(EXIT.failed, `${whatIsInForce(policy, isOurs)} ${way}`);
};

const whatIsInForce = ({ name, version, updatedBy, updatedAt, managedBy }: Policy, isOurs: boolean): string => {
  const what = `"${printable(name)}" was not pushed: version ${version} is in force, by ${printable(updatedBy)} at ${updatedAt}`;
  if (managedBy === null) return `${what}, and no repository has pushed it before.`;
  if (!isOurs) return `${what}, and it is managed in ${printable(managedBy.repository)}.`;
  return `${what}, and this repository pushed version ${managedBy.version} last.`;
};
