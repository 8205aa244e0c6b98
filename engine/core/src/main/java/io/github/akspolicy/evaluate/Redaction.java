package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.EncodedTexts.Span;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.SecretShape;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place that keeps secrets out of what people see: every message of an evaluation passes it. Policies are
 * written so that they quote no values; this holds even where one, or an upstream error message, does.
 *
 * <p>A value is masked where it is long and random ({@link MaskingScope}), and never where it is part of a name of the
 * environment: names are not secrets, and finding keys are made of them.
 */
public final class Redaction {
    static final String MASK = "«redacted»";
    private static final int PREFIX = MaskingScope.SHORTEST;

    private static final Pattern PARTS = Pattern.compile("[\\s=:;,&\"'{}()\\[\\]<>|]+");
    private static final Pattern SEGMENTS = Pattern.compile("[/@?]+");
    /** A named value within a text: {@code password=x}, {@code "password": "x"}. */
    private static final Pattern NAMED = Pattern.compile("(?<![\\w.])([A-Za-z][\\w.-]{0,100}+)[\"']?\\s*+[:=]\\s*+"
            + "(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|'([^']*+)'|([^\\s,;&\"'{}\\[\\]]++))");

    private final Map<String, List<String>> byPrefix = new HashMap<>();
    private final BitSet firsts = new BitSet();
    private final Collection<String> names;
    private final Map<String, Boolean> isName = new ConcurrentHashMap<>();

    /**
     * @param secrets what {@link #collect} gave
     * @param names of resources, namespaces and containers, in which nothing is masked
     */
    public Redaction(Collection<String> secrets, Collection<String> names) {
        this.names = names;
        for (String secret : secrets) {
            if (secret.length() >= PREFIX) {
                byPrefix.computeIfAbsent(secret.substring(0, PREFIX), prefix -> new ArrayList<>())
                        .add(secret);
                firsts.set(first(secret, 0));
            }
        }
        byPrefix.values()
                .forEach(all -> all.sort(
                        Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder())));
    }

    /**
     * Adds what must not be shown of a resource: the values of a Secret, keys and tokens of a kubeconfig, passwords in the
     * definition of a cluster, variables, arguments and entries of ConfigMaps that look like secrets.
     */
    public static void collect(Resource resource, Set<String> secrets) {
        new SecretTexts(secrets).addAll(resource);
    }

    /** Adds the names that a resource brings: in a name nothing is masked, as it is shown anyway. */
    public static void names(Resource resource, Set<String> names) {
        names.add(resource.name());
        if (resource.namespace() != null) {
            names.add(resource.namespace());
        }
        for (Pod pod : Pod.VIEW.in(resource)) {
            pod.containers().forEach(container -> names.add(container.name()));
        }
    }

    /** Adds a secret text and those of its parts that are secret on their own, where they can be masked by their value. */
    public static void collect(@Nullable String text, Set<String> secrets) {
        if (text == null) {
            return;
        }
        List<String> lines = text.lines().toList();
        for (String line : lines) {
            String stripped = line.strip();
            if (lines.size() == 1) {
                value(stripped, secrets);
            }
            named(stripped, secrets);
            part(stripped, secrets);
            for (String part : PARTS.split(stripped)) {
                part(part, secrets);
                for (String segment : SEGMENTS.split(part)) {
                    part(segment, secrets);
                }
            }
        }
    }

    /** Adds the values in a text whose names promise a secret. */
    static void named(String text, Set<String> secrets) {
        if (text.indexOf('=') < 0 && text.indexOf(':') < 0) {
            return;
        }
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            String quoted = named.group(2) != null ? named.group(2) : named.group(3);
            String value = quoted != null ? quoted : named.group(4);
            if (SecretShape.isSecret(named.group(1), value)) {
                value(value, secrets);
            }
        }
    }

    /** Adds a value on one line, where it can be masked by its value. */
    static void value(String value, Set<String> secrets) {
        if (MaskingScope.ofValue(value) != MaskingScope.NOWHERE) {
            secrets.add(value);
        }
    }

    private static void part(String part, Set<String> secrets) {
        if (MaskingScope.ofPart(part) != MaskingScope.NOWHERE) {
            secrets.add(part);
        }
    }

    /** A message about a place of a resource, without the secret that stands there, whatever it looks like. */
    public static String atPlace(Resource resource, Place at, String message) {
        var texts = new SecretTexts(new HashSet<>());
        texts.addAll(resource);
        return texts.masked(message, at.path());
    }

    /** The step with every secret masked. */
    LocatedStep apply(LocatedStep step) {
        return new LocatedStep(apply(step.message()), step.at());
    }

    /** The message with every secret masked. */
    public String apply(String message) {
        return masked(message, MaskingScope.WHOLE_TOKENS);
    }

    /** A part of a finding key: only what cannot be a word or name by chance is masked. */
    String key(String part) {
        return masked(part, MaskingScope.EVERYWHERE);
    }

    private String masked(String message, MaskingScope least) {
        if (byPrefix.isEmpty()) {
            return message;
        }
        var finder = new EncodedTexts.Finder() {
            @Override
            public int shortest() {
                return PREFIX;
            }

            @Override
            public List<Span> find(String text, boolean isDecoded) {
                return spans(text, isDecoded ? MaskingScope.NOWHERE : least);
            }
        };
        return EncodedTexts.masked(message, finder, MASK);
    }

    /** @param least which secrets are masked: {@link MaskingScope#NOWHERE} for all */
    private List<Span> spans(String text, MaskingScope least) {
        var spans = new ArrayList<Span>();
        int hiddenTo = -1;
        for (int i = 0; i + PREFIX <= text.length(); i++) {
            int end = firsts.get(first(text, i)) ? end(text, i, least) : -1;
            if (end > hiddenTo) {
                spans.add(new Span(i, end));
                hiddenTo = end;
            }
        }
        return spans;
    }

    /** Where the longest secret that begins here ends; -1 when none does. */
    private int end(String message, int from, MaskingScope least) {
        for (String secret : byPrefix.getOrDefault(message.substring(from, from + PREFIX), List.of())) {
            if (message.startsWith(secret, from)) {
                int end = from + secret.length();
                boolean isMasked = least == MaskingScope.NOWHERE
                        || MaskingScope.of(secret) == MaskingScope.EVERYWHERE
                        || (least == MaskingScope.WHOLE_TOKENS && isToken(message, from, end));
                if (isMasked && !isPartOfName(secret)) {
                    return end;
                }
            }
        }
        return -1;
    }

    /** Whether neither end lies within a longer word, name or path. */
    static boolean isToken(String text, int from, int end) {
        return !continues(text, from - 1, from - 2) && !continues(text, end, end + 1);
    }

    private static boolean continues(String text, int at, int beyond) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        if (c == '.') {
            return beyond >= 0 && beyond < text.length() && Character.isLetterOrDigit(text.charAt(beyond));
        }
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private boolean isPartOfName(String secret) {
        return isName.computeIfAbsent(secret, text -> names.stream().anyMatch(name -> name.contains(text)));
    }

    private static int first(String text, int at) {
        return (text.charAt(at) * 31 + text.charAt(at + 1)) & 0xffff;
    }
}
