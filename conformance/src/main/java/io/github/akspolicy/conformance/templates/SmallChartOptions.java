package io.github.akspolicy.conformance.templates;

import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.template.value.Caller.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The options of {@code helm template} in a case.
 *
 * @param releaseName the name that Helm takes where the case gives none
 * @param kubeVersion as Helm keeps it
 * @param values the values files, the weakest first, options merged into one of them
 * @param set whole numbers that options set, as {@code key=number}
 * @param unknown why the case is not executed; empty if it is
 */
record SmallChartOptions(
        String releaseName,
        String namespace,
        boolean upgrades,
        String kubeVersion,
        List<String> apis,
        List<byte[]> values,
        List<String> set,
        String unknown) {
    private static final Pattern VERSION = Pattern.compile("v?[1-9]\\d*(\\.(0|[1-9]\\d*)){0,2}([-+][0-9A-Za-z.+-]+)?");

    static SmallChartOptions of(Map<?, ?> fields, Dialect dialect, Path folder) throws IOException {
        if (fields.get("extra") instanceof Map<?, ?> extra) {
            for (Map.Entry<?, ?> file : extra.entrySet()) {
                SmallChartCases.write(folder.resolve(String.valueOf(file.getKey())), String.valueOf(file.getValue()));
            }
        }
        String namespace = "default";
        String kubeVersion = dialect == Dialect.HELM_3 ? "v1.32.0" : "v1.35.0";
        boolean upgrades = false;
        String unknown = "";
        var apis = new ArrayList<String>();
        var files = new ArrayList<Path>();
        var set = new ArrayList<SetValue>();
        List<?> arguments = fields.get("args") instanceof List<?> given ? given : List.of();
        for (int i = 0; i < arguments.size(); i++) {
            String option = String.valueOf(arguments.get(i));
            String value = i + 1 < arguments.size() ? String.valueOf(arguments.get(i + 1)) : "";
            i++;
            switch (option) {
                case "-f" -> List.of(value.split(",")).forEach(name -> files.add(folder.resolve(name)));
                case "-n", "--namespace" -> namespace = value.isEmpty() ? namespace : value;
                case "-a", "--api-versions" -> apis.addAll(List.of(value.split(",")));
                case "--kube-version" -> {
                    kubeVersion = value.isEmpty() ? kubeVersion : version(value, dialect);
                    unknown = VERSION.matcher(kubeVersion).matches() ? unknown : "Helm refuses the version";
                }
                case "--set" -> unknown = add(set, SetValue.Type.SET, value, unknown);
                case "--set-string" -> unknown = add(set, SetValue.Type.SET_STRING, value, unknown);
                case "--set-json" -> unknown = add(set, SetValue.Type.SET_JSON, value, unknown);
                case "--set-file" -> unknown = add(set, SetValue.Type.SET_FILE, value, unknown);
                case "--is-upgrade" -> {
                    upgrades = true;
                    i--;
                }
                case "--include-crds", "--skip-crds", "--no-hooks", "--skip-schema-validation" -> i--;
                default -> unknown = option + " does not reach the templates, or has no like in our configuration";
            }
        }
        UserValues user;
        try {
            user = UserValues.read(new ChartRequest(
                    folder.resolve("c"),
                    "rel",
                    namespace,
                    kubeVersion,
                    KnownApis.ofHelm(apis),
                    files,
                    set,
                    true,
                    true,
                    List.of(),
                    new Workspace(folder)));
        } catch (SourceException refused) {
            return new SmallChartOptions(
                    "rel",
                    namespace,
                    upgrades,
                    kubeVersion,
                    apis,
                    List.of(),
                    List.of(),
                    "we refuse the values: " + refused.getMessage());
        }
        var values = new ArrayList<byte[]>();
        for (Path file : user.write(Files.createDirectories(folder.resolve("user")))) {
            values.add(Files.readAllBytes(file));
        }
        String release = fields.containsKey("release") ? "release-name" : "rel";
        return new SmallChartOptions(release, namespace, upgrades, kubeVersion, apis, values, user.integers(), unknown);
    }

    /** Helm 3 writes a version in full, Helm 4 keeps it. */
    private static String version(String given, Dialect dialect) {
        String version = given.startsWith("v") ? given : "v" + given;
        if (dialect == Dialect.HELM_4 || !VERSION.matcher(version).matches()) {
            return version;
        }
        int end = version.length();
        for (char c : new char[] {'-', '+'}) {
            int at = version.indexOf(c);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        String numbers = version.substring(0, end);
        long dots = numbers.chars().filter(c -> c == '.').count();
        return numbers + ".0".repeat((int) (2 - dots)) + version.substring(end);
    }

    /** One option; several keys in one stay in the value of the first, as Helm reads them. */
    private static String add(List<SetValue> set, SetValue.Type type, String text, String unknown) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            return "the option has no key";
        }
        set.add(new SetValue(
                type,
                text.substring(0, equals),
                text.substring(equals + 1),
                new SourceLocation("options", 1, 1, Role.VALUES)));
        return unknown;
    }
}
