package io.github.akspolicy.resource.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form of reference passes with its own grammar, and hides nothing behind it. */
class SecretReferenceTest {
    private static final String IV = "a".repeat(43) + "=";
    private static final String TAG = "b".repeat(22) + "==";

    static Stream<String> references() {
        return Stream.of(
                "op://store/database/password",
                "op://Store Vault/Order Database/credentials/password",
                "op://store/github/personal access token",
                "op://store/database/one-time?attribute=otp",
                "{{ op://store/database/password }}",
                "ref+vault://secret/data/order#/password",
                "ref+azurekeyvault://contoso-store/order-password",
                "ref+awssecrets://store/order?region=eu-west-1#/password",
                "ref+sops://secrets/order.yaml#/password",
                "ref+vault://secret/data/order#/password+",
                "secretref+vault://secret/data/order#/password",
                "secrets://charts/order/secrets.yaml",
                "secrets+age-import:///keys/key.txt?order.yaml",
                "vault:secret/data/order#password",
                "vault:secret/data/order#password#2",
                ">>vault:secret/data/order#password",
                "vault:secret/data/order#${.password | b64enc}",
                "${vault:secret/data/order#password}",
                "bao:secret/data/order#password",
                "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==",
                "{{ with secret \"secret/data/order\" }}{{ .Data.data.password }}{{ end }}",
                "{{ .password | toString }}",
                "{{ .Values.database.password }}",
                "{{ index .Data \"password\" }}",
                "ENC[AES256_GCM,data:Zm9v,iv:" + IV + ",tag:" + TAG + ",type:str]",
                "AgB" + "x".repeat(720) + "==",
                "order-password@azurekeyvault",
                "order-password@azurekeyvault?connection-string",
                "@Microsoft.KeyVault(SecretUri=https://contoso.vault.azure.net/secrets/order/0123456789abcdef)",
                "@Microsoft.KeyVault(VaultName=contoso;SecretName=order)",
                "<path:kv/data/order#password>",
                "<path:kv/data/order#password#3 | base64encode>",
                "arn:aws:secretsmanager:eu-west-1:123456789012:secret:order-AbCdEf",
                "projects/store/secrets/order/versions/latest",
                "sm://projects/store/secrets/order",
                "gcp:secretmanager:projects/store/secrets/order",
                "akeyless:/store/order",
                "$(ORDER_PASSWORD)",
                "$ORDER_PASSWORD",
                "$1",
                "{FRIGATE_MQTT_PASSWORD}",
                "${ORDER_PASSWORD}",
                "${order.password}",
                "${chart-admin-password}",
                "${ORDER_PASSWORD:-}",
                "${ORDER_PASSWORD:?must be set}",
                "${ORDER_PASSWORD:-${OTHER_PASSWORD}}",
                "${ORDER_PASSWORD:-changeme}",
                "${env:ORDER_PASSWORD}",
                "${file:/mnt/secrets/order.properties:password}",
                "${secrets:store/order:password}",
                "$(cat /mnt/secrets/order)",
                "%ORDER_PASSWORD%",
                "#{OrderPassword}#",
                "__ORDER_PASSWORD__",
                "${{ secrets.ORDER_PASSWORD }}",
                "${USER}:${PASSWORD}".replace(":", ""));
    }

    @ParameterizedTest
    @MethodSource("references")
    void isAReference(String text) {
        assertThat(SecretReference.isReference(text)).isTrue();
        assertThat(SecretShape.isSecret("ORDER_PASSWORD", text)).isFalse();
    }

    /** What is written before or behind it stays what it is. */
    @ParameterizedTest
    @MethodSource("references")
    void hidesNothingBesideIt(String text) {
        for (String hiding :
                new String[] {text + "/S3cr3t!pass", "S3cr3t!pass" + text, text + " hunter2!", text + "\thunter2"}) {
            assertThat(SecretReference.isReference(hiding)).as(hiding).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "op://hunter2",
                "op://store/S3cr3t!pass",
                "op://store/database/c hunter2",
                "ref+echo://hunter2",
                "ref+hunter2",
                "ref+nosuch://store/hunter2",
                "vault:hunter2",
                "vault:v1:aHVudGVyMg==",
                "vault:secret/data/order",
                "vault:secret/data/order#hunter2!",
                "secret:hunter2",
                "ENC[hunter2]",
                "ENC[AES256_GCM,data:hunter2]",
                "ENC[AES256_GCM,data:hunter2,iv:,tag:,type:str]",
                "AgBhunter2",
                "@azurekeyvault",
                "hunter2!@azurekeyvault",
                "@Microsoft.KeyVault(hunter2)",
                "@Microsoft.KeyVault(SecretUri=hunter2)",
                "<path:hunter2>",
                "${ORDER_PASSWORD:-hunter2}",
                "${ORDER_PASSWORD:hunter2}",
                "${ORDER_PASSWORD-hunter2}",
                "${ORDER_PASSWORD:=hunter2}",
                "${ORDER_PASSWORD:+hunter2}",
                "${ORDER_PASSWORD:-hun${X}ter2}",
                "${ORDER_PASSWORD/x/hunter2}",
                "${secret:hunter2}",
                "${hunter2!}",
                "$(echo hunter2)",
                "$(printf hunter2)",
                "$ecr3t",
                "$ECR3T-pass",
                "{{ \"hunter2\" }}",
                "{{ hunter2 }}",
                "{{ .Values.password | default \"hunter2\" }}",
                "{{ .Values.password }}hunter2",
                "{hunter2}",
                "{HUNTER2}",
                "hunter2${",
                "hunter2{{",
                "hunter2$(",
                "arn:aws:hunter2",
            })
    void isNotAReference(String text) {
        assertThat(SecretReference.isReference(text)).isFalse();
        assertThat(SecretShape.isSecret("ORDER_PASSWORD", text)).isTrue();
    }

    @Test
    void whatJoinsReferencesIsNotASecret() {
        assertThat(SecretShape.isSecret("JWT_SECRET", "${APP}-${STAGE}-jwt")).isFalse();
        assertThat(SecretShape.isSecret("DATABASE_URL", "postgres://${USER}:${PASSWORD}@db/store"))
                .isFalse();
        assertThat(SecretShape.isSecret(
                        "DATABASE_URL",
                        "postgres://${vault:secret/data/db#user}:${vault:secret/data/db#password}@db/store"))
                .isFalse();
        assertThat(SecretShape.isSecret("DATABASE_URL", "postgres://store:hunter2${X}@db/store"))
                .isTrue();
        assertThat(SecretShape.isSecret("DATABASE_URL", "postgres://store:${PASSWORD:-hunter2}@db/store"))
                .isTrue();
        assertThat(SecretShape.isSecret("CONNECTION_STRING", "Server=db;User Id=store;Password=${PASSWORD}"))
                .isFalse();
    }

    /** The login of a registry may be as long as a document. */
    @Test
    @Timeout(10)
    void encryptedDocumentsAreReferences() {
        String data = "Zm9v".repeat(10_000);
        String encrypted = "ENC[AES256_GCM,data:" + data + ",iv:" + IV + ",tag:" + TAG + ",type:str]";

        assertThat(SecretReference.isReference(encrypted)).isTrue();
        assertThat(SecretReference.isReference("AgB" + data)).isTrue();
        assertThat(SecretReference.isReference(encrypted + "hunter2")).isFalse();
        assertThat(SecretReference.isReference(encrypted.replace("iv:", "IV:"))).isFalse();
    }

    @Test
    @Timeout(10)
    void longTextsEndInTime() {
        for (String part : new String[] {
            "${",
            "{{",
            "$(",
            "op://a/",
            "ref+vault://a?",
            "vault:a/",
            "<path:a/",
            "__a",
            "ENC[AES256_GCM,data:",
            "${a:-",
            "%a",
            "$A"
        }) {
            SecretReference.without(part.repeat(100_000));
            SecretReference.without(part.repeat(3_999 / part.length()));
        }
    }
}
