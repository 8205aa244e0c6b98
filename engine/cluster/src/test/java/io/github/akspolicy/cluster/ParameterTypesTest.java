package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ManifestFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A parameter is what the type says that it refers to: modules compiled by Bicep have few others. */
class ParameterTypesTest {
    private static final String DEFINITIONS = """
            "definitions": {
              "poolsType": {"type": "array", "items": {"type": "object"}, "nullable": true},
              "chainType": {"$ref": "#/definitions/poolsType"},
              "a/b": {"type": "array", "nullable": true},
              "plainType": {"type": "array"},
              "circleType": {"$ref": "#/definitions/circleType"},
              "passwordType": {"type": "securestring"},
              "loginType": {"type": "object", "properties": {
                "user": {"type": "string"}, "entry": {"$ref": "#/definitions/passwordType"},
                "more": {"type": "array", "items": {"$ref": "#/definitions/passwordType"}},
                "byName": {"type": "object", "additionalProperties": {"$ref": "#/definitions/passwordType"}}}}},
            """;

    @TempDir
    Path folder;

    private Read module(String declaration) {
        return Read.of(folder, "main.json", Read.template("""
                "resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "aks", "properties": {
                  "expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental",
                  "template": {
                    "languageVersion": "2.0",
                    %s
                    "parameters": {"agentPools": %s},
                    "resources": {"pools": {
                      "copy": {"name": "pools", "count": "[length(coalesce(parameters('agentPools'), createArray()))]"},
                      "type": "Microsoft.ContainerService/managedClusters/agentPools", "apiVersion": "2024-09-01",
                      "name": "[format('aks/{0}', parameters('agentPools')[copyIndex()].name)]", "properties": {}}}}}}]
                """.formatted(DEFINITIONS, declaration)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "array", "nullable": true}           | 0
            {"$ref": "#/definitions/poolsType"}           | 0
            {"$ref": "#/definitions/chainType"}           | 0
            {"$ref": "#/definitions/a~1b"}                | 0
            {"$ref": "#/definitions/plainType", "nullable": true} | 0
            {"$ref": "#/definitions/poolsType", "nullable": false} | 1
            {"$ref": "#/definitions/plainType"}           | 1
            {"$ref": "#/definitions/circleType"}          | 1
            {"$ref": "#/definitions/absentType"}          | 1
            {"type": "array"}                             | 1
            {"$ref": "#/definitions/poolsType", "defaultValue": [{"name": "a"}, {"name": "b"}]} | 2
            """)
    void nothingGivenIsNullWhereTheTypeSaysSo(String declaration, int pools) {
        Read read = module(declaration);
        assertThat(read.told()).isEmpty();
        // a pool of which it is not known whether there is any is one that is evaluated
        assertThat(read.pools()).hasSize(pools);
    }

    @Test
    void valuesOfSecureTypesAreSecret() {
        Read read = Read.of(folder, "main.json", Read.template("""
                %s
                "parameters": {
                  "one": {"$ref": "#/definitions/passwordType", "defaultValue": "kept-in-one"},
                  "login": {"$ref": "#/definitions/loginType", "defaultValue": {
                    "user": "shown-to-all", "entry": "kept-in-entry", "more": ["kept-in-list"], "byName": {"x": "kept-in-map"}}}},
                "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks",
                  "properties": {}}]
                """.formatted(DEFINITIONS)));
        assertThat(read.files)
                .flatExtracting(ManifestFile::secrets)
                .contains("kept-in-one", "kept-in-entry", "kept-in-list", "kept-in-map")
                .doesNotContain("shown-to-all");
    }
}
