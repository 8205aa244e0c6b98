package io.github.akspolicy.helm.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schema without what it takes from elsewhere accepts no less than the whole, and no more than it must. */
class RelaxedSchemaTest {
    private static String relaxed(String schema) {
        byte[] original = schema.getBytes(StandardCharsets.UTF_8);
        byte[] relaxed = RelaxedSchema.of(original, schema);
        assertThat(relaxed).hasSameSizeAs(original);
        String text = new String(relaxed, StandardCharsets.UTF_8);
        assertThat(SchemaReferences.check(text)).isEmpty();
        return text.strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "{'$ref': 'http://a/b', 'type': 'object'} > {'type':'object'}",
                "{'properties': {'a': {'$ref': 'http://a/b'}, 'c': {'type': 'string'}}} > {'properties':{'a':{},'c':{'type':'string'}}}",
                // earlier drafts read nothing beside a reference
                "{'$schema': 'http://json-schema.org/draft-07/schema#', 'properties': {'a': {'$ref': 'http://a/b', 'type': 'string'}}}"
                        + " > {'$schema':'http://json-schema.org/draft-07/schema#','properties':{'a':{}}}",
                "{'$schema': 'http://json-schema.org/draft-07/schema#', '$ref': 'http://a/b', 'required': ['x'], 'definitions': {'y': {}}}"
                        + " > {'$schema':'http://json-schema.org/draft-07/schema#','definitions':{'y':{}}}",
                // what says the opposite would accept less
                "{'not': {'$ref': 'http://a/b'}, 'type': 'object'} > {'type':'object'}",
                "{'not': {'required': ['x']}, 'allOf': [{'$ref': 'http://a/b'}]} > {'not':{'required':['x']},'allOf':[{}]}",
                "{'oneOf': [{'$ref': 'http://a/b'}, {'type': 'string'}]} > {}",
                "{'if': {'$ref': 'http://a/b'}, 'then': {'required': ['x']}} > {'then':{'required':['x']}}",
                "{'if': {'required': ['y']}, 'then': {'$ref': 'http://a/b'}} > {'if':{'required':['y']},'then':{}}",
                "{'not': {'$ref': '#/$defs/x'}, '$defs': {'x': {'$ref': 'http://a/b'}}} > {'$defs':{'x':{}}}",
                "{'allOf': [{'$ref': 'http://a/b'}], 'unevaluatedProperties': false} > {'allOf':[{}]}",
                "{'contains': {'$ref': 'http://a/b'}, 'maxContains': 1} > {'contains':{}}",
                "{'anyOf': [{'$ref': 'http://a/b'}, {'type': 'string'}]} > {'anyOf':[{},{'type':'string'}]}",
                "{'items': [{'$ref': 'http://a/b'}], 'additionalItems': {'$ref': 'c.json'}} > {'items':[{}],'additionalItems':{}}",
                // a draft that nobody knows says nothing
                "{'$schema': 'http://a/b', 'type': 'string'} > {'type':'string'}",
                // no schema until another reference makes it one
                "{'const': {'$ref': 'http://a/b'}, 'type': 'object'} > {}",
                "{'properties': {'$ref': {'$ref': 'http://a/b'}}, 'x': 'http://a/b'} > {'properties':{'$ref':{}},'x':'http://a/b'}"
            })
    void keepsWhatCanBeKept(String schema, String kept) {
        assertThat(relaxed(schema.replace('\'', '"'))).isEqualTo(kept.replace('\'', '"'));
    }

    @Test
    void fitsIntoTheSmallestOne() {
        assertThat(relaxed("{\"$ref\":\"x\"}")).isEqualTo("{}");
    }
}
