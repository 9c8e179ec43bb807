const STAND_INS =
  /^(?:my|your|the|some|super|postgres|mysql|mariadb|redis|mongo|db|pg)?[-_]?(?:pass(?:word|wd|phrase)?|pwd|secret|user(?:name)?|postgres(?:ql)?|root|admin|test(?:ing)?|guest|mysql|redis|token|key|pw|p|pass|login|change[-_]?(?:it|me)|api[-_]?key|foo|bar|baz|hello|demo|none|null|empty|default|public|anonymous|minioadmin|rabbitmq|x+|y+|z+|\*+|\.+|<.{0,60}|.{0,60}>|\[.{0,60}|\{.{0,60}|\$.{0,60}|%.{0,60})(?:word)?\d{0,4}$/i;

/** What documents write in the place of a password. */
export function isStandIn(value: string): boolean {
  return STAND_INS.test(value);
}
