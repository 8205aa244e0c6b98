package io.github.akspolicy.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What kubectl makes of a scalar with a tag, such as {@code !!str 12}. */
final class TaggedScalar {
    private static final String STANDARD = "tag:yaml.org,2002:";

    private TaggedScalar() {}

    /** Whether a key with this tag and text merges another mapping in; so does {@code ! '<<'}, quotes or not. */
    static boolean isMerge(String tag, String text) {
        return text.equals("<<") && (tag.equals("!") || tag.equals(STANDARD + "merge"));
    }

    /**
     * The value. A tag that is not one of the standard scalar tags leaves the text as it is.
     *
     * @throws ManifestException when the text is not of the tag's type
     */
    static @Nullable Object resolve(String tag, String text, Position position) throws ManifestException {
        if (!tag.startsWith(STANDARD)) {
            return text;
        }
        String type = tag.substring(STANDARD.length());
        return switch (type) {
            case "binary" -> decode(text, position);
            case "bool", "int", "float", "null" -> typed(type, text, position);
            case "timestamp" -> timestamp(text, position);
            default -> text;
        };
    }

    private static @Nullable Object typed(String type, String text, Position position) throws ManifestException {
        Object value = ScalarResolver.resolve(text);
        boolean fits = switch (type) {
            case "bool" -> value instanceof Boolean;
            case "int" -> value instanceof Long || value instanceof java.math.BigInteger;
            case "float" -> value instanceof Double || value instanceof Long;
            default -> value == null;
        };
        if (!fits) {
            throw mismatch(type, position);
        }
        return type.equals("float") && value instanceof Long number ? Double.valueOf(number) : value;
    }

    private static String timestamp(String text, Position position) throws ManifestException {
        boolean dated = text.length() > 5 && text.charAt(4) == '-';
        for (int i = 0; dated && i < 4; i++) {
            dated = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!dated) {
            throw mismatch("timestamp", position);
        }
        return text;
    }

    private static ManifestException mismatch(String type, Position position) {
        return new ManifestException(
                "the value is tagged !!" + type + " but is none: remove the tag or correct the value", position);
    }

    private static String decode(String text, Position position) throws ManifestException {
        String compact = text.replace("\n", "").replace("\r", "");
        if (compact.length() % 4 == 0) {
            try {
                return new String(Base64.getDecoder().decode(compact), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                // reported below, without the text that the exception may quote
            }
        }
        throw new ManifestException("the value is tagged !!binary but is not valid base64", position);
    }
}
