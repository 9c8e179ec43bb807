import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** Secret, restricted and webhook keys of Stripe. Catalogue R6, C6. */
export const secretStripeKey: Detector = secretDetector({
  name: 'stripe-key',
  title: 'Stripe key',
  severity: 'critical',
  gates: [{ literals: [['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_', 'whsec_', 'sk_prod_', 'rk_prod_']] }],
  pattern:
    /(?<![A-Za-z0-9_])(?:[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,99}|whsec_[A-Za-z0-9+/=]{32,64})(?![A-Za-z0-9])/g,
  confidence: 0.93,
});
