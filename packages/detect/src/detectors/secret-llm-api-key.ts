import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** Keys of OpenAI, Anthropic, OpenRouter, Perplexity, Groq, xAI, Hugging Face and Replicate. Catalogue R6, C6. */
export const secretLlmApiKey: Detector = secretDetector({
  name: 'llm-api-key',
  title: 'Key of a language-model service',
  severity: 'critical',
  gates: [
    {
      literals: [
        [
          'sk-ant-',
          'sk-proj-',
          'sk-svcacct-',
          'sk-admin-',
          'sk-or-v1-',
          't3blbkfj',
          'pplx-',
          'gsk_',
          'xai-',
          'api_org_',
          '"hf_',
          "'hf_",
          '=hf_',
          ' hf_',
          ':hf_',
          '"r8_',
          "'r8_",
          '=r8_',
          ' r8_',
          ':r8_',
        ],
      ],
    },
  ],
  pattern:
    /(?<![A-Za-z0-9_-])(?:sk-ant-[a-z]{3,5}\d{2}-[A-Za-z0-9_-]{80,130}AA|sk-(?:proj|svcacct|admin|or-v1)-[A-Za-z0-9_-]{20,220}|hf_[A-Za-z]{34}|r8_[A-Za-z0-9]{37}|sk-[A-Za-z0-9]{16,24}T3BlbkFJ[A-Za-z0-9]{16,24}|pplx-[A-Za-z0-9]{48}|gsk_[A-Za-z0-9]{40,60}|xai-[A-Za-z0-9]{60,100}|api_org_[A-Za-z]{34})(?![A-Za-z0-9])/g,
  confidence: 0.93,
});
