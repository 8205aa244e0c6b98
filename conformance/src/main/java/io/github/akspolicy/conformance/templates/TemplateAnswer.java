package io.github.akspolicy.conformance.templates;

import io.github.akspolicy.template.text.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Helm answered to a template: a text or an error.
 *
 * @param isError whether it ended with an error
 * @param text the text, as bytes, or the message of the error
 * @param shape what the whole text must match instead of being equal; null for equality
 */
record TemplateAnswer(
        boolean isError, String text, @Nullable Pattern shape) {
    /** What an executor came to. */
    static TemplateAnswer text(String bytes) {
        return new TemplateAnswer(false, bytes, null);
    }

    static TemplateAnswer error(String message) {
        return new TemplateAnswer(true, message, null);
    }

    /**
     * The answer of a version in a case.
     *
     * @param version the end of the names of its fields: empty for 3, {@code 4} where that differs
     */
    static Optional<TemplateAnswer> of(Map<?, ?> fields, String version) {
        if (fields.get("error" + version) instanceof String error) {
            return Optional.of(error(error));
        }
        if (fields.get("out" + version) instanceof String out) {
            return Optional.of(text(Bytes.of(out)));
        }
        if (fields.get("out_b64" + version) instanceof String coded) {
            byte[] bytes = Base64.getDecoder().decode(coded);
            return Optional.of(text(new String(bytes, StandardCharsets.ISO_8859_1)));
        }
        if (fields.get("shape") instanceof String shape) {
            return Optional.of(new TemplateAnswer(false, shape, Pattern.compile(shape, Pattern.DOTALL)));
        }
        return Optional.empty();
    }

    /** Whether another answer is this one; the messages of errors had the white space at their ends removed. */
    boolean isMetBy(TemplateAnswer other) {
        if (isError != other.isError) {
            return false;
        }
        if (isError) {
            return text.stripTrailing().equals(other.text.stripTrailing());
        }
        return shape == null
                ? text.equals(other.text)
                : shape.matcher(Bytes.text(other.text)).matches();
    }

    @Override
    public String toString() {
        return isError ? "error: " + text : Bytes.text(text);
    }
}
