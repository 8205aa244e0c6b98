package io.github.akspolicy.run;

import io.github.akspolicy.evaluate.SafeText;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text of any origin as a console may show it: each line passes {@link SafeText}. What is neutral already stays as it is. */
public final class NeutralText {
    private static final Pattern LINE_END = Pattern.compile("\r?\n");

    /** Pages of policies are Markdown; CI systems read no command out of these. */
    private static final Pattern HEADING = Pattern.compile("(#{1,6} )(.*)", Pattern.DOTALL);

    private NeutralText() {}

    /** The text without commands and control characters; lines stay lines. */
    public static String of(@Nullable CharSequence content) {
        return Arrays.stream(LINE_END.split(String.valueOf(content), -1))
                .map(NeutralText::line)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(String text) {
        Matcher heading = HEADING.matcher(text);
        return heading.matches() ? heading.group(1) + SafeText.line(heading.group(2)) : SafeText.line(text);
    }
}
