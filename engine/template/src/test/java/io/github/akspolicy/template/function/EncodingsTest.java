package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encodings and checksums. */
class EncodingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "b64enc \"hello\" → aGVsbG8=",
                "b64enc \"\" | quote → \"\"",
                "b64enc \"\\xff\\xfe\" → //4=",
                "b64dec \"aGVs\\nbG8=\" → hello",
                "b64dec \"aGVsbG8\" → illegal base64 data at input byte 4",
                "b64dec \"aGVsbG8=x\" → illegal base64 data at input byte 8",
                "b64dec \"aG=x\" → illegal base64 data at input byte 2",
                "b64dec \"a===\" → illegal base64 data at input byte 1",
                "b64dec \"aG=\" → illegal base64 data at input byte 3",
                "b64dec \"!!\" → illegal base64 data at input byte 0",
                "b32enc \"hello\" → NBSWY3DP",
                "b32enc \"a\" → ME======",
                "b32dec \"ME======\" → a",
                "b32dec \"ME=====\" → illegal base32 data at input byte 7",
                "b32dec \"ME\" → illegal base32 data at input byte 0",
                "b32dec \"MEA=====\" → illegal base32 data at input byte 3",
                "b32dec \"ME1\" → illegal base32 data at input byte 2",
                "sha1sum \"\" → da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "sha256sum \"a\" | trunc 8 → ca978112",
                "sha512sum \"a\" | trunc 8 → 1f40fc92",
                "adler32sum \"a\" → 6422626",
            })
    void givesWhatGoDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @Test
    void remembersWhatItEncoded() {
        var values = Calls.with("name", "alpha").and("tag", "");
        assertThat(values.traced("{{ b64enc .name }}")).isEqualTo("YWxwaGE=[name]");
        assertThat(values.traced("{{ b64dec (b64enc .name) }}")).isEqualTo("alpha[name]");
        assertThat(values.traced("{{ b64enc .tag }}")).isEqualTo("[tag]");
    }
}
