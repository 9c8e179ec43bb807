/**
 * Services that issue credentials without a form of their own: their name in the name of a setting is what tells a bare
 * identifier from a secret. Lower case, without separators.
 */
export const PROVIDER_WORDS: readonly string[] =
  'adafruit adobe adyen airbrake airtable alchemy algolia alibaba aliyun amplitude anthropic apify appcenter artifactory asana atlassian auth0 aws azure bamboo beamer bedrock bitbucket bitly bittrex box braintree branch browserstack buildkite bugsnag calendly chargebee checkout circleci clearbit clickup clojars cloudant cloudflare cloudinary cockroach codecov cohere coinbase coinmarketcap confluent contentful contribsys coveralls curseforge cypress databricks datadog deepgram deepl deepseek digitalocean directus discord docker docusign doppler dropbox droneci duffel dynatrace easypost elastic elevenlabs etherscan etsy expo facebook fastly fauna figma finicity finnhub firebase firecrawl flickr flutterwave foursquare frameio freshbooks freshdesk ftx gemini gitea github gitlab gitter gocardless google grafana groq gumroad harness hashicorp heroku honeycomb hubspot huggingface ibm infisical infura instagram intercom ipinfo ipstack jenkins jfrog jira jumpcloud kayako kraken kucoin langsmith launchdarkly linear linkedin linode lob lokalise looker mailchimp mailgun mailjet mandrill mapbox mattermost maxmind meraki messagebird mistral mixpanel monday mongodb moralis nasa netlify newrelic newyorktimes nexmo ngrok notion npm nuget nvidia nytimes octopus okta onelogin openai openrouter openweather opsgenie optimizely pagerduty paypal paystack perplexity pinecone pinterest plaid planetscale plivo postman postmark prefect privateai pubnub pulumi pusher quandl rapidapi razorpay readme reddit replicate resend rollbar rubygems salesforce scaleway scalingo segment sendbird sendgrid sendinblue sentry settlemint shippo shopify shortcut sidekiq slack snowflake snyk softlayer sonar sonarqube sourcegraph splunk spotify square squarespace stability statuspage strava stripe sumo sumologic supabase tailscale tavily telegram terraform todoist together travis trello twilio twitch twitter typeform unify unsplash uploadcare vault vercel virustotal vonage vultr wakatime weatherstack webflow wistia wix woocommerce workos wrike xero yandex zapier zendesk zoho zoom'.split(
    ' ',
  );

const PROVIDER = new RegExp(
  `(?:^|[^a-z])(?:${PROVIDER_WORDS.join('|')})(?![a-z]{4})|(?:${PROVIDER_WORDS.filter((word) => word.length > 5).join('|')})`,
);

/** The name of a setting names a service. */
export function namesProvider(name: string): boolean {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  return PROVIDER.test(spaced) || PROVIDER.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
}
