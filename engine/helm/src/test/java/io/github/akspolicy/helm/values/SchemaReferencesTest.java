package io.github.akspolicy.helm.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.values.SchemaReferences.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References of a schema that Helm would follow out of the chart. */
class SchemaReferencesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\": \"http://127.0.0.1:9/x\"}",
                "{\"$ref\": \"https://example.org/schema.json#/definitions/a\"}",
                "{\"$ref\": \"file:///etc/passwd\"}",
                "{\"$ref\": \"file:/etc/passwd\"}",
                "{\"$ref\": \"/etc/passwd\"}",
                "{\"$ref\": \"other.json\"}",
                "{\"$ref\": \"../x#/a\"}",
                "{\"$ref\": \"//host/x\"}",
                "{\"$ref\": \"urn:x:y\"}",
                "{\"$ref\": \" \"}",
                "{\"$ref\": \"?x\"}",
                "{\"$ref\": \"C:\\\\x\"}",
                "{\"\\u0024ref\": \"file:///etc/passwd\"}",
                "{\"$\\u0072ef\": \"f\\u0069le:///etc/passwd\"}",
                "{\"$dynamicRef\": \"file:///etc/passwd#meta\"}",
                "{\"$recursiveRef\": \"file:///etc/passwd\"}",
                "{\"$schema\": \"file:///etc/passwd\"}",
                "{\"$schema\": \"http://127.0.0.1:9/draft-07/schema#\"}",
                "{\"$schema\": \"http://json-schema.org.example.org/draft-07/schema#\"}",
                "{\"$schema\": \"json-schema.org/draft-07/schema\"}",
                "{\"properties\": {\"a\": {\"$schema\": \"http://127.0.0.1:9/\"}}}",
                "{\"allOf\": [{\"not\": {\"items\": [{\"if\": {\"$ref\": \"http://127.0.0.1:9/x\"}}]}}]}",
                // no place of a schema, until another reference makes it one
                "{\"$ref\": \"#/default/x\", \"default\": {\"x\": {\"$ref\": \"http://127.0.0.1:9/x\"}}}",
                "{\"$ref\": \"http://json-schema.org/draft-99/schema#\"}",
                // an id that the validator does not look for
                "{\"$ref\": \"http://a/b\", \"const\": {\"$id\": \"http://a/b\"}}",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"a\": {\"$ref\":"
                        + " \"http://a/b\"}}, \"$defs\": {\"x\": {\"$id\": \"http://a/b\"}}}",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"a\": {\"$ref\":"
                        + " \"http://a/b\"}}, \"definitions\": {\"x\": {\"$id\": \"http://a/b\", \"$ref\": \"#\"}}}",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"properties\": {\"a\": {\"$ref\":"
                        + " \"http://a/b\"}}, \"definitions\": {\"x\": {\"$id\": \"http://a/b\"}}}",
                "{\"$id\": \"http://a/b\", \"properties\": {\"a\": {\"$ref\": \"c\"}}}",
                // relative to an id that is none
                "{\"$id\": \"http://a/b\", \"$defs\": {\"x\": {\"$id\": \"c/d\"}, \"y\": {\"$id\": \"c/e\"}},"
                        + " \"default\": {\"$id\": \"c/d\", \"x\": {\"$ref\": \"e\"}}}",
                "{\"$id\": \"http://a/b?c\", \"$defs\": {\"x\": {\"$id\": \"d\"}}, \"not\": {\"$ref\": \"d\"}}",
            })
    void leadsOut(String schema) {
        assertThat(SchemaReferences.check(schema)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "{\"$ref\": \"#\"}",
                "{\"$ref\": \"#/definitions/a\"}",
                "{\"$ref\": \"#anchor\"}",
                "{\"$dynamicRef\": \"#meta\"}",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
                "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}",
                "{\"$schema\": \"http://json-schema.org/schema#\"}",
                "{\"$ref\": \"http://json-schema.org/draft-07/schema#/definitions/positiveInteger\"}",
                "{\"$ref\": \"values.schema.json#/a\"}",
                "{\"$id\": \"http://a/b\", \"properties\": {\"a\": {\"$ref\": \"#/x\"}, \"b\": {\"$ref\":"
                        + " \"http://a/b#/x\"}}}",
                "{\"$id\": \"http://a/b\", \"$defs\": {\"x\": {\"$id\": \"c\"}}, \"properties\": {\"a\": {\"$ref\":"
                        + " \"c\"}}}",
                "{\"properties\": {\"$ref\": {\"type\": \"string\"}, \"$schema\": {\"type\": \"string\"}}}",
                "{\"default\": {\"text\": \"http://127.0.0.1:9/x\"}}",
            })
    void staysWithin(String schema) {
        assertThat(SchemaReferences.check(schema)).isEmpty();
    }

    @Test
    void namesPathAndLine() {
        List<Reference> found = SchemaReferences.check("""
            {
              "properties": {
                "a/b": {"type": "string"},
                "c/d": {
                  "$ref": "http://127.0.0.1:9/x"
                }
              }
            }
            """);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).path()).isEqualTo("/properties/c~1d/$ref");
        assertThat(found.get(0).position().line()).isEqualTo(5);
        assertThat(found.get(0).message()).isEqualTo("$ref leads out of the chart: http://127.0.0.1:9/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"$ref\": \"#\", \"$ref\": \"http://127.0.0.1:9/x\"}",
                "{} {\"$ref\": \"http://127.0.0.1:9/x\"}",
                "$ref: http://127.0.0.1:9/x",
                "{\"a\": 1,}",
            })
    void whatCannotBeReadIsRefused(String schema) {
        assertThat(SchemaReferences.check(schema))
                .singleElement()
                .extracting(Reference::message)
                .asString()
                .contains("the schema cannot be read: ");
    }

    @Test
    void depthIsBounded() {
        String deep = "{\"not\": ".repeat(5000) + "{\"$ref\": \"http://127.0.0.1:9/x\"}" + "}".repeat(5000);

        assertThat(SchemaReferences.check(deep)).isNotEmpty();
    }
}
