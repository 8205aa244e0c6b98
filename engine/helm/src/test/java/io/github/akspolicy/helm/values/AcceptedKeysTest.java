package io.github.akspolicy.helm.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a schema leaves room for the key {@code a.b}. */
class AcceptedKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'additionalProperties': false, 'properties': {'c': {}}}",
                "{'properties': {'a': {'additionalProperties': false, 'properties': {'c': {}}}}}",
                "{'properties': {'a': {'type': 'string'}}}",
                "{'properties': {'a': {'type': ['array', 'null']}}}",
                "{'properties': {'a': {'properties': {'b': false}}}}",
                "{'additionalProperties': {'type': 'string'}}",
                "{'$ref': '#/$defs/all', '$defs': {'all': {'additionalProperties': false}}}",
                "{'properties': {'a': {'$ref': '#/definitions/x~1y'}}, 'definitions': {'x/y': {'type': 'string'}}}",
                "{'properties': {'a': {'allOf': [{}, {'additionalProperties': false}]}}}",
                "{'properties': {'a': {'anyOf': [{'type': 'string'}, {'additionalProperties': false}]}}}",
                "{'properties': {'a': {'$ref': '#/$defs/x', 'type': 'string'}}, '$defs': {'x': {}}}",
            })
    void aKeyForWhichThereIsNoRoomIsNotAccepted(String schema) throws Exception {
        assertThat(isAccepted(schema)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "{'additionalProperties': true}",
                "{'additionalProperties': false, 'properties': {'a': {'type': 'object'}}}",
                "{'properties': {'a': {'type': ['object', 'null'], 'properties': {'c': {}}}}}",
                "{'properties': {'a': {'oneOf': [{'type': 'string'}, {'properties': {'b': {'type': 'boolean'}}}]}}}",
                "{'properties': {'a': {'additionalProperties': false, 'patternProperties': {'^b$': {}}}}}",
                "{'properties': {'a': {'$ref': 'https://example.org/x.json'}}}",
                "{'properties': {'a': {'$ref': '#/$defs/a'}}, '$defs': {'a': {'$ref': '#/$defs/a'}}}",
                // an old draft reads nothing beside a reference
                "{'$schema': 'http://json-schema.org/draft-07/schema#', 'properties': {'a': {'$ref': '#/definitions/x',"
                        + " 'type': 'string'}}, 'definitions': {'x': {}}}",
                "{'properties': {'a': {'not': {'required': ['b']}}}}",
            })
    void aKeyThatSomeValueMayHaveIsAccepted(String schema) throws Exception {
        assertThat(isAccepted(schema)).isTrue();
    }

    private static boolean isAccepted(String schema) throws Exception {
        return AcceptedKeys.leavesRoom(
                ManifestReader.json(schema.replace('\'', '"'), ReadLimits.DEFAULT), List.of("a", "b"));
    }
}
