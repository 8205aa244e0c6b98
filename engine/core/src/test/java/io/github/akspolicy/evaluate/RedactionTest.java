package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static String redact(String secret, String message, String... names) {
        Set<String> secrets = new HashSet<>();
        Redaction.collect(secret, secrets);
        return new Redaction(secrets, Arrays.asList(names)).apply(message);
    }

    /** Words that stand in Secrets of public charts, and lines of configuration files in Secrets. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "elastic",
                "postgres",
                "changeit",
                "admin",
                "password",
                "keycloak",
                "administrator",
                "ReadWriteOnce",
                "ClusterFirst",
                "true",
                "8080",
                "application/json",
                "redis-0",
                "v1.27.3",
                "apps/v1",
                "contoso.azurecr.io",
                "postgres.database.svc",
                "https://contoso.vault.azure.net",
                "/var/lib/kubelet",
                "resources:\n  limits: {cpu: 100m}\nverbs: [get, list]",
                "listen: 0.0.0.0:8080\nmode: production",
                "$(POD_NAME)",
                "{{ .Values.password }}",
                "2001-01-01",
                "ClusterFirstWithHostNet\nRollingUpdate\n",
            })
    void wordsAreNotMasked(String secret) {
        for (String line : secret.lines().toList()) {
            String message =
                    "write - {apiGroups: [apps], " + line + "} of \"" + line + "\", my-" + line + "-admin, " + line;
            assertThat(redact(secret, message)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2hunter2",
                "correct-horse-battery-staple",
                "correct horse battery staple",
                "CorrectHorseBatteryStaple",
                "P@ssword!",
                "S3cr3t-P4ss",
                "AbCdEfGhIjKlMnOp",
                "123456789012",
                "3f5d5bd4a1f6b9cd4c9aa5dd1c4d0e5a",
                "1c9d7e50-3f4a-4b8c-a2d6-9e0f5b7c8d61",
                "/3kA9x+QbT7zL2mN8pR4sW==",
                "$ecretPassw0rd1",
                "a\"quoted\\pass<word>&1",
                "ein-Größe-Passwort-7",
                "Server=db;User Id=sa;Password=Xq7#pL2v",
                "https://user:Xq7pL2vT@host/db",
            })
    void longAndRandomValuesAre(String secret) {
        for (String message : List.of("bad password %s", "\"%s\" is wrong", "--token=%s", "(%s)", "%s", "x: '%s'.")) {
            assertThat(redact(secret, message.formatted(secret))).isEqualTo(message.formatted("«redacted»"));
        }
    }

    /** What holds a secret among other words is masked in those parts. */
    @Test
    void partsOfLongerTextsAreMasked() {
        String pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQC7\n"
                + "-----END PRIVATE KEY-----\n";
        assertThat(redact(
                        pem,
                        "cannot read \"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\\nBKcwgg"
                                + "SjAgEAAoIBAQC7\\n\""))
                .doesNotContain("MIIEvQ", "BKcwgg");
        String json = "{\"user\": \"store\", \"password\": \"correct-horse-battery\", \"apiKey\": \"q8Zt3mK1wR5y\"}";
        assertThat(redact(json, "user store has correct-horse-battery and q8Zt3mK1wR5y"))
                .isEqualTo("user store has «redacted» and «redacted»");
        assertThat(redact(json, "cannot parse " + json.replace("\"", "\\\"")))
                .doesNotContain("correct-horse", "q8Zt3m");
        String hook = "https://hooks.example.com/services/T0A1B2C3D/B9Z8Y7X6W/q8Zt3mK1wR5yN7uJ2hD4gF6s";
        assertThat(redact(hook, "no answer from " + hook + ", /services/T0A1B2C3D, q8Zt3mK1wR5yN7uJ2hD4gF6s"))
                .doesNotContain("B9Z8Y7X6W", "q8Zt3m");
        String properties = "mode=fast\nspring.datasource.password=nine-lives-of-cats\n";
        assertThat(redact(properties, "mode=fast, password=nine-lives-of-cats"))
                .isEqualTo("mode=fast, password=«redacted»");
    }

    /** In the forms that templates and errors give them. */
    @Test
    void otherFormsOfAValueAreMasked() {
        String secret = "Xq7\"pL2v&T9<w8Zt3m";
        assertThat(redact(secret, "a Xq7\\\"pL2v\\u0026T9\\u003cw8Zt3m b")).isEqualTo("a «redacted» b");
        assertThat(redact(secret, "a Xq7%22pL2v%26T9%3Cw8Zt3m b")).isEqualTo("a «redacted» b");
    }

    /** To both ends: what stands beside the whole bytes of the secret holds bits of it, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Xq7\"pL2v&T9<w8Zt3m",
                "hunter2hunter2x",
                "P@ssword!",
                "CorrectHorseBatteryStaple",
                "ein-Größe-Passwort-7"
            })
    void encodedValuesAreMaskedAsAWhole(String secret) {
        for (String before : List.of("", "u", "us", "use", "shop:")) {
            for (String behind : List.of("", "u", "us", "use")) {
                byte[] text = (before + secret + behind).getBytes(StandardCharsets.UTF_8);
                String base64 = Base64.getEncoder().encodeToString(text);
                String hex = HexFormat.of().formatHex(text);
                for (String encoded : List.of(
                        base64,
                        base64.replace("=", ""),
                        base64.replace('+', '-').replace('/', '_'),
                        Base64.getEncoder().encodeToString(base64.getBytes(StandardCharsets.UTF_8)),
                        base32(text),
                        hex,
                        hex.toUpperCase(Locale.ROOT),
                        HexFormat.ofDelimiter(" ").formatHex(text),
                        HexFormat.ofDelimiter(" ").withPrefix("0x").formatHex(text),
                        HexFormat.of().withPrefix("\\x").formatHex(text))) {
                    assertThat(redact(secret, "at <fail>: (" + encoded + ") is wrong"))
                            .as(encoded)
                            .isEqualTo("at <fail>: («redacted») is wrong");
                }
                assertThat(redact(secret, "is " + base64.replace("=", "%3D").replace("+", "%2B") + " wrong"))
                        .isEqualTo("is «redacted» wrong");
                assertThat(redact(secret, "prefix" + hex))
                        .doesNotContain(hex.substring(2, 6), hex.substring(hex.length() - 4));
            }
        }
    }

    private static String base32(byte[] bytes) {
        var digits = new StringBuilder();
        String bits = new BigInteger(1, bytes).toString(2);
        bits = "0".repeat(bytes.length * 8 - bits.length()) + bits + "0".repeat((5 - bytes.length * 8 % 5) % 5);
        for (int i = 0; i < bits.length(); i += 5) {
            digits.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Integer.parseInt(bits.substring(i, i + 5), 2)));
        }
        return digits.append("=".repeat((8 - digits.length() % 8) % 8)).toString();
    }

    /** In an address, a page, in quotes of YAML, JSON and JavaScript. */
    @Test
    void escapedValuesAreMasked() {
        String secret = "it's \"7\" <of> 9 & more+1%";
        for (String escaped : List.of(
                "it%27s+%227%22+%3Cof%3E+9+%26+more%2B1%25",
                "it%27s%20%227%22%20%3cof%3e%209%20%26%20more%2B1%25",
                "it''s \"7\" <of> 9 & more+1%",
                "it&#39;s &#34;7&#34; &lt;of&gt; 9 &amp; more&#43;1%",
                "it\\'s \\\"7\\\" \\u003Cof\\u003E 9 \\u0026 more+1%",
                "it\\x27s \\x227\\x22 <of> 9 & more+1%")) {
            assertThat(redact(secret, "is '" + escaped + "'!")).as(escaped).isEqualTo("is '«redacted»'!");
        }
    }

    /** Names, paths, digests and what is encoded without a secret in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/templates/deployment.yaml:17 sets spec.template.spec.containers[0].securityContext",
                "mcr.microsoft.com/oss/kubernetes@sha256:3f5d5bd4a1f6b9cd4c9aa5dd1c4d0e5a3f5d5bd4a1f6b9cd4c9aa5dd1c4d0e5a",
                "aHVudGVyMSBodW50ZXIx and 68756e74657231, 68 75 6e 74, a%20b+c",
                "say \"yes\\n\" to it''s &lt;",
            })
    void whatHoldsNoSecretIsShown(String message) {
        assertThat(redact("hunter2hunter2", message)).isEqualTo(message);
    }

    @Test
    void aLongRandomValueIsMaskedWithinWordsAndAShorterOneIsNot() {
        assertThat(redact("q8Zt3mK1wR5yN7uJ", "adminq8Zt3mK1wR5yN7uJx")).isEqualTo("admin«redacted»x");
        assertThat(redact("postgres14", "my-postgres14-db and postgres14"))
                .isEqualTo("my-postgres14-db and «redacted»");
        // of two that overlap nothing is left standing
        Set<String> secrets = Set.of("q8Zt3mK1wR5yN7uJ", "N7uJ2hD4gF6sA1bC");
        assertThat(new Redaction(secrets, List.of()).apply("<q8Zt3mK1wR5yN7uJ2hD4gF6sA1bC>"))
                .isEqualTo("<«redacted»>");
    }

    @Test
    void nothingIsMaskedInNames() {
        assertThat(redact(
                        "production-database-1",
                        "selector is that of Service production-database-1",
                        "production-database-1"))
                .isEqualTo("selector is that of Service production-database-1");
        assertThat(redact("production-database-1", "selector is that of Service production-database-1"))
                .isEqualTo("selector is that of Service «redacted»");
    }

    @Test
    void aTextOfAnySizeIsReadInOnePass() {
        for (String piece : List.of("a", "a1", "a-", "a=", "\"a\\", "a: \"", "1", "Aa", ".", "aB3x9 ")) {
            Set<String> secrets = new HashSet<>();
            Redaction.collect(piece.repeat(300_000), secrets);
            assertThat(new Redaction(secrets, List.of()).apply(piece.repeat(100_000)))
                    .isNotEmpty();
        }
    }

    private static Resource resource(String text) {
        var resources = new ArrayList<Resource>();
        ManifestReader.read(text, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                resources.add(Resource.of(Field.root(root), null, PodTemplates.KNOWN));
            }

            @Override
            public void problem(ManifestException problem) {
                throw new AssertionError(problem);
            }
        });
        return resources.get(0);
    }

    /** What a message says of a place that holds a secret is masked there, even where it is a word. */
    @Test
    void wordsAreMaskedByTheirPlace() {
        Resource secret = resource("apiVersion: v1\nkind: Secret\nmetadata: {name: secret}\n"
                + "stringData: {password: secret, pin: '12345', other: a-word}\n");
        var texts = new SecretTexts(new HashSet<>());
        texts.addAll(secret);
        var password = secret.root().get("stringData").get("password").path();
        assertThat(texts.masked("the secret is \"secret\", and 'secret'", password))
                .isEqualTo("the secret is \"«redacted»\", and '«redacted»'");
        var other = secret.root().get("stringData").get("other").path();
        assertThat(texts.masked("is a-word, not a-word-of-many", other)).isEqualTo("is «redacted», not a-word-of-many");
        assertThat(texts.masked("has pin 12345", secret.root().get("stringData").path()))
                .isEqualTo("has pin «redacted»");
        String elsewhere = "the name \"secret\" is a-word";
        assertThat(texts.masked(
                        elsewhere, secret.root().get("metadata").get("name").path()))
                .isEqualTo(elsewhere);
    }

    @Test
    void argumentsAndTheAppliedManifestAreRead() {
        Set<String> secrets = new HashSet<>();
        Redaction.collect(resource("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: a
                  annotations:
                    kubectl.kubernetes.io/last-applied-configuration: |
                      {"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"k":"applied-before-now"}}
                spec:
                  containers:
                    - name: a
                      args: [--db-password=nine-lives-of-cats, --api-token, third-word-of-all, --log-format, not-a-secret-here]
                """), secrets);
        assertThat(secrets)
                .contains("applied-before-now", "nine-lives-of-cats", "third-word-of-all")
                .doesNotContain("not-a-secret-here");
    }
}
