package io.github.akspolicy.resource.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomTextTest {
    /** Of generated keys of 128 bits and more hardly any passes for words. */
    @Test
    void keysOfGeneratorsLookRandom() {
        var random = new Random(42);
        int found = 0;
        int all = 0;
        for (int bytes : new int[] {16, 20, 24, 32, 48, 64}) {
            for (int i = 0; i < 500; i++) {
                byte[] key = new byte[bytes];
                random.nextBytes(key);
                found += RandomText.is(HexFormat.of().formatHex(key)) ? 1 : 0;
                found += RandomText.is(Base64.getEncoder().encodeToString(key)) ? 1 : 0;
                found += RandomText.is(Base64.getUrlEncoder().withoutPadding().encodeToString(key)) ? 1 : 0;
                all += 3;
            }
        }
        assertThat((double) found / all).isGreaterThan(0.97);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    STORAGE_KEY       | kZ8mQ2vX7bN4cR1tY6wP9sD3fG5hJ0lA | true
                    AZURE_DEVOPS_PAT  | a7f3k9d2m5q8w1e4r6t0y3u5i8o1p4s7 | true
                    encryptionKey     | 9f86d081884c7d659a2feaa0c55ad015 | true
                    CACHE_KEY         | kZ8mQ2vX7bN4cR1tY6wP9sD3fG5hJ0lA | false
                    GPG_KEY           | E3FF2839C048B25C084DEBE9B26995E310250568 | false
                    SSH_PUBLIC_KEY    | AAAAB3NzaC1yc2EAAAADAQABAAABgQC7v8m2 | false
                    TENANT_KEY        | 3f2504e0-4f89-11d3-9a0c-0305e82c3301 | false
                    SORT_KEY          | created-at-then-name-descending | false
                    SIGNING_KEY       | order-service-2024-01-15-us-east-1 | false
                    LICENSE_KEY       | MySecretKeyForProduction | false
                    NODE_KEY          | kubernetes.io/hostname | false
                    SECRET_KEY        | connection-string | false
                    IMAGE             | kZ8mQ2vX7bN4cR1tY6wP9sD3fG5hJ0lA | false
                    COMPAT            | kZ8mQ2vX7bN4cR1tY6wP9sD3fG5hJ0lA | false
                    """)
    void aKeyIsOneByNameAndText(String name, String value, boolean isKey) {
        assertThat(RandomText.isKey(name, value)).isEqualTo(isKey);
    }
}
