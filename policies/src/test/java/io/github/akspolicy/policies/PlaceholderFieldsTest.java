package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Puts a placeholder in the place of each value of each fixture, whole and in part: no verdict gets better by it, and no
 * finding is about the placeholder itself. What does get better is listed, with the reason why nothing is hidden by it.
 */
class PlaceholderFieldsTest {
    private static final List<String> FORMS = List.of(
            "${P}",
            "$(P)",
            "#{P}#",
            "__P__",
            "<P>",
            "%PARAM%",
            "{{ P }}",
            "REPLACE_ME",
            "CHANGE_ME",
            "YOUR-VALUE",
            "$PARAM");

    private static final Pattern FREE =
            Pattern.compile("(?:^|\\.)(?:annotations|data|env\\[\\]|args|command)(?:\\.|\\[|$)");

    /** Whether a placeholder there hides nothing, by policy and field. */
    private enum Reason {
        /** An object with the same placeholder is the same object, and one with another name is another. */
        NAME(
                "[^ ]+ (?:.*\\.)?(?:name|namespace|secretName|secretProviderClass|serviceAccountName|serviceAccount|cluster|user"
                        + "|kubernetes\\.io/service-account\\.name|[^.]*[rR]eference\\.(?:kind|group)|owner\\.(?:armId|kind|group)"
                        + "|selector\\.[a-z]+|matchLabels\\..*|subject|vnetSubnetID)"),
        /** The policy is about how a value is written, and there is none yet. */
        FORM(
                "(?:image/reference-parseable|identity/client-id-annotation|identity/tenant-id-annotation|network/ingress-host-required"
                        + "|rbac/entra-subject-format|secrets/keyvault-name|secrets/tenant-id|secrets/parameters-are-strings"
                        + "|secrets/object-version-pinned|secrets/sync-object-name-matches|workload/printed-values|workload/probes) .*"),
        /** A secret that something fills in is not published by the file; what stands beside the placeholder is judged. */
        PUBLISHED(
                "(?:secrets/(?:inline-secret-data|configmap-secret-data|plain-env-value|plain-argument|plain-annotation"
                        + "|storage-parameters)|kubeconfig/(?:no-client-key|no-static-token)|cluster/(?:no-inline-credentials|proxy-credentials)"
                        + "|identity/no-client-secret-env) .*"),
        /** Programs of vendors are known by the names that vendors publish: a pipeline fills in the images of its team. */
        PROGRAM("(?:identity/no-aad-pod-identity|identity/proxy-sidecar|network/retired-ingress-controller"
                + "|image/pull-secrets-unneeded) .*image"),
        /** A tag that is {@code latest} and more is another tag. */
        TAG("(?:image/tag-not-latest|workload/safeguards-admission) .*image"),
        /** Free text in which the form is that of whoever reads it, and no placeholder. */
        FREE("(?:[^ ]+ (?:.*\\.)?(?:annotations\\..*|data\\..*|args\\[\\])|secrets/no-pod-identity .*)"),
        /** What the object is: the account of the file names it. */
        KIND("[^ ]+ items\\[\\]\\.(?:kind|apiVersion)"),
        /** A rule about objects of a name gives no more than the same rule without names, which it is judged like. */
        OBJECTS("rbac/[^ ]+ rules\\[\\]\\.resourceNames\\[\\]"),
        /** The policy asks what is known only at deployment, as it does in templates: it is silent, or says which input is missing. */
        ASKED(
                "(?:cluster/(?:maintenance-window|network-policy|retired-parts)|identity/(?:federated-credential|trusted-issuer)) .*"),
        /** A value of another object than the one that is judged: that object has its own verdict. */
        ELSEWHERE(
                "(?:cluster/(?:cluster-user-role|imds-restriction|key-vault-secrets-provider|oidc-issuer|workload-identity)"
                        + "|identity/(?:client-id-annotation|identity-binding-consistency)|network/(?:dangling-backend|ingress-hostname-conflict)"
                        + "|rbac/(?:admin-equivalent-role|powerful-service-account-pod|read-secrets|steal-pods|use-managed-identity)"
                        + "|secrets/client-id-matches-service-account|workload/(?:anti-affinity|node-pool-drift|node-pool-exists"
                        + "|pod-disruption-budget|resource-limits)) .*");

        private final Pattern fields;

        Reason(String fields) {
            this.fields = Pattern.compile(fields);
        }

        /** The first that holds, or null. */
        static @Nullable Reason of(String field) {
            return Arrays.stream(values())
                    .filter(reason -> reason.fields.matcher(field).matches())
                    .findFirst()
                    .orElse(null);
        }
    }

    private final Set<String> better = new TreeSet<>();
    private final Set<String> aboutForm = new TreeSet<>();
    private int tried;

    private record Path(int document, List<Object> steps) {
        String words() {
            var words = new StringBuilder();
            for (Object step : steps) {
                words.append(step instanceof Integer ? "[]" : (words.isEmpty() ? "" : ".") + step);
            }
            return words.toString();
        }

        String written() {
            FieldPath path = FieldPath.ROOT;
            for (Object step : steps) {
                path = step instanceof Integer index ? path.item(index, null) : path.field(String.valueOf(step));
            }
            return path.toString();
        }
    }

    @Test
    void noPlaceholderMakesAVerdictBetterAndNoFindingIsAboutOne() throws Exception {
        int count = 0;
        for (Fixture fixture : Fixture.all()) {
            if (!fixture.isDefinition()) {
                judge(fixture, count++);
            }
        }
        assertThat(tried).isGreaterThan(25_000);
        assertThat(aboutForm).isEmpty();
        assertThat(better.stream().filter(field -> Reason.of(field) == null)).isEmpty();
        assertThat(better.stream().map(Reason::of).distinct()).hasSameSizeAs(Reason.values());
    }

    private void judge(Fixture fixture, int number) throws Exception {
        List<Object> documents = new ArrayList<>();
        for (Node node : ManifestReader.manifests(fixture.text())) {
            documents.add(Node.toPlain(node));
        }
        Fixture plain = fixture(fixture, documents);
        Map<String, List<String>> before;
        try {
            before = said(plain.evaluateOnce(), fixture.policyId());
        } catch (AssertionError unreadable) {
            return;
        }
        var paths = new ArrayList<Path>();
        for (int i = 0; i < documents.size(); i++) {
            collect(documents.get(i), new Path(i, List.of()), paths);
        }
        int variant = number;
        for (Path path : paths) {
            Object value = at(documents.get(path.document()), path.steps());
            String form = FORMS.get(variant++ % FORMS.size());
            // a word, and what stands between underscores, is one by itself only
            String joint = form.startsWith("_") || Character.isLetter(form.charAt(0)) ? "-" : "";
            for (String changed : List.of(form, value + joint + form)) {
                compare(fixture, documents, path, changed, before);
            }
        }
    }

    private void compare(
            Fixture fixture, List<Object> documents, Path path, String changed, Map<String, List<String>> before) {
        String last = String.valueOf(path.steps().get(path.steps().size() - 1));
        if (last.equals("kind") && path.steps().size() == 1
                || last.equals("apiVersion") && path.steps().size() == 1) {
            return;
        }
        tried++;
        List<Object> other = new ArrayList<>(documents);
        other.set(path.document(), replaced(documents.get(path.document()), path.steps(), 0, changed));
        Map<String, List<String>> after;
        try {
            after = said(fixture(fixture, other).evaluateOnce(), fixture.policyId());
        } catch (AssertionError problem) {
            return;
        }
        String here = path.written();
        String name = String.valueOf(at(documents.get(path.document()), List.of("metadata", "name")));
        // a text that cannot be read any more fails as a whole: one finding in the place of many
        boolean failsHere = after.entrySet().stream()
                .anyMatch(entry -> entry.getKey().endsWith(name + " " + here)
                        && entry.getValue().contains("fail")
                        && !before.containsKey(entry.getKey()));
        if (!failsHere && count(after, "") < count(before, "") && count(after, "unknown") <= count(before, "unknown")) {
            better.add(fixture.policyId() + " " + path.words());
        }
        // what stands beside a placeholder may be published; another object may miss the one that is named otherwise
        boolean isBeside = !FORMS.contains(changed)
                && Reason.PUBLISHED.fields.matcher(fixture.policyId() + " ").matches();
        if (failsHere && !isBeside && !isFree(path, changed)) {
            aboutForm.add(fixture.policyId() + " " + path.words() + " " + changed + " (" + fixture.name() + ")");
        }
    }

    /** Where a container or a shell has such words itself, and documents, which no placeholder may break. */
    private static boolean isFree(Path path, String changed) {
        return changed.indexOf(' ') >= 0
                || FREE.matcher(path.words()).find() && changed.matches(".*\\$(?:\\(P\\)|PARAM)")
                || path.words().startsWith("binaryData.")
                || changed.indexOf('\n') >= 0;
    }

    private static int count(Map<String, List<String>> said, String kind) {
        return said.values().stream()
                .mapToInt(list ->
                        (int) list.stream().filter(one -> one.startsWith(kind)).count())
                .sum();
    }

    private static Map<String, List<String>> said(Evaluation evaluation, String policyId) {
        var said = new TreeMap<String, List<String>>();
        for (Finding finding : evaluation.findings()) {
            if (finding.policy().id().equals(policyId)) {
                for (Occurrence occurrence : finding.occurrences()) {
                    said.computeIfAbsent(
                                    occurrence.resource() + " " + occurrence.fieldPath(), unused -> new ArrayList<>())
                            .add(finding.unknown() == null ? "fail" : "unknown");
                }
            }
        }
        return said;
    }

    private static Fixture fixture(Fixture fixture, List<Object> documents) {
        String heading = fixture.text()
                .lines()
                .filter(line -> line.startsWith("# case:")
                        || line.startsWith("# parameters:")
                        || line.startsWith("# kubernetes:")
                        || line.startsWith("# asOf:"))
                .collect(Collectors.joining("\n"));
        return new Fixture(
                fixture.policyId(),
                fixture.name(),
                heading + "\n---\n"
                        + documents.stream().map(PlaceholderFieldsTest::json).collect(Collectors.joining("\n---\n"))
                        + "\n");
    }

    private static void collect(@Nullable Object value, Path path, List<Path> paths) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> collect(inner, child(path, key), paths));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), child(path, i), paths);
            }
        } else if (value != null && !path.steps().isEmpty()) {
            paths.add(path);
        }
    }

    private static Path child(Path path, Object step) {
        var steps = new ArrayList<>(path.steps());
        steps.add(step);
        return new Path(path.document(), steps);
    }

    private static @Nullable Object at(@Nullable Object value, List<Object> steps) {
        for (Object step : steps) {
            value = value instanceof Map<?, ?> map
                    ? map.get(step)
                    : value instanceof List<?> list && step instanceof Integer index ? list.get(index) : null;
        }
        return value;
    }

    private static @Nullable Object replaced(@Nullable Object value, List<Object> steps, int depth, String changed) {
        if (depth == steps.size()) {
            return changed;
        }
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<Object, @Nullable Object>(map);
            copy.put(steps.get(depth), replaced(map.get(steps.get(depth)), steps, depth + 1, changed));
            return copy;
        }
        var copy = new ArrayList<@Nullable Object>((List<?>) value);
        int index = (Integer) steps.get(depth);
        copy.set(index, replaced(copy.get(index), steps, depth + 1, changed));
        return copy;
    }

    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + json(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PlaceholderFieldsTest::json).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
