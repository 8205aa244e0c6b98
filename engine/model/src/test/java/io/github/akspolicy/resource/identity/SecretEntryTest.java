package io.github.akspolicy.resource.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in a Secret is a secret, unless it is known not to be one. */
class SecretEntryTest {
    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("username", "admin"),
                Arguments.of("api-key", "MISSING"),
                Arguments.of("license-key", "none"),
                Arguments.of("ADMIN_USERNAME", "store-admin"),
                Arguments.of("basic-auth-user", "admin"),
                Arguments.of("GF_SECURITY_ADMIN_USER", "admin"),
                Arguments.of("STORE_EMAIL__PORT", "25"),
                Arguments.of("smtp-port", "587"),
                Arguments.of("OUTPOSTS__CONTAINER_IMAGE_BASE", "ghcr.io/store/%(type)s:%(version)s"),
                Arguments.of("image", "registry.example.org/store:1.0"),
                Arguments.of("rabbitmq-host", "rabbitmq.store.svc.cluster.local"),
                Arguments.of("PG_HOST", "db"),
                Arguments.of("database__client", "sqlite3"),
                Arguments.of("database__connection__filename", "content/data/store.db"),
                Arguments.of("STORE_CLIENTDIRECTORY", "./client"),
                Arguments.of("FRONTEND_URL", "https://store.contoso.com/api"),
                Arguments.of("dsn", "memory"),
                Arguments.of("dsn", "postgres://db:5432/store?sslmode=disable"),
                Arguments.of("DATABASE_URL", "postgres://store:${PASSWORD}@db/store"),
                Arguments.of("sentry.dsn", "<change-me>"),
                Arguments.of("client-id", "0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11"),
                Arguments.of("tenantId", "0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11"),
                Arguments.of("config.yaml", "{}"),
                Arguments.of("config.json", "{ }"),
                Arguments.of("extra", "[]"),
                Arguments.of("debug", "true"),
                Arguments.of("config", "provision_shards: []"),
                Arguments.of("server.conf.template", "--replication_factor=3\n--enable_ysql=true\n--daemon\n"),
                Arguments.of("config", "listen: 0.0.0.0:8080"),
                Arguments.of("tls.crt", "cert"),
                Arguments.of(
                        "pipelines.yaml",
                        "demo:\n  workers: 2\n  delay: \"5000\"\n  source:\n    random:\n  sink:\n    - stdout:\n"),
                Arguments.of(
                        "values.yaml",
                        "tolerations:\n  - key: contoso.com_dedicated\n    operator: Equal\nauth: none\nsecretSync:\n  image:\n    tag: set-by-build\n"),
                Arguments.of("default.json", "{\n  \"url\": \"nats://store\"\n}\n"),
                Arguments.of(
                        "infra",
                        "[[outputs.influxdb]]\n  urls = [\"http://influxdb:8086\"]\n[global_tags]\n  env = \"ci\"\n"),
                Arguments.of(
                        "app.properties",
                        "# of the store\nserver.port=8080\nspring.datasource.password=${DB_PASSWORD}\n"),
                Arguments.of("dockerconfig", "{\"auths\": {}}"),
                Arguments.of(
                        "tls.crt", "-----BEGIN CERTIFICATE-----\nMIIDFTCCAf2g\nAwIBAgIQ\n-----END CERTIFICATE-----\n"),
                Arguments.of(
                        "known_hosts",
                        "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n"),
                Arguments.of("password", "op://store/database/password"),
                Arguments.of("password", "${PASSWORD}"),
                Arguments.of("password", "{}"),
                Arguments.of("API_KEY_SECRET_KEY", "api-key"),
                Arguments.of("OPENAI_MODEL", "gpt-4o-mini"),
                Arguments.of("AI_PROVIDER", "claude"),
                Arguments.of("SCYLLA_CONTACT_POINT", "scylla-node-1"),
                Arguments.of("SCYLLA_SEEDS", "scylla-node-1,scylla-node-2"),
                Arguments.of("PASSWORD_AUTHENTICATION", "md5"),
                Arguments.of(
                        "entrypoint.sh",
                        "#!/bin/bash\nset -e\nwhile ! nc -z db 5432; do\n  sleep 0.1\ndone\nexec run:app\n"),
                Arguments.of(
                        "configure",
                        "#!/usr/bin/env bash\necho 'waiting for the password: later'\n"
                                + "admin create --username \"${USER}\" --password \"${PASSWORD}\" --must-change-password=false\n"
                                + "export DB_PASSWORD=$(cat /mnt/password)\nDB_TOKEN=`cat /mnt/token`\n"),
                Arguments.of("STRIPE_PUBLISHABLE_KEY", "pk_test_4eC39HqLyjWDarjtT1zdp7dc"),
                Arguments.of("stripe-key", "pk_live_4eC39HqLyjWDarjtT1zdp7dc"),
                Arguments.of("ConnectionStrings__Redis", "redis:6379,abortConnect=False"),
                Arguments.of("config.yaml", "stripe:\n  publishable_key: pk_live_4eC39HqLyjWDarjtT1zdp7dc\n"),
                Arguments.of("AUTH_CLIENT_ID", "aB3dE5fG7hI9jK1lM3nO5pQ7"),
                Arguments.of("oidcClientId", "aB3dE5fG7hI9jK1lM3nO5pQ7"),
                Arguments.of("anonKey", token("anon")),
                Arguments.of(
                        ".dockerconfigjson",
                        "{\"auths\": {\"contoso.azurecr.io\": {\"auth\": \"" + encoded("%!s(<nil>):%!s(<nil>)")
                                + "\"}}}"),
                Arguments.of("password", "map[secretKeyRef:map[key:password name:store]]"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void isNoSecret(String key, String value) {
        assertThat(secret(key, value, false)).as("plain").isFalse();
        assertThat(secret(key, encoded(value), true)).as("in base64").isFalse();
    }

    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of("password", "hunter2"),
                Arguments.of("password", "changeme"),
                Arguments.of("password", "123456"),
                Arguments.of("PG_PASSWORD", "CHANGEME"),
                Arguments.of("token", "abc"),
                Arguments.of("anything", "hunter2"),
                Arguments.of("users", "alice: hunter2"),
                Arguments.of("config", "password: 123456"),
                Arguments.of("server.conf.template", "--replication_factor=3\n--password=hunter2\n"),
                Arguments.of("config", "a=hunter2"),
                Arguments.of("secret", "MY RANDOM STRING"),
                Arguments.of("SECRET_KEY", "key"),
                Arguments.of("cookie", "a-b-c"),
                Arguments.of("auth", "admin"),
                Arguments.of("username", "Zm9vYmFyMTIzNDU2Nzg5MGFi"),
                Arguments.of("host", "postgres://store:hunter2@db/store"),
                Arguments.of(
                        "slack_api_url", "https://hooks.contoso.com/services/T0000/B0000/aB3dE5fG7hI9jK1lM3nO5pQ7"),
                Arguments.of("callback_url", "https://contoso.com/?token=hunter2&a=b"),
                Arguments.of("dsn", "https://aB3dE5fG7hI9jK1lM3nO5pQ7@contoso.com/1"),
                Arguments.of("dsn", "host=db user=store password=hunter2"),
                Arguments.of("DATABASE_URL", "postgres://store:${PASSWORD:-hunter2}@db/store"),
                Arguments.of("password", "op://hunter2"),
                Arguments.of("password", "ref+echo://hunter2"),
                Arguments.of("password", "ENC[AES256_GCM,data:hunter2]"),
                Arguments.of("config.json", "{\"users\": [{\"username\": \"store\", \"password\": \"T0pS3cr3t\"}]}"),
                Arguments.of("config.yaml", "idp:\n  client_id: store\n  client_secret: T0pS3cr3t\n"),
                Arguments.of("config.yaml", "auth:\n  alice: hunter2\n"),
                Arguments.of("config.yaml", "a: aB3dE5fG7hI9jK1lM3nO5pQ7\n"),
                Arguments.of("app.properties", "server.port=8080\nspring.datasource.password=hunter2\n"),
                Arguments.of("config.xml", "<admin port=\"9022\"\n secret=\"SECRET\"/>"),
                Arguments.of("init.sql", "CREATE USER store\n  IDENTIFIED BY 'hunter2';"),
                Arguments.of("users.txt", "admin\nhunter2\n"),
                Arguments.of("login.sh", "set -e\nadmin create --username \"${USER}\" --password hunter2\n"),
                Arguments.of("login.sh", "set -e\nexport DB_PASSWORD='hunter2'\n"),
                Arguments.of("login.sh", "cat > config.yaml <<END\npassword: hunter2\nEND\n"),
                Arguments.of("login.sh", "set -e\nmysql -uroot -phunter2 store\n"),
                Arguments.of("login.sh", "set -e\ncurl -u admin:hunter2 https://contoso.com\n"),
                Arguments.of("login.sh", "set -e\npsql -c \"CREATE USER a IDENTIFIED BY 'hunter2'\"\n"),
                Arguments.of("login.sh", "set -e\nlogin aB3dE5fG7hI9jK1lM3nO5pQ7\n"),
                Arguments.of("STRIPE_PUBLISHABLE_KEY", "sk" + "_live_4eC39HqLyjWDarjtT1zdp7dc"),
                Arguments.of("publishable.env", "PUBLISHABLE=a\nPASSWORD=hunter2\n"),
                Arguments.of("ConnectionStrings__Redis", "redis:6380,password=hunter2"),
                Arguments.of(
                        ".dockerconfigjson",
                        "{\"auths\": {\"contoso.azurecr.io\": {\"auth\": \"c3RvcmU6aHVudGVyMg==\"}}}"),
                Arguments.of(
                        ".dockerconfigjson",
                        "{\"auths\": {\"contoso.azurecr.io\": {\"auth\": \"" + encoded("%!s(<nil>):hunter2") + "\"}}}"),
                Arguments.of("serviceKey", token("service_role")),
                Arguments.of("AUTH_CLIENT_ID", "https://store:hunter2@db/store"),
                Arguments.of("AUTH_CLIENT_SECRET", "aB3dE5fG7hI9jK1lM3nO5pQ7"),
                Arguments.of("tls.key", "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----"),
                Arguments.of("tls.crt", "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\nhunter2\n"),
                Arguments.of("age.agekey", "# created: today\nAGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQ"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void isASecret(String key, String value) {
        assertThat(secret(key, value, false)).as("plain").isTrue();
        assertThat(secret(key, encoded(value), true)).as("in base64").isTrue();
    }

    private static String token(String role) {
        return "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                + encoded("{\"iss\": \"store\", \"role\": \"" + role + "\"}").replace("=", "")
                + ".not-a-real-signature";
    }

    @Test
    void aNameAShapeOrRandomnessSaysThatItIsOne() {
        assertThat(new SecretEntry("password", "plain").saysSecret()).isTrue();
        assertThat(new SecretEntry("salt", "plain").saysSecret()).isTrue();
        assertThat(new SecretEntry("x", "postgres://store:hunter2@db/store").saysSecret())
                .isTrue();
        assertThat(new SecretEntry("x", "aB3dE5fG7hI9jK1lM3nO5pQ7").saysSecret())
                .isTrue();
        assertThat(new SecretEntry("x", "plain").saysSecret()).isFalse();
        assertThat(new SecretEntry("password", "${PASSWORD}").saysSecret()).isFalse();
    }

    @Test
    void whatIsNotTextIsNotKnown() {
        assertThat(SecretEntry.of("keystore", "/u3+7QAAAAIAAAAB", true)).isNull();
        assertThat(SecretEntry.of("host", "=", true)).isNull();
    }

    @Test
    @Timeout(10)
    void longTextsEndInTime() {
        for (String part :
                new String[] {"a: b\n", "-----BEGIN CERTIFICATE-----\n", "ssh-rsa AAAA ", "[[a]]\n", "a=b&", "{", "x "
                }) {
            secret("config", part.repeat(30_000), false);
            secret("url", "https://" + part.repeat(30_000), false);
        }
    }

    private static boolean secret(String key, String value, boolean encoded) {
        SecretEntry entry = SecretEntry.of(key, value, encoded);
        return entry == null || entry.isSecret();
    }

    private static String encoded(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
}
