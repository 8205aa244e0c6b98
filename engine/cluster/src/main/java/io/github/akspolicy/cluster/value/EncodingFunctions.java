package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.ANYTHING;
import static io.github.akspolicy.cluster.value.Function.Parameter.TEXT;

import io.github.akspolicy.manifest.Position;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/** The functions that write values as text of a format, and read them. */
final class EncodingFunctions {
    /** Those of which Java and Go mean the same. */
    private static final Map<String, Charset> CHARSETS = Map.of(
            "UTF-8", StandardCharsets.UTF_8,
            "UTF-16LE", StandardCharsets.UTF_16LE,
            "UTF-16BE", StandardCharsets.UTF_16BE,
            "ISO-8859-1", StandardCharsets.ISO_8859_1);

    private EncodingFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("base64decode", Function.of(EncodingFunctions::fromBase64, TEXT)),
                Map.entry(
                        "base64encode",
                        Function.of(call -> call.made(base64(HashFunctions.bytes(call.text(0)))), TEXT)),
                Map.entry(
                        "base64gzip",
                        Function.of(call -> call.unknown("compressed bytes depend on the version of Terraform"), TEXT)),
                Map.entry("csvdecode", Function.of(CsvReader::read, TEXT)),
                Map.entry("jsonencode", Function.of(EncodingFunctions::jsonEncode, ANYTHING)),
                Map.entry("jsondecode", Function.of(EncodingFunctions::decoded, TEXT)),
                Map.entry("textdecodebase64", Function.of(EncodingFunctions::textFromBase64, TEXT, TEXT)),
                Map.entry("textencodebase64", Function.of(EncodingFunctions::textToBase64, TEXT, TEXT)),
                Map.entry("urlencode", Function.of(EncodingFunctions::urlEncode, TEXT)),
                Map.entry("yamlencode", Function.of(EncodingFunctions::yamlEncode, ANYTHING)),
                Map.entry("yamldecode", Function.of(EncodingFunctions::decoded, TEXT)));
    }

    private static Value jsonEncode(Call call) {
        Value value = call.get(0);
        if (value instanceof Value.Unknown || value instanceof Value.Mapping mapping && mapping.rest() != null) {
            return call.unknown();
        }
        String text = JsonText.of(value);
        Value.Unknown cause = Known.firstUnknown(value);
        return text.length() > Call.LONGEST
                ? call.tooLarge()
                : cause == null ? call.made(text) : Known.partly(call, cause, text);
    }

    private static Value yamlEncode(Call call) {
        return Known.isWhole(call.get(0)) ? call.made(YamlText.of(call.get(0))) : call.unknown();
    }

    private static Value decoded(Call call) {
        return decoded(call.name(), call.text(0), place -> call.at(), call.at());
    }

    /** What {@code jsondecode} or {@code yamldecode} makes of a text, with its places. */
    static Value decoded(String function, String text, UnaryOperator<Position> places, Position at) {
        try {
            return function.equals("jsondecode") ? JsonReader.read(text, places) : YamlReader.read(text, places);
        } catch (IOException | YAMLException wrong) {
            throw new EvaluationException(at, function + ": the text is not valid: " + firstLine(wrong));
        }
    }

    private static String firstLine(Exception wrong) {
        String message = String.valueOf(wrong.getMessage());
        return message.lines().findFirst().orElse("");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(Call call) {
        String text = call.text(0).replace("\n", "").replace("\r", "");
        try {
            if (text.length() % 4 == 0) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException wrong) {
            // reported below, without the text that the exception may quote
        }
        throw call.wrong("the text is not valid base64");
    }

    private static Value fromBase64(Call call) {
        String text = decoded(bytes(call), StandardCharsets.UTF_8);
        if (text == null) {
            throw call.wrong("the result is not valid UTF-8");
        }
        return call.made(text);
    }

    private static @Nullable String decoded(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException wrong) {
            return null;
        }
    }

    private static Value textFromBase64(Call call) {
        Charset charset = CHARSETS.get(call.text(1).toUpperCase(Locale.ROOT));
        if (charset == null) {
            return call.unknown("the encoding " + call.text(1) + " is not read");
        }
        String text = decoded(bytes(call), charset);
        if (text == null) {
            throw call.wrong("the text has bytes that are not " + call.text(1));
        }
        return call.made(text);
    }

    private static Value textToBase64(Call call) {
        Charset charset = CHARSETS.get(call.text(1).toUpperCase(Locale.ROOT));
        if (charset == null) {
            return call.unknown("the encoding " + call.text(1) + " is not written");
        }
        try {
            ByteBuffer buffer = charset.newEncoder().encode(CharBuffer.wrap(call.text(0)));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return call.made(base64(bytes));
        } catch (CharacterCodingException wrong) {
            throw call.wrong("the text has characters that " + call.text(1) + " does not have");
        }
    }

    /** As a part of a query: {@code +} for a blank. */
    private static Value urlEncode(Call call) {
        return call.made(URLEncoder.encode(call.text(0), StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~"));
    }
}
