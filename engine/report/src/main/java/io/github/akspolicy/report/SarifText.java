package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.SafeText;
import java.util.List;
import java.util.stream.Collectors;

/** Text for SARIF's message strings, which viewers show and which may hold links. */
final class SarifText {
    private SarifText() {}

    /**
     * One message of several parts, each ended with a period. Text of the input must not become a link of the viewer
     * (section 3.11.6 of the standard): {@code ](} is parted. Braces are left alone: without arguments there are no
     * placeholders.
     */
    static String sentences(List<String> parts) {
        return parts.stream().map(SarifText::sentence).collect(Collectors.joining(" "));
    }

    private static String sentence(String part) {
        String text = SafeText.line(part).replace("](", "]\\(");
        return text.endsWith(".") ? text : text + ".";
    }
}
