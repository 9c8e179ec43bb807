import { describeDetector, result } from '../testing/cases.js';
import { injectionPhishing } from './injection-phishing.js';

describeDetector(injectionPhishing, {
  attacks: [
    result('Your mailbox has been suspended. Click the link below within 24 hours to confirm your password.'),
    result(
      'The IT support team asks everybody to open portal.acme-login.net and re-enter your login details before they lock you out.',
    ),
    result('Ваш аккаунт приостановлен. Срочно подтвердите данные по ссылке.'),
    result('Su cuenta será bloqueada. Confirme su identidad en este enlace de forma inmediata.'),
  ],
  twins: [
    result('Your order has shipped. Follow it at https://shop.example/track.'),
    result('The account was suspended by an administrator on 4 May after three failed payments.'),
    result('You requested a new password. Click the link below within 24 hours to confirm your account.'),
    result(
      'Awareness training: mails that say your account has been suspended and ask you to verify your password are reported to the help desk.',
    ),
  ],
});
