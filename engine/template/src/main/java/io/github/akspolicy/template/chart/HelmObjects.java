package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.encode.EncodeException;
import io.github.akspolicy.template.encode.Encoding;
import io.github.akspolicy.template.print.Format;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The objects that Helm hands to templates: {@code .Release}, {@code .Capabilities}, {@code .Chart}, {@code .Values}. */
final class HelmObjects {
    private static final Pattern VERSION = Pattern.compile("v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?.*");

    /** What only a deployment knows of a release. */
    private static final Set<String> STATE = Set.of("IsUpgrade", "IsInstall", "Revision");

    private final Dialect dialect;
    private final Consumer<String> asked;
    private final String library;

    /** @param asked takes what a template looks at: see {@link io.github.akspolicy.template.exec.Observer#looked} */
    HelmObjects(Dialect dialect, Consumer<String> asked) {
        this.dialect = dialect;
        this.asked = asked;
        this.library = dialect.isHelm4() ? "common" : "chartutil";
    }

    /** Values of a chart, with the methods of their type. */
    Value values(GoMap map) {
        return Value.of(valuesMap(map), Sources.NONE);
    }

    /** A map under the type of values, whose methods are about itself. */
    GoMap valuesMap(GoMap map) {
        List<GoType> path = List.of(GoType.STRING);
        return map.as(GoType.named(
                library + ".Values",
                GoType.MAP,
                Function.of("AsMap", List.of(), in -> Value.of(map.as(GoType.MAP), Sources.NONE)),
                Function.of("YAML", List.of(), in -> yaml(map)),
                Function.of("PathValue", path, in -> pathValue(map, in.bytes(0))),
                Function.of("Encode", List.of(GoType.ANY), in -> Value.NONE),
                Function.of("Table", path, in -> table(map, in.bytes(0)))));
    }

    private static Value yaml(GoMap map) throws FunctionException {
        try {
            return Value.of(Encoding.yaml(Value.of(map, Sources.NONE)));
        } catch (EncodeException failed) {
            throw new FunctionException(failed.text());
        }
    }

    private static Value pathValue(GoMap map, String path) throws FunctionException {
        String key = path.substring(path.lastIndexOf('.') + 1);
        return Tables.scalar(map, path).orElseThrow(() -> new FunctionException(Quote.quote(key) + " is not a value"));
    }

    private Value table(GoMap map, String path) throws FunctionException {
        GoMap at = map;
        for (String key : path.split("\\.", -1)) {
            Value value = at.get(key);
            if (value == null || !(value.data() instanceof GoMap next)) {
                throw new FunctionException(Quote.quote(key) + " is not a table");
            }
            at = next;
        }
        return values(at);
    }

    /** {@code .Release}: what only the deployment decides is open. */
    Value release(Release release) {
        GoMap map = GoMap.watched(key -> {
            if (STATE.contains(key)) {
                asked.accept("Release." + key);
            }
        });
        map.put("Name", Value.of(Bytes.of(release.name())));
        map.put("Namespace", Value.of(Bytes.of(release.namespace())));
        map.put("IsUpgrade", Value.of(release.upgrades(), open("Release.IsUpgrade")));
        map.put("IsInstall", Value.of(!release.upgrades(), open("Release.IsInstall")));
        map.put("Revision", Value.of(GoInteger.of(release.revision()), open("Release.Revision")));
        map.put("Service", Value.of("Helm"));
        return Value.of(map, Sources.NONE);
    }

    private static Sources open(String question) {
        return Sources.of(new Source.Deployment(question));
    }

    /** {@code .Capabilities}: the cluster decides its versions. */
    Value capabilities(Release release) {
        Value kubeVersion = kubeVersion(release.kubeVersion());
        Value helmVersion = helmVersion(release.helmVersion());
        Value[] copy = {Value.NIL};
        Supplier<GoStruct> all = () -> {
            asked.accept("Capabilities.APIVersions");
            List<Value> parts = List.of(kubeVersion, apiVersions(release.apiVersions()), helmVersion);
            // Go prints the address of a pointer within something else, which is another one each time
            String print = "&{" + release.kubeVersion() + "}";
            String written = Format.sprintf(Text.of("{%v %v %v}"), parts).bytes();
            return new HelmStruct.Builder("*" + library + ".Capabilities", GoType.Kind.PTR)
                    .field("KubeVersion", "KubeVersion", parts.get(0))
                    .field("APIVersions", "APIVersions", parts.get(1))
                    .field("HelmVersion", "HelmVersion", parts.get(2))
                    .method(Function.of("Copy", List.of(), in -> copy[0]))
                    .build(print, written, print);
        };
        var capabilities = new WatchedStruct(
                GoType.named("*" + library + ".Capabilities", GoType.Kind.PTR),
                Map.of(
                        "KubeVersion", new GoStruct.Member.Field(kubeVersion),
                        "HelmVersion", new GoStruct.Member.Field(helmVersion)),
                all);
        copy[0] = Value.of(capabilities, Sources.NONE);
        return copy[0];
    }

    private Value kubeVersion(String given) {
        Sources sources = open("Capabilities.KubeVersion");
        Matcher parts = VERSION.matcher(given);
        boolean known = parts.matches();
        String major = known ? parts.group(1) : "";
        String minor = known && parts.group(2) != null ? parts.group(2) : "";
        String shown = dialect.isHelm4() ? normalized(given) : given;
        Value version = Value.of(Text.of(Bytes.of(given))).and(sources);
        HelmStruct struct = new HelmStruct.Builder(library + ".KubeVersion", GoType.Kind.STRUCT)
                .field("Version", "Version", version)
                .field("Major", "Major", Value.of(Text.of(major)).and(sources))
                .field("Minor", "Minor", Value.of(Text.of(minor)).and(sources))
                .method(Function.of("GitVersion", List.of(), in -> version))
                .method(Function.of(
                        "String", List.of(), in -> Value.of(Text.of(shown)).and(sources)))
                .build(print(given, shown, major, minor), Bytes.of(shown), print(given, "", major, minor));
        return Value.of(struct, sources);
    }

    private String print(String given, String shown, String major, String minor) {
        String version = dialect.isHelm4() ? given + " " + shown : given;
        return Bytes.of("{" + version + " " + major + " " + minor + "}");
    }

    /** Helm 4 prints a version without what a vendor has put behind it. */
    private static String normalized(String given) {
        return given.replaceFirst("[-+].*", "");
    }

    private Value apiVersions(List<String> served) {
        GoType type =
                GoType.named(library + ".VersionSet", GoType.STRINGS, Function.of("Has", List.of(GoType.STRING), in -> {
                    String asked = in.bytes(0);
                    Sources sources = in.sources().and(open("Capabilities.APIVersions " + Bytes.text(asked)));
                    return Value.of(served.contains(Bytes.text(asked)), sources);
                }));
        List<Value> versions = served.stream()
                .map(version -> Value.of(Text.of(Bytes.of(version))).and(open("Capabilities.APIVersions")))
                .toList();
        return Value.of(GoSlice.of(type, versions), open("Capabilities.APIVersions"));
    }

    private Value helmVersion(String version) {
        DefaultCapabilities.Build build = DefaultCapabilities.build(dialect);
        var builder = new HelmStruct.Builder("version.BuildInfo", GoType.Kind.STRUCT)
                .field("Version", "version", Value.of(Bytes.of(version)))
                .optional("GitCommit", "git_commit", Value.of(build.commit()))
                .optional(
                        "GitTreeState",
                        "git_tree_state",
                        Value.of(build.commit().isEmpty() ? "" : "clean"))
                .optional("GoVersion", "go_version", Value.of(build.go()));
        if (dialect.isHelm4()) {
            builder.field("KubeClientVersion", "kube_client_version", Value.of(build.kubernetes()));
        }
        String print = String.join(" ", version, build.commit(), build.commit().isEmpty() ? "" : "clean", build.go());
        return Value.of(
                builder.build("{" + print + (dialect.isHelm4() ? " " + build.kubernetes() : "") + "}"),
                open("Capabilities.HelmVersion"));
    }

    /** {@code .Chart}: a struct in Helm 3, a map in Helm 4. */
    Value chart(ChartNode chart, boolean isRoot) {
        return dialect.isHelm4() ? ChartMetadata.map(chart, isRoot) : ChartMetadata.struct(chart, isRoot);
    }
}
