package io.github.akspolicy.helm.engine;

/** Takes from Helm's messages what only concerns its command line. */
final class HelmMessages {
    private HelmMessages() {}

    static String clean(String message) {
        String text = message.strip();
        int debug = text.indexOf("Use --debug flag");
        if (debug >= 0) {
            text = text.substring(0, debug).strip();
        }
        return text.startsWith("Error: ") ? text.substring("Error: ".length()) : text;
    }
}
