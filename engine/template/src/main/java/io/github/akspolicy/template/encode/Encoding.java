package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import org.jspecify.annotations.Nullable;

/** What Helm's functions make of YAML and JSON beyond reading and writing it. */
public final class Encoding {
    private Encoding() {}

    /**
     * A map read from JSON.
     *
     * @param map the map; nil where the text says null
     * @param error what could not be read; null if all could
     */
    public record JsonMap(GoMap map, @Nullable String error) {}

    /**
     * What {@code toYaml} makes of a value.
     *
     * @throws EncodeException where it makes nothing of it
     */
    public static Text yaml(Value value) throws EncodeException {
        return withoutLastBreak(YamlWriter.write(value));
    }

    /**
     * What {@code toYamlPretty} makes of a value.
     *
     * @throws EncodeException where it panics
     */
    public static Text prettyYaml(Value value) throws EncodeException {
        return withoutLastBreak(YamlWriter.writePretty(value));
    }

    private static Text withoutLastBreak(Text yaml) {
        return yaml.bytes().endsWith("\n") ? yaml.part(0, yaml.length() - 1) : yaml;
    }

    /** What {@code fromJson} reads: of a text that is not JSON an empty map. */
    public static JsonMap fromJson(Text text) {
        try {
            JsonReader.Result read = JsonReader.read(text);
            if (read.value().data() instanceof GoMap map) {
                return new JsonMap(map, read.problem());
            }
            return isNull(read)
                    ? new JsonMap(GoMap.nil(GoType.MAP), null)
                    : new JsonMap(GoMap.empty(), YamlReader.mismatch(read.value(), GoType.MAP));
        } catch (EncodeException refused) {
            return new JsonMap(GoMap.empty(), refused.text());
        }
    }

    /**
     * What {@code fromJsonArray} reads.
     *
     * @throws EncodeException when it is not a list
     */
    public static Value fromJsonArray(Text text) throws EncodeException {
        JsonReader.Result read = JsonReader.read(text);
        Value value = read.value();
        if (isNull(read)) {
            return Value.of(GoSlice.nil(GoType.SLICE), value.sources());
        }
        if (!(value.data() instanceof GoSlice)) {
            throw new EncodeException(YamlReader.mismatch(value, GoType.SLICE));
        }
        return known(read);
    }

    /** A number that is too large is nothing, too, but not null. */
    private static boolean isNull(JsonReader.Result read) {
        return read.value().isNil() && read.problem() == null;
    }

    /**
     * What {@code mustFromJson} reads.
     *
     * @throws EncodeException when it is not JSON
     */
    public static Value anyJson(Text text) throws EncodeException {
        return known(JsonReader.read(text));
    }

    private static Value known(JsonReader.Result read) throws EncodeException {
        if (read.problem() != null) {
            throw new EncodeException(read.problem());
        }
        return read.value();
    }
}
