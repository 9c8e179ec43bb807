import { args, describeDetector, result } from '../testing/cases.js';
import { secretConnectionString } from './secret-connection-string.js';

describeDetector(secretConnectionString, {
  attacks: [
    result('DATABASE_URL=postgres://app:t7Gq9zLw2@db.internal:5432/app'),
    args({ dsn: 'mongodb+srv://app:Zx81mQpl@cluster0.example.net/app' }),
    result('Server=db;Database=app;User Id=app;Password=Zx81!mQpl;'),
  ],
  twins: [
    result('FROM mysql://app_user:mysql_password@localhost/app'),
    result('postgres://user:password@localhost:5432/db'),
    result('postgres://app:<password>@db/app'),
    result('redis://localhost:6379'),
    result('sudo: deploy : TTY=pts/0 ; PWD=/srv/renderer ; USER=root ; COMMAND=/usr/bin/systemctl restart api'),
    result('ftp://ftp.example.org/pub'),
    result(
      '# Local stack\n\nStart the containers, then copy the sample settings. They are for your own machine, and nothing outside of it can reach the cache or the queue behind them.\n\n```sh\n# for example\nCACHE_URL=redis://:kV7xq2pL@127.0.0.1:6379/1\n```\n\nRun the worker and look at its log.\n',
    ),
  ],
});
