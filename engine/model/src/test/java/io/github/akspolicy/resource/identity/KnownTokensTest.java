package io.github.akspolicy.resource.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are made here, by the form alone: {@code #60} stands for 60 letters and digits, {@code @60} for those and plus and slash. */
class KnownTokensTest {
    private static final String BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String BASE64 = BASE62 + "+/";

    private static String made(String form, int seed) {
        var random = new Random(seed);
        return java.util.regex.Pattern.compile("([#@])(\\d+)")
                .matcher(form)
                .replaceAll(match -> random.ints(
                                Integer.parseInt(match.group(2)),
                                0,
                                match.group(1).equals("#") ? 62 : 64)
                        .mapToObj(i -> BASE64.substring(i, i + 1))
                        .collect(Collectors.joining()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    @76+ASt@5Q==                        | a key of Azure Storage
                    @76+ABa@5Q==                        | a key of Azure Batch
                    @76ACDb@5Q==                        | a key of Azure Cosmos DB
                    @33+ASbA@5=                         | a key of Azure Service Bus
                    #42AzSeA#5                          | a key of Azure AI Search
                    #52JQQJ99B#0AC#16X#7                | a key of an Azure service, such as Azure OpenAI
                    @42+ACRA@5                          | a password of Azure Container Registry
                    #3~8Q~#32                           | ''
                    #38Q~#34                            | a client secret of Microsoft Entra ID
                    @85Q==                              | a key of 512 bits, as Azure Storage, Batch and Cosmos DB have them
                    AKIA234567ABCDEFGHIJ                | an access key of AWS
                    ghp_#36                             | a token of GitHub
                    github_pat_#22_#59                  | a token of GitHub
                    glpat-#20                           | a token of GitLab
                    xoxb-123456789012-123456789012-#24  | a token of Slack
                    https://hooks.slack.com/services/T01234567/B01234567/#24 | a webhook of Slack
                    AIza#35                             | an API key of Google
                    npm_#36                             | a token of npm
                    Authorization: Bearer #40           | a bearer token
                    """)
    void areKnownByTheirForm(String form, String words) {
        assertThat(KnownTokens.of(made(form, 7))).isEqualTo(words);
        assertThat(KnownTokens.of("value = \"" + made(form, 8) + "\"")).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "glpat-",
                "Bearer ${TOKEN}",
                "Authorization: Bearer <token>",
                "bearer token authentication of the gateway",
                "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
                "npm_config_registry=https://registry.npmjs.org",
                "if (a == b) { return xoxo; }",
            })
    void areNone(String line) {
        assertThat(KnownTokens.of(line)).isEmpty();
    }

    @Test
    void aDigestBesideItsAlgorithmIsNone() {
        assertThat(KnownTokens.of("integrity: sha512-" + made("@85Q==", 3))).isEmpty();
    }
}
