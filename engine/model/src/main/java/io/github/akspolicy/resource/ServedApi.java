package io.github.akspolicy.resource;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kind of an API version that the API server of Kubernetes serves, or served, unless somebody turns it off: a row of {@code
 * served-apis.txt}.
 *
 * @param apiVersion such as {@code apps/v1}
 * @param kind such as {@code Deployment}
 * @param since the first minor version of Kubernetes 1 that serves it
 * @param removedIn the first that serves it no more; 0 while none is known
 */
public record ServedApi(String apiVersion, String kind, int since, int removedIn) {
    /** The newest minor version of Kubernetes 1 that the table knows. */
    public static final int NEWEST = 37;

    private static final Pattern STABLE = Pattern.compile("v[0-9]+");

    private static final List<ServedApi> ALL = DataTable.lines(ServedApi.class, "served-apis.txt").stream()
            .flatMap(ServedApi::row)
            .toList();

    private static final Map<String, ServedApi> BY_API = byApi();

    private static Stream<ServedApi> row(String row) {
        String[] words = row.split(" ");
        return Arrays.stream(words, 3, words.length)
                .map(kind -> new ServedApi(words[0], kind, Integer.parseInt(words[1]), Integer.parseInt(words[2])));
    }

    private static Map<String, ServedApi> byApi() {
        var all = new LinkedHashMap<String, ServedApi>();
        ALL.forEach(api -> all.put(api.apiVersion + " " + api.kind, api));
        return all;
    }

    /** The kinds of one of Kubernetes' own groups, in any version; empty when it is no such group. */
    public static List<String> kinds(String group) {
        return ALL.stream()
                .filter(api -> group(api.apiVersion).equals(group))
                .map(ServedApi::kind)
                .distinct()
                .toList();
    }

    /** Empty when Kubernetes itself never served it, or not by default. */
    public static Optional<ServedApi> of(String apiVersion, String kind) {
        return Optional.ofNullable(BY_API.get(apiVersion + " " + kind));
    }

    /**
     * What the API server of {@code 1.minor} serves, alpha versions left out.
     *
     * @param minor a newer one than {@link #NEWEST} counts as that
     */
    public static List<ServedApi> of(int minor) {
        int known = Math.min(minor, NEWEST);
        return ALL.stream()
                .filter(api -> api.isServedBy(known) && !api.version().contains("alpha"))
                .toList();
    }

    /**
     * Whether it is a stable version of one of Kubernetes' own groups, but one that no Kubernetes serves, or without such a
     * kind. Of alpha and beta versions this cannot be said: a cluster may turn them on. Neither of lists, which the API
     * server answers and takes from nobody.
     */
    public static boolean isServedByNone(String apiVersion, String kind) {
        return STABLE.matcher(version(apiVersion)).matches()
                && !kind.endsWith("List")
                // a kubeconfig: a file of clients
                && !(apiVersion.equals("v1") && kind.equals("Config"))
                && of(apiVersion, kind).isEmpty()
                && ALL.stream().anyMatch(api -> group(api.apiVersion).equals(group(apiVersion)));
    }

    /** The newest API version of the kind that is not removed: of the same group, if there is one. */
    public static Optional<String> current(String apiVersion, String kind) {
        Comparator<ServedApi> byGroup =
                Comparator.comparing(api -> group(api.apiVersion).equals(group(apiVersion)));
        // the last one in the table wins: maximum by group, and later ones win among equals
        return ALL.stream()
                .filter(api -> api.kind.equals(kind) && api.removedIn == 0)
                .reduce((one, other) -> byGroup.compare(one, other) > 0 ? one : other)
                .map(ServedApi::apiVersion);
    }

    /** Whether the API server of {@code 1.minor} serves it. */
    public boolean isServedBy(int minor) {
        return since <= minor && (removedIn == 0 || minor < removedIn);
    }

    private String version() {
        return version(apiVersion);
    }

    private static String version(String apiVersion) {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    private static String group(String apiVersion) {
        return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
    }
}
