package io.github.akspolicy.resource.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names promise, values decide. */
class SecretShapeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DB_PASSWORD                | hunter2
                    db.password                | hunter2
                    POSTGRES_PASSWORD          | 123456
                    dbPassword                 | correct-horse
                    MYSQL_ROOT_PASSWD          | 00000000
                    MYSQL_PWD                  | correct-horse
                    SMTP_PASS                  | correct-horse
                    db.pass                    | hunter2-again
                    API_KEY                    | d41d8cd98f00b204e9800998ecf8427e
                    apiKey                     | SG.bm90LWEta2V5.bm90LWEta2V5LWJ1dC1sb25n
                    AWS_SECRET_ACCESS_KEY      | wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
                    CLIENT_SECRET              | 8Q8Q~abc.def-ghi_jk
                    GITHUB_TOKEN               | not-a-real-token-0123
                    JWT_SECRET                 | s3cr3t
                    AWS_SECRET_KEY             | do-not-use-hunter2
                    AWS_SECRET_KEY             | donotuse1
                    AWS_SECRET_KEY             | unused7
                    API_KEY                    | CASE
                    DB_PASSWORD                | use-not
                    DJANGO_SECRET_KEY          | key
                    API_KEY_SECRET_KEY         | hunter2
                    DB_PASSWORD                | ${PASSWORD:-hunter2}
                    DB_PASSWORD                | hunter2${X}
                    SECRET_KEY_BASE            | 0a1b2c3d4e5f
                    STORAGE_SAS                | not-a-real-one-77
                    sas-token                  | not-a-real-one-77
                    PASSPHRASE                 | correct horse battery
                    tokenizerPassword          | hunter2
                    RANDOM_PASSWORD            | 10
                    ACCESS_TOKEN               | jwt-0a1b2c3d
                    SECRET_ANNOTATION_PASSWORD | not-a-real-one
                    JWT_TOKEN_KEY              | secret
                    CERT_SECRET                | hunter2
                    SECRET_KEY                 | key
                    MYSQL_ROOT_PASSWORD        | rootpassword
                    AUTH_SECRET                | correct-horse
                    POSTGRES_PASSWORD          | password
                    password                   | password
                    DB_PASSWORD                | $hunter2
                    DB_PASSWORD                | map[name:store password:hunter2]
                    DB_PASSWORD                | map[string]
                    ANYTHING                   | host=db user=store password=password
                    ANYTHING                   | UseSqlServer("Server=db;User Id=store;Password=hunter2")
                    ANYTHING                   | redis:6380,user=store,password=hunter2,ssl=True
                    ANYTHING                   | postgres://store:hunter2@database:5432/store
                    ANYTHING                   | amqp://guest:guest1@rabbitmq:5672
                    ANYTHING                   | Server=db;Database=store;User Id=store;Password=hunter2;
                    ANYTHING                   | DefaultEndpointsProtocol=https;AccountName=a;AccountKey=bm90LWEta2V5LWJ1dC1sb25n;EndpointSuffix=core.windows.net
                    ANYTHING                   | AccountEndpoint=https://a.documents.azure.com:443/;AccountKey=bm90LWEta2V5LWJ1dC1sb25n;
                    ANYTHING                   | jdbc:sqlserver://db:1433;user=store;password=hunter2
                    ANYTHING                   | https://a.blob.core.windows.net/b?sv=2024-01-01&se=2030-01-01&sr=c&sp=r&sig=bm90LWEta2V5LWJ1dC1sb25n%3D
                    ANYTHING                   | eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.bm90LWEtc2lnbmF0dXJl
                    ConnectionStrings__Redis   | redis:6380,password=hunter2,abortConnect=False
                    ConnectionStrings__Redis   | redis:6380,hunter2
                    REDIS_CONNECTION_STRING    | hunter2
                    REDIS_PASSWORD             | redis:6379
                    STRIPE_API_KEY             | sk_other_4eC39HqLyjWDarjtT1zdp7dc
                    API_KEY                    | pk_4eC39HqLyjWDarjtT1zdp7dc
                    ANYTHING                   | -----BEGIN EC PRIVATE KEY-----
                    """)
    void isASecret(String name, String value) {
        assertThat(SecretShape.isSecret(name, value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    OAUTH2_TOKEN_URI           | https://login.contoso.com/oauth2/token
                    OAUTH2_TOKEN_URI           | not-even-an-address
                    KAFKA_SASL_MECHANISM       | SCRAM-SHA-512
                    KAFKA_SASL_JAAS_CONFIG     | org.apache.kafka.common.security.plain.PlainLoginModule
                    JWT_TOKEN_ISSUER           | contoso-identity
                    JWT_TOKEN_AUDIENCE         | store
                    TOKEN_EXPIRY               | 3600
                    TOKEN_EXPIRATION_MS        | 3600000
                    ACCESS_TOKEN_LIFETIME      | PT30M
                    REFRESH_TOKEN_TTL          | 30d
                    PASSWORD_MIN_LENGTH        | 12
                    PASSWORD_POLICY            | strong-one
                    PASSWORD_FILE              | /mnt/secrets/password
                    DB_PASSWORD                | /mnt/secrets/password
                    DB_PASSWORD                | $(FROM_ELSEWHERE)
                    DB_PASSWORD                | ${DB_PASSWORD}
                    DB_PASSWORD                | $DB_PASSWORD
                    DB_PASSWORD                | <your password>
                    AZURE_TOKEN_CREDENTIALS    | WorkloadIdentityCredential
                    AZURE_TOKEN_CREDENTIALS    | prod
                    MYSQL_ALLOW_EMPTY_PASSWORD | 1
                    RANDOM_ROOT_PASSWORD       | 0
                    STRATEGIES_ACCESS_TOKEN    | jwt
                    store-token                | not-applied
                    API_TOKEN                  | MISSING
                    AWS_SECRET_KEY             | do-not-use
                    AWS_SECRET_KEY             | DO_NOT_USE
                    AWS_SECRET_KEY             | unused
                    API_TOKEN                  | not-in-use
                    DB_PASSWORD                | do not set
                    tokenizer                  | gpt2
                    self.tokenizer             | AutoTokenizer.from_pretrained(
                    secretEnv                  | OIDC_CLIENT_SECRET
                    secretNameAnnotation       | serving.contoso.com/storageSecretName
                    hub-existing-secret        | hub
                    API_KEY_SECRET_KEY         | key
                    DB_PASSWORD                | changeme
                    DB_PASSWORD                | REPLACE_ME
                    DB_PASSWORD                | xxxxxx
                    PWD                        | /srv/app
                    proxy_pass                 | http://backend:8080
                    BYPASS                     | correct-horse
                    COMPASS_PASSES             | correct-horse
                    PWD_CHECK                  | correct-horse
                    SECRET_NAME                | order-secrets
                    SECRET_PROVIDER_CLASS      | order-secrets
                    AZURE_KEYVAULT_SECRET_URI  | https://contoso.vault.azure.net/secrets/a
                    TOKEN_CACHE_ENABLED        | true
                    REQUIRE_TOKEN              | false
                    MAX_TOKENS                 | 4096
                    CSRF_TOKEN_HEADER          | X-Csrf-Token
                    ACCESS_KEY_ID              | AKIAIOSFODNN7EXAMPLE
                    accessKeyID                | minioadmin
                    TOKEN_ENDPOINT             | login.contoso.com
                    tokenType                  | Bearer
                    secretRef                  | order
                    policy.service_tokens.kinds | Workload
                    MASSAGE_SASSY              | hello-there
                    DATABASE_URL               | postgres://database:5432/store
                    DATABASE_URL               | postgres://store:$(PASSWORD)@database:5432/store
                    DATABASE_URL               | postgres://store:<password>@database:5432/store
                    ConnectionStrings__Default | Server=db;Database=store;Authentication=Active Directory Default
                    ConnectionStrings__Redis   | redis:6379
                    ConnectionStrings__Redis   | redis-0:6379,redis-1.cache:6379,abortConnect=False,ssl=false
                    redisConnectionString      | redis-master:6379
                    REDIS_CONNECTION_STRING    | cache.store:6380,ssl=True,connectTimeout=5000
                    STRIPE_PUBLISHABLE_KEY     | pk_test_4eC39HqLyjWDarjtT1zdp7dc
                    STRIPE_API_KEY             | pk_live_4eC39HqLyjWDarjtT1zdp7dc
                    PUBLISHABLE_API_KEY        | 4eC39HqLyjWDarjtT1zdp7dc
                    NOTE                       | the password=hunter2 of the example
                    KEY                        | -----BEGIN PUBLIC KEY-----
                    LINK                       | https://contoso.com/?signature=abc&design=1
                    PASSWORD_AUTHENTICATION    | md5
                    PGPOOL_PASSWORD            | scram-sha-256
                    PASSWORD_ENCRYPTION        | scram-sha-256
                    PASSWORD_COMPLEXITY        | at-least-two-words
                    passwordValidator          | long-enough
                    token_key                  | access_token
                    SIGNING_CERT_SECRET        | orders-signing-cert
                    MassTransit__AccessKey     | accessKey
                    API_KEY                    | api-key
                    appPrivateKey              | >-
                    passwordKey                | password
                    adminPasswordKey           | postgres-password
                    password                   | String!
                    db.password                | config.database.password
                    db.password                | process.env.DB_PASSWORD
                    db.password                | var.db_password
                    db.password                | getenv(DB_PASSWORD)
                    DB_PASSWORD                | $db_password
                    DB_PASSWORD                | map[secretKeyRef:map[key:password name:store]]
                    ANYTHING                   | create_superuser(username=email, email=email, password=password)
                    ANYTHING                   | username=email, email=email, password=password)
                    ANYTHING                   | connect(host="db", user=get("user"), password=stored)
                    ANYTHING                   | connect(host=host, user=user,password=db_password)
                    ANYTHING                   | host=$host user=$user password=$password
                    ANYTHING                   | f"postgres://{user}:{password}@{host}/{db}"
                    ANYTHING                   | postgres://%s:%s@%s:5432/store
                    ANYTHING                   | postgres://'+user+':'+password+'@'+host
                    """)
    void isNone(String name, String value) {
        assertThat(SecretShape.isSecret(name, value)).isFalse();
    }

    @Test
    void aNameOfWhatIsPublishedHidesNoSecret() {
        // in two parts, so that no scanner of this repository takes it for one
        assertThat(SecretShape.isSecret("STRIPE_PUBLISHABLE_KEY", "sk" + "_live_4eC39HqLyjWDarjtT1zdp7dc"))
                .isTrue();
    }

    @Test
    void readsEachLine() {
        assertThat(SecretShape.of("first\n-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5"))
                .isEqualTo("a private key");
        assertThat(SecretShape.of("first\nsecond")).isEmpty();
    }

    @Test
    void wordsOfAConnectionStringAreFoundInWhateverCase() {
        for (String word :
                new String[] {"AccountKey", "SHAREDACCESSKEY", "password", "PaSSword", "PWD", "pa\u017f\u017fword"}) {
            assertThat(SecretShape.of("Server=db;User=web;" + word + "=Gh7!kq2Lm9"))
                    .as(word)
                    .isEqualTo(word.startsWith("pa\u017f") ? "" : "a connection string with a key or password");
        }
    }

    @Test
    void longTextsEndInTime() {
        assertThat(SecretShape.isSecret("PASSWORD", "a/".repeat(100_000) + "!")).isTrue();
        assertThat(SecretShape.of(";".repeat(50_000) + "password")).isEmpty();
        assertThat(SecretShape.of("x://" + ":".repeat(50_000))).isEmpty();
    }
}
