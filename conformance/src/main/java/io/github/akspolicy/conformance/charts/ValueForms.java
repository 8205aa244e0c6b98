package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.FieldPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The forms in which a chart may take what a field gets: the value of the field as it is, a part of it that the template puts into
 * the field, or something that only switches the field on.
 */
final class ValueForms {
    /** What a template reads of the value that it stands at. */
    private static final Pattern READ = Pattern.compile("(range\\s+)?(?<=[\\s({])\\.([a-z][A-Za-z0-9]*)\\b");

    private final List<String> templates;

    /** @param chart the folder of the chart */
    ValueForms(Path chart) throws IOException {
        try (Stream<Path> files = Files.walk(chart)) {
            var texts = new ArrayList<String>();
            for (Path file : files.filter(ValueForms::isTemplate).sorted().toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
            templates = List.copyOf(texts);
        }
    }

    private static boolean isTemplate(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/templates/") && Files.isRegularFile(file);
    }

    /** The forms for a key, the usual one of the field first. */
    List<Object> of(FieldPath field, List<Object> key) {
        var forms = new ArrayList<>(of(field));
        Map<String, Object> read = read(String.valueOf(key.get(key.size() - 1)));
        if (!read.isEmpty()) {
            forms.add(List.of(read));
            forms.add(read);
        }
        forms.addAll(List.of(
                "text",
                "0.0.0.0:8080",
                2L,
                true,
                List.of("text"),
                List.of(Map.of("name", "text")),
                Map.of("text", "text"),
                Map.of("enabled", true)));
        return forms.stream().distinct().toList();
    }

    /** The forms for a key that has the name of the field: names of pull secrets stand in a list alone, too. */
    static List<Object> of(FieldPath field) {
        return field.lastField().equals("imagePullSecrets")
                ? List.of(usual(field), List.of("text"), "text")
                : List.of(usual(field));
    }

    /** All that templates which name a key read of it or of what they stand at, as texts, or lists where they go over it. */
    private Map<String, Object> read(String name) {
        Pattern named = Pattern.compile("\\." + Pattern.quote(name) + "\\b(?:\\.([A-Za-z0-9]+))?");
        var read = new LinkedHashMap<String, Object>();
        for (String template : templates) {
            Matcher inside = named.matcher(template);
            boolean isNamed = false;
            while (inside.find()) {
                isNamed = true;
                if (inside.group(1) != null) {
                    read.putIfAbsent(inside.group(1), "text");
                }
            }
            if (isNamed) {
                Matcher fields = READ.matcher(template);
                while (fields.find()) {
                    if (fields.group(1) != null) {
                        read.put(fields.group(2), List.of("text"));
                    } else {
                        read.putIfAbsent(fields.group(2), "text");
                    }
                }
            }
        }
        return read;
    }

    /** A value that the field itself may have. */
    static Object usual(FieldPath path) {
        return switch (path.lastField()) {
            case "runAsNonRoot", "readOnlyRootFilesystem", "readOnly", "hostUsers" -> true;
            case "allowPrivilegeEscalation", "automountServiceAccountToken" -> false;
            case "drop" -> List.of("ALL");
            case "cpu" -> "100m";
            case "memory" -> "64Mi";
            case "limits", "requests" -> Map.of("cpu", "100m", "memory", "64Mi");
            case "seccompProfile" -> Map.of("type", "RuntimeDefault");
            case "type" -> "RuntimeDefault";
            case "securityContext" -> Map.of("runAsNonRoot", true);
            case "livenessProbe", "readinessProbe", "startupProbe" ->
                Map.of("exec", Map.of("command", List.of("true")));
            case "preStop" -> Map.of("exec", Map.of("command", List.of("true")));
            case "tls" -> List.of(Map.of("hosts", List.of("web.example.org"), "secretName", "text"));
            case "labels", "annotations" -> Map.of("text", "text");
            case "topologySpreadConstraints" -> List.of(Map.of("maxSkew", 1L));
            case "affinity" -> Map.of("nodeAffinity", Map.of());
            case "imagePullSecrets" -> List.of(Map.of("name", "text"));
            case "replicas", "minReplicas", "maxUnavailable", "minAvailable" -> 2L;
            case "runAsUser", "runAsGroup", "fsGroup" -> 65534L;
            default -> "text";
        };
    }
}
