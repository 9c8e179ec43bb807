'use client';

import { COMMON_METHODS } from '@/lib/mcp-methods';
import { isPlainMap, type Path, valueAt } from '../model/source';
import { ChoicesField, SelectField, TextField } from './fields';
import { usePolicyForm } from './form-context';
import { KeptAsText, OtherKeys } from './kept-as-text';
import { DIRECTION_OPTIONS, RISK_OPTIONS, ROLE_OPTIONS, STATE_OPTIONS, TIER_OPTIONS, WEEKDAY_OPTIONS } from './labels';
import { Fold, Wide } from './sections';
import { WordsField } from './words-field';

const useMap = (path: Path): Readonly<Record<string, unknown>> | null | undefined => {
  const value = valueAt(usePolicyForm().source.value, path);
  return value === undefined || isPlainMap(value) ? value : null;
};

const hasAny = (map: Readonly<Record<string, unknown>> | undefined, keys: readonly string[]): boolean =>
  keys.some((key) => map?.[key] !== undefined);

const TARGET_KEYS = ['resources', 'prompts', 'methods', 'direction'];
const TRAIT_KEYS = ['tiers', 'risks', 'states', 'labels'];
const CIRCUMSTANCE_KEYS = ['clients', 'networks', 'time'];
const MATCH_KEYS = ['servers', 'tools', 'principals', ...TARGET_KEYS, ...TRAIT_KEYS, ...CIRCUMSTANCE_KEYS];

/** What a rule speaks of. The usual keys are open; the others open by themselves where they are used. */
export function MatchFields({ path }: { path: Path }) {
  const { vocabulary } = usePolicyForm();
  const map = useMap(path);
  if (map === null) {
    return (
      <div className="px-4 pb-4">
        <KeptAsText path={path} label="What it speaks of" />
      </div>
    );
  }
  return (
    <>
      <Fold title="What it speaks of" summary="All of these have to fit; what is empty fits everything." startsOpen>
        <WordsField path={[...path, 'servers']} label="Servers" options={vocabulary.servers} placeholder="Any server" />
        <WordsField
          path={[...path, 'tools']}
          label="Tools"
          options={vocabulary.tools}
          placeholder="Anything"
          hint="* stands for any text."
        />
        <PrincipalFields path={[...path, 'principals']} />
        <OtherKeys path={path} known={MATCH_KEYS} />
      </Fold>
      <Fold title="Traits of server and tool" summary={namesOf(map, TRAIT_KEYS)} startsOpen={hasAny(map, TRAIT_KEYS)}>
        <ChoicesField path={[...path, 'tiers']} label="Tier of the server" options={TIER_OPTIONS} />
        <ChoicesField path={[...path, 'risks']} label="Risk of the tool" options={RISK_OPTIONS} />
        <ChoicesField path={[...path, 'states']} label="State of the definition" options={STATE_OPTIONS} />
        <WordsField
          path={[...path, 'labels']}
          label="Labels of the server"
          options={vocabulary.labels}
          placeholder="Any"
        />
      </Fold>
      <Fold title="Other targets" summary={namesOf(map, TARGET_KEYS)} startsOpen={hasAny(map, TARGET_KEYS)}>
        <WordsField path={[...path, 'resources']} label="Resources" placeholder="URIs, * stands for any text" />
        <WordsField path={[...path, 'prompts']} label="Prompts" placeholder="Names" />
        <WordsField path={[...path, 'methods']} label="Methods" options={COMMON_METHODS} placeholder="Any method" />
        <SelectField path={[...path, 'direction']} label="Direction" options={DIRECTION_OPTIONS} noneLabel="Both" />
      </Fold>
      <Fold title="Circumstances" summary={namesOf(map, CIRCUMSTANCE_KEYS)} startsOpen={hasAny(map, CIRCUMSTANCE_KEYS)}>
        <WordsField
          path={[...path, 'clients']}
          label="Clients"
          placeholder="Any client"
          hint="Names clients give themselves."
        />
        <WordsField
          path={[...path, 'networks']}
          label="Networks"
          placeholder="10.0.0.0/8"
          hint="Where the client calls from."
        />
        <TimeFields path={[...path, 'time']} />
      </Fold>
    </>
  );
}

const namesOf = (map: Readonly<Record<string, unknown>> | undefined, keys: readonly string[]): string =>
  keys.filter((key) => map?.[key] !== undefined).join(', ');

/** Who a rule speaks of. */
export function PrincipalFields({ path }: { path: Path }) {
  const { vocabulary } = usePolicyForm();
  const map = useMap(path);
  if (map === null) return <KeptAsText path={path} label="People and accounts" />;
  return (
    <>
      <WordsField path={[...path, 'groups']} label="Groups" options={vocabulary.groups} placeholder="Any group" />
      <WordsField path={[...path, 'users']} label="People" options={vocabulary.users} placeholder="Anybody" />
      <WordsField
        path={[...path, 'serviceAccounts']}
        label="Service accounts"
        options={vocabulary.serviceAccounts}
        placeholder="Any"
      />
      <WordsField path={[...path, 'devices']} label="Devices" placeholder="Any" />
      <Wide>
        <ChoicesField path={[...path, 'roles']} label="Roles" options={ROLE_OPTIONS} />
      </Wide>
      <OtherKeys path={path} known={['groups', 'users', 'serviceAccounts', 'devices', 'roles']} />
    </>
  );
}

const TIME_OF_DAY = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;
const checkTime = (text: string) => (TIME_OF_DAY.test(text) ? undefined : 'A time such as 09:00.');

function TimeFields({ path }: { path: Path }) {
  const map = useMap(path);
  if (map === null) return <KeptAsText path={path} label="Time" />;
  return (
    <>
      <Wide>
        <ChoicesField path={[...path, 'days']} label="Days" options={WEEKDAY_OPTIONS} />
      </Wide>
      <div className="grid grid-cols-2 gap-4">
        <TextField path={[...path, 'from']} label="From" placeholder="00:00" check={checkTime} />
        <TextField path={[...path, 'to']} label="To" placeholder="24:00" check={checkTime} />
      </div>
      <TextField
        path={[...path, 'zone']}
        label="Time zone"
        placeholder="UTC"
        suggestions={Intl.supportedValuesOf('timeZone')}
      />
    </>
  );
}
