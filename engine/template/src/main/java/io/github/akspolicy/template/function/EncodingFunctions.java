package io.github.akspolicy.template.function;

import io.github.akspolicy.template.encode.EncodeException;
import io.github.akspolicy.template.encode.Encoding;
import io.github.akspolicy.template.encode.JsonWriter;
import io.github.akspolicy.template.encode.JsonWriter.Layout;
import io.github.akspolicy.template.encode.TomlReader;
import io.github.akspolicy.template.encode.TomlWriter;
import io.github.akspolicy.template.encode.YamlReader;
import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/**
 * Values as YAML, JSON and TOML, and back. Of what cannot be written most functions make no text, and of what cannot be read a map
 * or a list with the error; those named {@code must…} fail.
 */
final class EncodingFunctions {
    private EncodingFunctions() {}

    /** Writes a value. */
    private interface Writer {
        Text write(Value value) throws EncodeException;
    }

    /** Reads a text. */
    private interface Reader {
        Value read(Text text) throws EncodeException;
    }

    static void addTo(FunctionTable table, Dialect dialect) {
        writer(table, "toYaml", Encoding::yaml, EncodingFunctions::nothing);
        writer(table, "toYamlPretty", Encoding::prettyYaml, EncodingFunctions::failing);
        if (dialect.isHelm4()) {
            writer(table, "mustToYaml", Encoding::yaml, EncodingFunctions::failing);
        }
        reader(table, "fromYaml", YamlReader::map, EncodingFunctions::errorMap);
        reader(table, "fromYamlArray", YamlReader::list, EncodingFunctions::errorList);

        Writer json = value -> JsonWriter.write(value, Layout.COMPACT);
        Writer raw = value -> JsonWriter.write(value, Layout.RAW);
        Writer pretty = value -> JsonWriter.write(value, Layout.PRETTY);
        writer(table, "toJson", json, EncodingFunctions::nothing);
        writer(table, "mustToJson", json, EncodingFunctions::failing);
        writer(table, "toRawJson", raw, EncodingFunctions::failing);
        writer(table, "mustToRawJson", raw, EncodingFunctions::failing);
        writer(table, "toPrettyJson", pretty, EncodingFunctions::nothing);
        writer(table, "mustToPrettyJson", pretty, EncodingFunctions::failing);
        table.add("fromJson", List.of(GoType.STRING), EncodingFunctions::fromJson);
        reader(table, "fromJsonArray", Encoding::fromJsonArray, EncodingFunctions::errorList);
        reader(table, "mustFromJson", Encoding::anyJson, EncodingFunctions::failing);

        table.add("toToml", List.of(GoType.ANY), EncodingFunctions::toToml);
        reader(table, "fromToml", text -> TomlReader.read(text, GoTime::of), EncodingFunctions::errorMap);
    }

    /** What a function makes of an error. */
    private interface Failure {
        Value answer(EncodeException error, Sources sources) throws FunctionException;
    }

    private static void writer(FunctionTable table, String name, Writer writer, Failure failure) {
        table.add(name, List.of(GoType.ANY), in -> {
            Value value = in.get(0);
            try {
                return Value.of(writer.write(value));
            } catch (EncodeException error) {
                return failure.answer(error, Printer.deepSources(value));
            }
        });
    }

    private static void reader(FunctionTable table, String name, Reader reader, Failure failure) {
        table.add(name, List.of(GoType.STRING), in -> {
            Text text = in.text(0);
            try {
                Value value = reader.read(text);
                // whether there is anything at all depends on the deployment where the text does
                return text.sources().isOpen() ? value.and(text.sources()) : value;
            } catch (EncodeException error) {
                return failure.answer(error, text.sources());
            }
        });
    }

    /** An error is the text that is written; of nothing at all Go panics. */
    private static Value toToml(Arguments in) throws FunctionException {
        Value value = in.get(0);
        if (value.isNil()) {
            throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
        }
        try {
            return Value.of(TomlWriter.write(value, in.dialect()));
        } catch (EncodeException error) {
            return errorText(error, Printer.deepSources(value));
        }
    }

    private static Value fromJson(Arguments in) {
        Text text = in.text(0);
        Encoding.JsonMap read = Encoding.fromJson(text);
        if (read.error() != null) {
            read.map().put("Error", Value.of(Text.of(read.error(), new Mark(text.sources(), null))));
        }
        return Value.of(read.map(), read.error() != null || text.sources().isOpen() ? text.sources() : Sources.NONE);
    }

    private static Value nothing(EncodeException error, Sources sources) {
        return Value.of(Text.of("", new Mark(sources, null)));
    }

    private static Value errorText(EncodeException error, Sources sources) {
        return Value.of(Text.of(error.text(), new Mark(sources, null)));
    }

    private static Value errorMap(EncodeException error, Sources sources) {
        GoMap map = GoMap.empty();
        map.put("Error", errorText(error, sources));
        return Value.of(map, sources);
    }

    private static Value errorList(EncodeException error, Sources sources) {
        return Value.of(GoSlice.of(List.of(errorText(error, sources))), sources);
    }

    private static Value failing(EncodeException error, Sources sources) throws FunctionException {
        throw new FunctionException(error.text());
    }
}
