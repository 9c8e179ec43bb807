/** Files that hold what lets somebody in: keys, tokens, password stores, on each platform. */
export const CREDENTIAL_FILE =
  /\.ssh\/(?:id_|identity|\*)|(?:^|[\s/'"=])id_(?:rsa|dsa|ecdsa|ed25519)\b(?!\.pub)|\.aws[\\/](?:credentials|sso)|\/etc\/(?:g?shadow|master\.passwd|sudoers)\b|\.kube\/config|\.docker\/config\.json|\.netrc|\.pgpass|\.git-credentials|\.gnupg|\.vault-token|Login ?Data|logins\.json|key[34]\.db|cookies?\.(?:sqlite|binarycookies)|Network[\\/]Cookies|\\Local State\b|keychain-db|login\.keychain|ntds\.dit|config\\{1,2}(?:sam|system|security)\b|repair\\{1,2}(?:sam|system|security)\b|unattend(?:ed)?\.(?:xml|txt)|sysprep\.(?:inf|xml)|Microsoft\\{1,2}(?:Credentials|Vault|Protect)\b|serviceaccount\/token|access_?tokens\.(?:db|json)|(?:^|[\s/'"])credentials\.(?:db|csv|xml)|msal_token_cache|application_default_credentials|wallet\.dat|\.password-store|\.secret_token|\/run\/secrets\/|Safari\/(?:Form ?Values|History)|com\.apple\.Safari|krb5cc_|\.keytab\b|secrets\.tdb|\.pfx\b|\.p12\b|User Data\\{1,2}Default|Firefox\\{1,2}Profiles|Library\/(?:Keychains|Cookies)|SAM\.hiv|recentservers\.xml|sitemanager\.xml|\.kdbx\b/i;
/** Shell history: passwords are typed there by mistake. */
export const HISTORY_FILE =
  /\.(?:bash|zsh|sh|ash|python|mysql|psql)_history\b|ConsoleHost_history|\.histfile\b|fish_history/i;
/** Cloud services that hand credentials to whoever asks from inside. */
export const METADATA_SERVICE =
  /169\.254\.169\.254|169\.254\.170\.2|metadata\.google\.internal|100\.100\.100\.200|metadata\.azure|192\.0\.0\.192|fd00:ec2::254/i;
/** Places where anybody may leave a program. */
export const DROP_FOLDER =
  /^["']?\$?(?:\/tmp[\\/]|\/var\/tmp\/|\/dev\/shm\/|%te?mp%|\$\{?env:te?mp|%public%|%appdata%|%localappdata%|\$\{?env:(?:appdata|localappdata|public|allusersprofile|programdata)|%allusersprofile%|%programdata%|[a-z]:\\{1,2}(?:users\\{1,2}public|windows\\{1,2}(?:temp|tasks|debug)|temp|tmp|programdata|perflogs|recycle)|%(?:userprofile|systemroot)%\\{1,2}(?:downloads|desktop|temp)|\$env:userprofile\\{1,2}(?:downloads|desktop)|c:\\{1,2}users\\{1,2}[^\\]{1,40}\\{1,2}(?:downloads|appdata))/i;
