package io.github.akspolicy.resource.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.image.TrustStatement.Action;
import io.github.akspolicy.resource.image.TrustStatement.Check;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
    private static final String STATEMENT = """
            {"name": "store", "registryScopes": ["contoso.azurecr.io/store/app"],
             "signatureVerification": {"level": "strict"},
             "trustStores": ["ca:contoso"], "trustedIdentities": ["x509.subject: C=US, ST=WA, O=Contoso"]}""";

    private static TrustPolicy read(String statements) throws Exception {
        return TrustPolicy.read(Field.root(ManifestReader.json(
                "{\"version\": \"1.0\", \"trustPolicies\": [" + statements + "]}", ReadLimits.DEFAULT)));
    }

    @Test
    void readsAStatement() throws Exception {
        TrustPolicy policy = read(STATEMENT.replace(
                "\"level\": \"strict\"",
                "\"level\": \"permissive\", \"override\": {\"revocation\": \"skip\", \"expiry\": \"enforce\"}"));

        assertThat(policy.problems()).isEmpty();
        TrustStatement statement =
                policy.statementFor("contoso.azurecr.io/store/app").orElseThrow();
        assertThat(statement.action(Check.REVOCATION)).isEqualTo(Action.SKIP);
        assertThat(statement.action(Check.EXPIRY)).isEqualTo(Action.ENFORCE);
        assertThat(statement.action(Check.AUTHENTICITY)).isEqualTo(Action.ENFORCE);
        assertThat(statement.action(Check.AUTHENTIC_TIMESTAMP)).isEqualTo(Action.LOG);
        assertThat(statement.storesOf("ca")).containsExactly("contoso");
        assertThat(policy.statementFor("contoso.azurecr.io/store/app/sub")).isEmpty();
        assertThat(policy.statementFor("contoso.azurecr.io/store")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"level\": \"strict\" | \"level\": \"Strict\" | level is none of",
                "[\"ca:contoso\"] | \"ca:contoso\" | trustStores is not a list",
                "contoso.azurecr.io/store/app | contoso.azurecr.io/store/app:1 | not a full repository",
                "contoso.azurecr.io/store/app | contoso.azurecr.io | not a full repository",
                "contoso.azurecr.io/store/app | Contoso.azurecr.io/Store | not a full repository",
                "x509.subject: C=US, ST=WA, O=Contoso | C=US | has not the form",
                "ST=WA, O=Contoso | ST=WA, O=#04024869 | hexadecimal",
                "ST=WA, O=Contoso | ST=WA+L=x, O=Contoso | multi-valued",
                "\"name\": \"store\" | \"name\": \"\" | name is not set",
            })
    void namesTheRuleThatIsBroken(String right, String wrong, String message) throws Exception {
        assertThat(STATEMENT).contains(right);

        TrustPolicy policy = read(STATEMENT.replace(right, wrong));

        assertThat(policy.isValid()).isFalse();
        assertThat(policy.problems().get(0).message()).contains(message);
    }

    @Test
    void warnsOfAMisspeltMember() throws Exception {
        TrustPolicy policy = read(STATEMENT.replace("\"level\"", "\"overide\": {}, \"level\""));

        assertThat(policy.isValid()).isTrue();
        assertThat(policy.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .isEqualTo("overide is not a member of a trust policy and is ignored"));
    }

    @Test
    void comparesNamesByAttributes() {
        DistinguishedName trusted = DistinguishedName.parse(" O=Contoso, S=WA,C=US");

        assertThat(trusted.isPartOf(DistinguishedName.of(new X500Principal("CN=b\\, c,OU=R,O=Contoso,ST=WA,C=US"))))
                .isTrue();
        assertThat(trusted.isPartOf(DistinguishedName.of(new X500Principal("CN=b,O=contoso,ST=WA,C=US"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN=a,O=Contoso,C=US", "OU=a,OU=b,O=Contoso,ST=WA,C=US", "DC=corp,O=Contoso,ST=WA,C=US"})
    void someSubjectsMatchNobody(String subject) {
        assertThatThrownBy(() -> DistinguishedName.of(new X500Principal(subject)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
