package io.github.akspolicy.helm.template;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The one line in which a rendered file travels. It is no YAML: Helm gives up at the first file, and returns what all of them
 * write instead of splitting, parsing and sorting it, which takes it longer than to render.
 */
public final class Envelope {
    /** With a part that no template can know: none can send for another. */
    static final String KEY = "]aksPolicyEnvelope" + Names.secret() + ": ";

    private static final String SOURCE = "# Source: ";

    private Envelope() {}

    /** A template that sends the API versions that Helm knows by itself. */
    public static String apiVersionsProbe() {
        return KEY + "{{ .Capabilities.APIVersions | toJson | b64enc }}\n";
    }

    /** The contents of all envelopes in Helm's output by render path. */
    public static Map<String, String> open(String output) {
        var contents = new HashMap<String, String>();
        String path = "";
        int at = 0;
        while (at < output.length()) {
            int end = output.indexOf('\n', at);
            if (end < 0) {
                end = output.length();
            }
            if (output.startsWith(SOURCE, at)) {
                path = output.substring(at + SOURCE.length(), end).strip();
            } else if (output.startsWith(KEY, at)) {
                String base64 = output.substring(at + KEY.length(), end).strip();
                String content = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
                // Helm takes this from what files write; inside the envelope it cannot see it
                contents.put(path, content.replace("<no value>", ""));
            }
            at = end + 1;
        }
        return contents;
    }
}
