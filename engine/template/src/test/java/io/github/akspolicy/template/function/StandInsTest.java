package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands for chance: of the form of Helm's result, the same in each run, and marked. */
class StandInsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "randAlphaNum 12 → [A-Za-z0-9]{12}",
                "randAlpha 5 → [A-Za-z]{5}",
                "randNumeric 6 → [0-9]{6}",
                "randAscii 9 → [ -~]{9}",
                "randAlpha 0 → ",
                "randAlpha -1 → ",
                "randBytes 3 → [A-Za-z0-9+/]{4}",
                "randInt 5 9 → [5-8]",
                "randInt 9 9 → invalid argument to Intn",
                "randBytes -1 → runtime error: makeslice: len out of range",
                "uuidv4 → [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                "shuffle \"aaa\" → aaa",
                "bcrypt \"x\" → \\$2a\\$10\\$[./A-Za-z0-9]{53}",
                "bcrypt (repeat 73 \"x\") → failed to encrypt string with bcrypt: .*",
                "htpasswd \"u\" \"p\" → u:\\$2a\\$10\\$[./A-Za-z0-9]{53}",
                "htpasswd \"u:x\" \"p\" → invalid username: u:x",
                "genPrivateKey \"nope\" → Unknown type nope",
                "genPrivateKey \"ed25519\" | len → 119",
                "genPrivateKey \"ecdsa\" | len → 227",
                "genPrivateKey \"\" | len → 3247",
                "(genCA \"ca\" 365).Cert | len → 11\\d\\d",
                "(genCA \"ca\" 365).Key | len → 167[59]",
                "(genSelfSignedCert \"ca\" (list \"10.0.0.1\") (list \"a.b.c\" \"d.e\") 365).Cert | len → 11\\d\\d",
                "genSelfSignedCert \"a\" (list 1) nil 1 → error parsing ip: 1 is not a string",
                "genSelfSignedCert \"a\" (list \"1.2.3\") nil 1 → error parsing ip: 1.2.3",
                "genSelfSignedCert \"a\" (list \"::g\") nil 1 → error parsing ip: ::g",
                "genSelfSignedCert \"a\" nil (list nil) 1 → error processing alternate dns name: <nil> is not a string",
                "genCAWithKey \"a\" 1 \"x\" → parsing private key: no PEM data in input",
                "genCAWithKey \"a\" 1 (genCA \"b\" 1).Cert → parsing private key: no private key data in PEM block of"
                        + " type CERTIFICATE",
                "buildCustomCert \"!\" \"\" → unable to decode base64 certificate",
                "buildCustomCert (b64enc \"x\") \"\" → unable to decode certificate",
                "typeOf (genCA \"a\" 1) → sprig.certificate",
            })
    void looksLikeHelmsResult(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).matches(expected == null ? "" : expected);
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(Calls.of("{{ " + call + " }}"));
    }

    @Test
    void signsWithAnAuthority() {
        String before =
                "{{ $ca := genCA \"ca\" 9 }}{{ $c := genSignedCert \"x\" nil (list \"a.svc\" \"a.svc.cluster.local\")"
                        + " 9 $ca }}";
        assertThat(Calls.of(before + "{{ len $c.Cert }}")).matches("11\\d\\d");
        assertThat(Calls.of(before + "{{ (buildCustomCert (b64enc $c.Cert) (b64enc $c.Key)).Key | eq $c.Key }}"))
                .isEqualTo("true");
        assertThat(Calls.of("{{ $ca := buildCustomCert \"\" \"\" }}")).isEqualTo("unable to decode certificate");
    }

    @Test
    void derivesPasswordsOfTheFormOfTheirType() {
        assertThat(Calls.of("{{ derivePassword 1 \"long\" \"pw\" \"user\" \"example.com\" }}"))
                .hasSize(14);
        assertThat(Calls.of("{{ derivePassword 1 \"nope\" \"\" \"user\" \"example.com\" }}"))
                .isEqualTo("cannot find password template nope");
        assertThat(Calls.of("{{ derivePassword 1 \"pin\" \"\" \"\" \"\" }}")).matches("[0-9]{4}");
        assertThat(Calls.with("name", "alpha").traced("{{ derivePassword 1 \"pin\" .name \"\" \"\" | trunc 1 }}"))
                .endsWith("[derivePassword+name]");
    }

    @Test
    void decryptsWhatItEncrypted() {
        assertThat(Calls.of("{{ encryptAES \"k\" \"plain\" | decryptAES \"k\" }}"))
                .isEqualTo("plain");
        assertThat(Calls.of("{{ encryptAES \"k\" \"\" | quote }}")).isEqualTo("\"\"");
        assertThat(Calls.of("{{ decryptAES \"k\" \"aGVsbG8=\" }}"))
                .isEqualTo("runtime error: slice bounds out of range [:16] with capacity 6");
        assertThat(Calls.of("{{ decryptAES \"k\" (b64enc (repeat 17 \"a\")) }}"))
                .isEqualTo("crypto/cipher: input not full blocks");
    }

    @Test
    void saysThatTheDeploymentDecides() {
        var values = Calls.with("name", "alpha");
        assertThat(values.traced("{{ randAlpha 3 }}")).endsWith("[randAlpha]");
        assertThat(values.traced("{{ (genCA .name 1).Cert | trunc 5 }}")).isEqualTo("-----[genCA+name]");
        assertThat(values.traced("{{ htpasswd .name \"p\" | trunc 3 }}")).isEqualTo("alp[htpasswd+name]");
        assertThat(values.traced("{{ shuffle .name }}")).endsWith("[name+shuffle]");
        assertThat(values.traced("{{ bcrypt .name | trunc 2 }}")).isEqualTo("$2[bcrypt+name]");
    }
}
