package io.github.akspolicy.evaluate;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a line that everybody may read: as people write them, not as they are generated. */
final class OpenWords {
    /** Words and numbers; anything longer or more mixed could be generated. */
    private static final Pattern HARMLESS = Pattern.compile("[/.]{0,3}[A-Za-z][A-Za-z_/-]{0,31}"
            + "|[0-9]{1,6}(\\.[0-9]{1,4}){0,3}(m|Ki|Mi|Gi|Ti|%)?|0[xo][0-7]{1,4}|/[0-9]{1,4}"
            // versions, addresses of IP and ranges, names of hosts
            + "|v[0-9]{1,2}(\\.[0-9]{1,4}){1,3}|[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?(:[0-9]{1,5})?"
            + "|[a-z]{1,24}([.-][a-z]{1,24}){1,8}|k8s/?");

    /** Names of objects, groups and resources of Kubernetes and of Azure, and their ids. */
    private static final Pattern IDENTIFIER;

    static {
        String part = "(?:[a-z]{1,40}[0-9]{0,2}|k8s|v[0-9](?:alpha|beta)[0-9]|[0-9]{1,2})";
        IDENTIFIER = Pattern.compile("/?" + part + "(?:[./-]" + part + "){0,8}/?"
                + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|sha256:[0-9a-f]{64}");
    }

    /** Values of these keys name something; nobody keeps a secret there, though some of the names say "secret". */
    private static final Pattern NAMING_KEY = Pattern.compile("apiGroups?|resources|verbs|resourceNames|nonResourceURLs"
            + "|secretName|secretProviderClass|serviceAccountName|claimName|driver|provisioner|keyvaultName|digest"
            + "|(client|tenant|object|principal|subscription)I[dD]|userAssignedIdentityID|loginServer");

    /** A list of names in flow style, somewhere within a line: {@code {resources: [secrets], verbs: [get]}}. */
    private static final Pattern NAMING_LIST = Pattern.compile(
            "(?:apiGroups|resources|verbs|resourceNames|nonResourceURLs)[\"']?\\s*:\\s*\\[[^\\[\\]{}#]*]");

    private static final Pattern WORD =
            Pattern.compile("\\{\\{.{0,1000}?}}|[^\\s\\[\\]{},:\"'()#|*=-]+(?:[-/._:@+][^\\s\\[\\]{},\"'()#|]+)*");

    private OpenWords() {}

    static boolean isNaming(String key) {
        return NAMING_KEY.matcher(key).matches();
    }

    /** A line or value in which only harmless words are readable. */
    static String of(String text) {
        return masked(text, OpenWords::isHarmless);
    }

    /** The value of a key that {@link #isNaming names something}, or an item of its list. */
    static String ofNames(String text) {
        int comment = text.indexOf(" #");
        String names = comment < 0 ? text : text.substring(0, comment);
        return masked(
                        names,
                        word -> isHarmless(word) || IDENTIFIER.matcher(word).matches())
                + (comment < 0 ? "" : unlessTelling(text.substring(comment)));
    }

    /** As {@link #of}, and nothing at all is readable of a part that speaks of a secret, but for lists of names. */
    static String unlessTelling(String text) {
        var out = new StringBuilder();
        int from = 0;
        Matcher list = NAMING_LIST.matcher(text);
        while (list.find()) {
            out.append(between(text.substring(from, list.start()))).append(ofNames(list.group()));
            from = list.end();
        }
        return out.append(between(text.substring(from))).toString();
    }

    private static String between(String text) {
        if (!MaskedLines.TELLING.matcher(text).find()) {
            return of(text);
        }
        return text.startsWith(" ") ? " " + MaskedLines.MASK : MaskedLines.MASK;
    }

    private static boolean isHarmless(String word) {
        return HARMLESS.matcher(word).matches();
    }

    private static String masked(String text, Predicate<String> open) {
        return WORD.matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(
                        word.group().startsWith("{{") || open.test(word.group()) ? word.group() : MaskedLines.MASK));
    }
}
